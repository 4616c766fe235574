"""Celery's way in. A message carries the key of a request and is only a nudge."""

import logging
import threading

from celery import Celery, shared_task
from celery.app import app_or_default
from django.conf import settings
from kombu.exceptions import OperationalError

from designations.articles.schedule import due
from designations.articles.take import take

logger = logging.getLogger(__name__)
_PATIENCE_SECONDS = 1.0


@shared_task
def take_requests() -> None:
    """Have every request done that a lost message or a killed worker left behind. One query where none is."""
    for key in due():
        # A nudge that nobody took in time is no use: the next sweep gives another.
        take_request.apply_async((key,), expires=getattr(settings, "CAPTURES_SECONDS", 60))


@shared_task
def take_request(key: int) -> None:
    """Do one request."""
    take(key)


def nudge(key: int) -> None:
    """Have a request done soon; without a broker it waits for the sweep. Returns within about a second."""
    errand = threading.Thread(target=_publish, args=(app_or_default(), key), daemon=True)
    errand.start()
    errand.join(_PATIENCE_SECONDS)


def _publish(app: Celery, key: int) -> None:
    try:
        app.send_task(take_request.name, [key], retry=False, ignore_result=True)
    except OperationalError as error:
        logger.warning("capture request %s waits for the sweep (%s)", key, type(error.__cause__).__name__)
