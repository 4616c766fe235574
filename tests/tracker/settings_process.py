"""Settings read in a process of their own: they are read once a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent.parent
SECRET = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tracker.settings.production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "tracker.example.org",
    "SITE_URL": "https://tracker.example.org",
    "DATABASE_URL": "postgresql://tracker_app:secret@database.example.org/tracker",
    "DATABASE_OWNER_URL": "postgresql://tracker_owner:secret@database.example.org/tracker",
    "BROKER_URL": "redis://broker.example.org/0",
    "CACHE_URL": "redis://broker.example.org/1",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
}
OURS = {
    *PRODUCTION,
    *("DEBUG", "TRACKER_STATE_DIR", "STATIC_ROOT", "SWEEP_SECONDS", "REVIEW_REQUIRED", "LOG_LEVEL"),
    *("DEFAULT_FROM_EMAIL", "TRUST_FORWARDED_PROTO", "TRUSTED_PROXIES", "STALE_LIST_DAYS"),
    *("STAFF_TWO_FACTOR", "SIGN_IN_ATTEMPTS", "SIGN_IN_ATTEMPTS_OF_ADDRESS", "SIGN_IN_WINDOW_SECONDS"),
    *("ALERTS_LEASE_SECONDS", "ALERTS_CONFIRMATIONS_PER_HOUR"),
    *("CAPTURES_SECONDS", "CAPTURES_LEASE_SECONDS"),
    *("FEEDS_SECONDS", "FEEDS_LEASE_SECONDS", "FETCH_ALLOWED_NETWORKS"),
}


def run_python(code: str, *, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `code` with `environment` in place of every setting of ours."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read_setting(name: str, *, environment: dict[str, str]) -> Any:
    """Return one setting, as JSON carries it."""
    code = (
        "import json\nfrom django.conf import settings\n"
        f"print(json.dumps(getattr(settings, {name!r}), default=str))"
    )
    result = run_python(code, environment=environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
