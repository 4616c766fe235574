"""Tell the workers that there may be work. Rows carry the work itself: a lost nudge delays it, no more."""

import logging
import threading

from celery import Celery
from celery.app import app_or_default
from kombu.exceptions import OperationalError

from designations.editorial.signals import changes_recorded

logger = logging.getLogger(__name__)

FAN_OUT = "designations.alerts.tasks.fan_out_task"
SEND = "designations.alerts.tasks.send_task"
# A publication waits for the broker no longer than this, whatever the broker does.
PATIENCE_SECONDS = 1.0


def nudge(task: str) -> None:
    """Ask the workers to run `task`, by name. Never raises; returns within about a second."""
    # The application is looked up here: Celery keeps the current one per thread.
    errand = threading.Thread(target=_publish, args=(app_or_default(), task), daemon=True)
    errand.start()
    errand.join(PATIENCE_SECONDS)
    if errand.is_alive():
        logger.warning("the broker did not take a nudge for %s in time; the sweep finds the work", task)


def _publish(app: Celery, task: str) -> None:
    try:
        app.send_task(task, retry=False, ignore_result=True)
    except OperationalError as error:
        logger.warning("no nudge for %s (%s); the sweep finds the work", task, type(error.__cause__).__name__)


def _changes_recorded(**_: object) -> None:
    nudge(FAN_OUT)


def connect() -> None:
    """Listen to publications. Called once when the application is ready."""
    changes_recorded.connect(_changes_recorded, dispatch_uid="designations.alerts.nudge")
