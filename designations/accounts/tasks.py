"""Celery's way in."""

from celery import shared_task

from designations.accounts.sessions import forget_expired
from designations.accounts.throttle import forget_old


@shared_task
def forget() -> None:
    """Delete what is no longer needed of sessions and attempts to sign in."""
    forget_expired()
    forget_old()
