"""The Celery application. Tasks lie in `designations`; a message carries ids only."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings.development")

app = Celery("tracker")
# Else only this thread knows it, and a web server's worker threads would publish to Celery's default broker.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["designations.accounts", "designations.alerts", "designations.articles", "designations.importers"]
)
