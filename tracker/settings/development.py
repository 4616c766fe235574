"""Settings for development: real servers from wheels, mails written to files, nothing to configure."""

from tracker.settings.base import *  # noqa: F403
from tracker.settings.base import CELERY_BEAT_SCHEDULE, env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
CELERY_BEAT_SCHEDULE["sweep"]["schedule"] = env.float("SWEEP_SECONDS", default=20.0)
# Files are found where they lie: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
