"""Celery's way in. A message says only that there may be work; each may run at any time, and twice."""

from celery import shared_task

from designations.alerts.fan_out import fan_out
from designations.alerts.nudge import SEND, nudge
from designations.alerts.recover import recover
from designations.alerts.send import send_all


@shared_task
def fan_out_task() -> None:
    """Match new changes against subscriptions."""
    if fan_out():
        nudge(SEND)


@shared_task
def send_task() -> None:
    """Send what is due."""
    send_all()


@shared_task
def sweep() -> None:
    """Find and do whatever lost nudges and killed workers left behind."""
    fan_out()
    recover()
    send_all()
