"""Claim messages, and say what became of them. Each step is a short transaction of its own.

A claim is a lease: the time until which nobody else sends the message is written into the row, so a worker
that is killed delays its messages by no more than that.
"""

import uuid
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from designations.alerts.limits import MOST_ATTEMPTS, lease, retry_after
from designations.models import Delivery

# Of each message the first row is locked in place of all, so that two workers never take halves of one.
_CLAIM = """
WITH first AS (
    SELECT d.message FROM designations_delivery d
    WHERE d.state = 'due' AND d.due_at <= clock_timestamp() AND d.attempts < %(most)s AND NOT EXISTS (
        SELECT 1 FROM designations_delivery e WHERE e.message = d.message AND e.state = 'due' AND e.id < d.id
    )
    ORDER BY d.due_at, d.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE designations_delivery d
SET due_at = clock_timestamp() + make_interval(secs => %(lease)s), attempts = d.attempts + 1
FROM first WHERE d.message = first.message AND d.state = 'due'
RETURNING d.id, d.message, d.subscriber_id, d.change_id, d.request, d.attempts
"""


@dataclass(slots=True)
class Claimed:
    """One message, ours until the lease runs out."""

    message: uuid.UUID
    subscriber_id: int | None
    request: uuid.UUID | None
    attempts: int
    deliveries: list[int] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)


def claim(*, limit: int) -> list[Claimed]:
    """Take up to `limit` messages that are due, oldest change first."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"limit": limit, "lease": lease().total_seconds(), "most": MOST_ATTEMPTS})
        rows = sorted(cursor.fetchall())
    claimed: dict[uuid.UUID, Claimed] = {}
    for key, message, subscriber_id, change_id, request, attempts in rows:
        one = claimed.setdefault(message, Claimed(message, subscriber_id, request, attempts))
        one.deliveries.append(key)
        if change_id is not None:
            one.changes.append(change_id)
    return list(claimed.values())


def sent(claimed: Claimed) -> None:
    """The mail server took the message."""
    _settle(claimed, state=Delivery.State.SENT, sent_at=Now(), last_error="")


def failed(claimed: Claimed, *, reason: str) -> None:
    """The message will never arrive."""
    _settle(claimed, state=Delivery.State.FAILED, last_error=reason)


def dropped(claimed: Claimed, *, reason: str) -> None:
    """Nobody waits for the message any more."""
    _settle(claimed, state=Delivery.State.DROPPED, last_error=reason)


def postponed(claimed: Claimed, *, reason: str) -> None:
    """The message did not go through this time; after the last attempt it has failed."""
    if claimed.attempts >= MOST_ATTEMPTS:
        failed(claimed, reason=reason)
    else:
        _settle(claimed, due_at=timezone.now() + retry_after(attempts=claimed.attempts), last_error=reason)


def released(claimed: Claimed) -> None:
    """The message was not tried: anybody may take it at once."""
    _settle(claimed, due_at=Now(), attempts=F("attempts") - 1)


def _settle(claimed: Claimed, **values: object) -> None:
    Delivery.objects.filter(pk__in=claimed.deliveries, state=Delivery.State.DUE).update(**values)
