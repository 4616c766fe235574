"""Settings for production: refuse to start on anything left at its default."""

from django.core.exceptions import ImproperlyConfigured

from tracker.settings.base import *  # noqa: F403
from tracker.settings.base import (
    ALLOWED_HOSTS,
    BROKER_URL,
    CACHE_URL,
    DATABASE_URL,
    DEBUG,
    EMAIL_URL,
    SECRET_KEY,
    SITE_URL,
    env,
)

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10

STAFF_TWO_FACTOR = env.str("STAFF_TWO_FACTOR", default="required")

_faults = {
    "DEBUG must be off: it shows the settings and the source to every visitor.": DEBUG,
    f"SECRET_KEY must be set, to at least {SHORTEST_SECRET} random characters.": (
        len(SECRET_KEY) < SHORTEST_SECRET or len(set(SECRET_KEY)) < FEWEST_CHARACTERS
    ),
    "DATABASE_URL must be set: the embedded PostgreSQL is for development only.": not DATABASE_URL,
    "BROKER_URL must be set: the embedded Valkey is for development only.": not BROKER_URL,
    "CACHE_URL must be set: the embedded Valkey is for development only.": not CACHE_URL,
    "ALLOWED_HOSTS must name the hosts that this site answers for, and not '*'.": (
        not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS
    ),
    "SITE_URL must be the public https address: links in mails start with it.": (
        not SITE_URL.startswith("https://")
    ),
    "STAFF_TWO_FACTOR must be required or optional.": STAFF_TWO_FACTOR not in ("required", "optional"),
    "EMAIL_URL must be set, such as smtp+tls://user:password@host:587: else no mail is sent.": not EMAIL_URL,
}
if any(_faults.values()):
    raise ImproperlyConfigured(
        "Production refuses to start:\n"
        + "\n".join(f"- {fault}" for fault, present in _faults.items() if present)
    )

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
# Asked from inside, where there is no TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Only behind a proxy that sets this header itself: anybody else's would be believed, too.
if env.bool("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
