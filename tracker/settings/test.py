"""Settings for tests: real servers of their own, which may forget everything in a power cut."""

import os

# Another directory than development's: its data must never depend on a server that does not write to disk.
os.environ.setdefault("TRACKER_STATE_DIR", "var/test")

from tracker.settings.base import *  # noqa: E402, F403
from tracker.settings.base import CACHES  # noqa: E402

SECRET_KEY = "for tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TRACKER_PG_UNSAFE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# No worker runs beside most tests.
ACCEPTING_WAIT_SECONDS = 0.0
# Each test takes back what it wrote, and the next one counts its changes from the same number.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
