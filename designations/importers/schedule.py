"""When each feed is checked next. The row itself says it: a lost message or a killed worker delays a check.

A claim is a lease: `next_run_at` is set to the time from which another worker may take the feed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from designations.models import Feed

FIRST_RETRY = timedelta(minutes=15)
LAST_RETRY = timedelta(days=1)
_MOST_FAILURES = 1000
_LOCKS = 0x6C697374
_CLAIM = """
    UPDATE designations_feed f
    SET next_run_at = clock_timestamp() + make_interval(secs => %(lease)s)
    FROM (
        SELECT id FROM designations_feed
        WHERE is_enabled AND addresses <> '{}'::jsonb
            AND (next_run_at IS NULL OR next_run_at <= clock_timestamp())
        ORDER BY next_run_at NULLS FIRST, id FOR UPDATE SKIP LOCKED
    ) due
    WHERE f.id = due.id RETURNING f.id
"""


def lease() -> timedelta:
    """How long a claimed feed is left to the worker that claimed it (FEEDS_LEASE_SECONDS)."""
    return timedelta(seconds=float(getattr(settings, "FEEDS_LEASE_SECONDS", 3600)))


def claim_due() -> list[int]:
    """Take every enabled feed with an address that is due, and return their keys. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"lease": lease().total_seconds()})
        return sorted(key for (key,) in cursor.fetchall())


@contextmanager
def alone(feed: Feed) -> Iterator[bool]:
    """Whether nobody else checks `feed` meanwhile: two at once could import an older file after a newer."""
    with locked(_LOCKS, feed.pk) as is_ours:
        yield is_ours


@contextmanager
def locked(space: int, key: int) -> Iterator[bool]:
    """Whether the lock on `key` is ours; it is given back after the block, or when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s::int, %s::int)", [space, key])
        [is_ours] = cursor.fetchone() or (False,)
    try:
        yield is_ours
    finally:
        # With the connection the lock is gone as well.
        if is_ours:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s::int, %s::int)", [space, key])


def retry_after(*, failures: int) -> timedelta:
    """How long to wait after this many failures in a row: 15 minutes, 30, an hour, ... a day at most."""
    return min(FIRST_RETRY * int(2 ** min(failures - 1, 10)), LAST_RETRY)


def succeeded(feed: Feed, *, validators: dict[str, Any] | None = None) -> None:
    """The feed was checked. `validators` are those of the version that it now has, None if they stay."""
    now = timezone.now()
    feed.last_checked_at, feed.failures = now, 0
    feed.next_run_at = now + timedelta(hours=feed.every_hours)
    if validators is not None:
        feed.validators = validators
    feed.save(update_fields=["last_checked_at", "next_run_at", "failures", "validators"])


def failed(feed: Feed, *, reason: str, not_before: datetime | None = None) -> None:
    """The feed could not be checked, or gave a file that is none; the next check comes later each time.

    It never comes before `not_before`, the moment that the server named.
    """
    now = timezone.now()
    feed.last_checked_at = feed.last_failed_at = now
    feed.last_failure = reason.replace("\0", "")[:500]
    feed.failures = min(feed.failures + 1, _MOST_FAILURES)
    feed.next_run_at = max(now + retry_after(failures=feed.failures), not_before or now)
    feed.save(update_fields=["last_checked_at", "last_failed_at", "last_failure", "failures", "next_run_at"])
