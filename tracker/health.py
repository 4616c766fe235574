"""Whether the parts that the site cannot do without answer."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from tracker.celery import app
from tracker.embedded.places import EmbeddedServerError

log = logging.getLogger(__name__)
BROKER_SECONDS = 2


def ask_database() -> None:
    """Ask the database for one row, as the application's role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_broker() -> None:
    """Connect to the broker, the embedded one if no other is configured."""
    if not settings.BROKER_URL:
        from tracker.embedded.signals import ensure_servers_once

        ensure_servers_once()
    with app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)


PARTS: dict[str, Callable[[], None]] = {"database": ask_database, "broker": ask_broker}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part does, else 503, naming the parts that are down and no more than that."""
    answers = {name: _answers(name) for name in PARTS}
    healthy = all(answers.values())
    body = {"status": "ok" if healthy else "unavailable"} | {
        name: "ok" if answered else "down" for name, answered in answers.items()
    }
    return JsonResponse(body, status=200 if healthy else 503)


def _answers(name: str) -> bool:
    try:
        PARTS[name]()
    except (DatabaseError, OperationalError, EmbeddedServerError, OSError):
        log.warning("%s does not answer", name, exc_info=True)
        return False
    return True
