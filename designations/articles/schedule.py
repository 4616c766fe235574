"""Whose turn it is with a request. The row itself says it: a lost message or a killed worker only delays it.

A claim is a lease. Each has a number, and only the last one's worker may say how the request ended.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from designations.models import CaptureRequest

MOST_ATTEMPTS = 3
_AT_ONCE = 200
_CLAIM = """
    UPDATE designations_capturerequest
    SET state = 'running', attempts = attempts + 1,
        leased_until = clock_timestamp() + make_interval(secs => %(lease)s)
    WHERE id = %(key)s AND (state = 'waiting' OR state = 'running' AND leased_until <= clock_timestamp())
    RETURNING attempts
"""


def lease() -> timedelta:
    """How long a request is left to the worker that took it (CAPTURES_LEASE_SECONDS)."""
    return timedelta(seconds=float(getattr(settings, "CAPTURES_LEASE_SECONDS", 300)))


def due() -> list[int]:
    """The keys of requests that a worker may take now, oldest first; one query."""
    free = Q(state=CaptureRequest.State.WAITING) | Q(
        state=CaptureRequest.State.RUNNING, leased_until__lte=Now()
    )
    return list(CaptureRequest.objects.filter(free).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])


def claim(key: int) -> CaptureRequest | None:
    """Take the request for a lease; None if another worker has it, or it is finished."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"key": key, "lease": lease().total_seconds()})
        if cursor.fetchone() is None:
            return None
    return CaptureRequest.objects.select_related("requested_by", "source").get(pk=key)


def is_mine(claimed: CaptureRequest) -> bool:
    """Whether `claimed` still belongs to its claim; holds its row until the transaction ends."""
    same = CaptureRequest.objects.filter(
        pk=claimed.pk, state=CaptureRequest.State.RUNNING, attempts=claimed.attempts
    )
    return same.select_for_update().exists()


def failed(claimed: CaptureRequest, *, reason: str) -> None:
    """The request ends without a capture, unless another worker has taken it since."""
    CaptureRequest.objects.filter(
        pk=claimed.pk, state=CaptureRequest.State.RUNNING, attempts=claimed.attempts
    ).update(
        state=CaptureRequest.State.FAILED,
        reason=reason.replace("\0", "")[:500],
        source=claimed.source,
        finished_at=timezone.now(),
        leased_until=None,
    )
