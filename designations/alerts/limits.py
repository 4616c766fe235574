"""Bounds of the alerts, each with a default; an installation may set those that read the settings."""

from datetime import timedelta

from django.conf import settings

MOST_COMBINATIONS = 200
CHANGES_AT_ONCE = 1000
MESSAGES_AT_ONCE = 50
MOST_ATTEMPTS = 8
CONFIRM_WITHIN = timedelta(days=7)
# 1, 4, 16, ... minutes: eight attempts span two days, as long as mail servers themselves keep trying.
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(days=1)


def lease() -> timedelta:
    """How long a claimed message is left to the worker that claimed it (ALERTS_LEASE_SECONDS)."""
    return timedelta(seconds=float(getattr(settings, "ALERTS_LEASE_SECONDS", 120)))


def confirmations_per_hour() -> int:
    """How many confirmation mails one address gets in an hour (ALERTS_CONFIRMATIONS_PER_HOUR)."""
    return int(getattr(settings, "ALERTS_CONFIRMATIONS_PER_HOUR", 3))


def retry_after(*, attempts: int) -> timedelta:
    """How long to wait after attempt number `attempts` failed."""
    return min(FIRST_RETRY * int(4 ** (attempts - 1)), LAST_RETRY)
