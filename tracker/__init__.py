"""The Django project: settings, addresses, and how everything is started."""

from tracker.celery import app as celery_app

__all__ = ["celery_app"]
