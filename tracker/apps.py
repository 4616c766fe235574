"""The project's own application: commands, and the embedded broker where none is configured."""

from django.apps import AppConfig
from django.conf import settings


class TrackerConfig(AppConfig):
    """Connects Celery to the embedded broker."""

    name = "tracker"

    def ready(self) -> None:
        """Start the embedded broker when it is first needed, if it is the one in use."""
        if not settings.BROKER_URL:
            from tracker.embedded import signals

            signals.connect()
