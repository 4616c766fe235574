"""Start the embedded broker when a process first talks to it."""

from celery.signals import beat_init, before_task_publish, celeryd_init
from django.conf import settings

from tracker.embedded import client
from tracker.embedded.places import Places


def ensure_servers(**_: object) -> None:
    """Make the servers answer and hold them."""
    client.ensure(Places(settings.TRACKER_STATE_DIR), unsafe=settings.TRACKER_PG_UNSAFE)


def ensure_servers_once(**_: object) -> None:
    """Make the servers answer before this process's first message; asking before each is far too slow."""
    if not client.holds(Places(settings.TRACKER_STATE_DIR)):
        ensure_servers()


def connect() -> None:
    """Listen to Celery's signals."""
    celeryd_init.connect(ensure_servers, weak=False)
    beat_init.connect(ensure_servers, weak=False)
    before_task_publish.connect(ensure_servers_once, weak=False)
