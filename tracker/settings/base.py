"""Settings common to every environment. Importing them starts nothing and reads no file."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from tracker.embedded.places import OWNER_ROLE, Places
from tracker.settings.addresses import CONNECTION_HABITS, CONNECTION_OPTIONS, database_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "tracker.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "tracker",
    "designations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "designations.web.languages.LanguageOfThePath",
    "designations.web.letter_case.SmallLetters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "designations.accounts.sessions.SeenAtTheDesk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
AUTHENTICATION_BACKENDS = ["designations.accounts.backend.AtOnce"]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n"],
            "libraries": {
                "tracker": "designations.web.templatetags.tracker",
                "structured": "designations.web.templatetags.structured",
            },
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Everything that the tracker keeps on disk: embedded servers, captures, mails written instead of sent.
TRACKER_STATE_DIR = (BASE_DIR / env.str("TRACKER_STATE_DIR", default="var")).resolve()
TRACKER_PG_UNSAFE = False
EMBEDDED = Places(TRACKER_STATE_DIR)

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default=DATABASE_URL)
# The owner's role migrates and sets up tests; the application's own may neither truncate nor change tables.
if DATABASE_URL:
    DATABASES = {"default": database_settings(DATABASE_URL, variable="DATABASE_URL")}
    DATABASE_OWNER = database_settings(DATABASE_OWNER_URL, variable="DATABASE_OWNER_URL")
else:
    embedded_habits = CONNECTION_HABITS | {"OPTIONS": CONNECTION_OPTIONS}
    DATABASES = {"default": EMBEDDED.database() | embedded_habits}
    DATABASE_OWNER = EMBEDDED.database(role=OWNER_ROLE) | embedded_habits

# Said apart: the connection's own settings change while it is the owner's.
DATABASE_APP_ROLE: str = DATABASES["default"]["USER"]

BROKER_URL = env.str("BROKER_URL", default="")
CACHE_URL = env.str("CACHE_URL", default="")
_cache = (
    env.cache_url_config(CACHE_URL)
    if CACHE_URL
    else {"BACKEND": "tracker.embedded.cache.EmbeddedCache", "LOCATION": EMBEDDED.cache_url()}
)
# Pages apart: they may be thrown away as room is needed, what throttles signing in may not.
CACHES: dict[str, dict[str, Any]] = {"default": _cache, "pages": _cache | {"KEY_PREFIX": "page"}}

# The broker carries nudges only: a publication must not wait for one that is down.
CELERY_BROKER_URL = BROKER_URL or EMBEDDED.broker_url()
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "socket_timeout": 3,
    "socket_connect_timeout": 2,
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(TRACKER_STATE_DIR / "beat-schedule")
CAPTURES_SECONDS = env.float("CAPTURES_SECONDS", default=60.0)
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "designations.alerts.tasks.sweep",
        "schedule": env.float("SWEEP_SECONDS", default=60.0),
        # A sweep that nobody took in time is no use: the next one does its work.
        "options": {"expires": 60},
    },
    "check feeds": {
        "task": "designations.importers.tasks.check_feeds",
        "schedule": env.float("FEEDS_SECONDS", default=300.0),
        "options": {"expires": 300},
    },
    "take capture requests": {
        "task": "designations.articles.tasks.take_requests",
        "schedule": CAPTURES_SECONDS,
        "options": {"expires": CAPTURES_SECONDS},
    },
    "forget": {
        "task": "designations.accounts.tasks.forget",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
}

EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(
    environ.Env.email_url_config(EMAIL_URL) if EMAIL_URL else {"EMAIL_BACKEND": "tracker.mail.EmlBackend"}
)
EMAIL_TIMEOUT = 20
EMAIL_FILE_DIR = TRACKER_STATE_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="tracker@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

MEDIA_ROOT = TRACKER_STATE_DIR / "captures"
# Nothing under MEDIA_ROOT is served: captures are private.
MEDIA_URL = ""

# How long a claimed mail is left to the worker that claimed it, before another one sends it.
ALERTS_LEASE_SECONDS = env.float("ALERTS_LEASE_SECONDS", default=120.0)
# How often an hour one address is asked to confirm what somebody typed into the form.
ALERTS_CONFIRMATIONS_PER_HOUR = env.int("ALERTS_CONFIRMATIONS_PER_HOUR", default=3)

# How long the desk waits to show what became of an accepted list file; a longer import is shown as going on.
ACCEPTING_WAIT_SECONDS = 2.0
# How long a feed is left to the worker that checks it; longer than any download and import takes.
FEEDS_LEASE_SECONDS = env.float("FEEDS_LEASE_SECONDS", default=3600.0)
# How long an article is left to the worker that captures it; longer than any download and reading takes.
CAPTURES_LEASE_SECONDS = env.float("CAPTURES_LEASE_SECONDS", default=300.0)
# Networks beyond the public internet from which files may be fetched, such as that of a mirror of one's own.
FETCH_ALLOWED_NETWORKS: list[str] = env.list("FETCH_ALLOWED_NETWORKS", default=[])

# Somebody else than the author has to review a draft before it is published.
REVIEW_REQUIRED = env.bool("REVIEW_REQUIRED", default=True)

# Whether staff have to show a code beside their password: required or optional.
STAFF_TWO_FACTOR = env.str("STAFF_TWO_FACTOR", default="optional")
# How often a name may be tried from one address, and an address whatever the name, in so many seconds.
SIGN_IN_ATTEMPTS = env.int("SIGN_IN_ATTEMPTS", default=5)
SIGN_IN_ATTEMPTS_OF_ADDRESS = env.int("SIGN_IN_ATTEMPTS_OF_ADDRESS", default=30)
SIGN_IN_WINDOW_SECONDS = env.int("SIGN_IN_WINDOW_SECONDS", default=900)
# How many proxies stand before the site and append to X-Forwarded-For the address they were asked from.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# After how many days without any news a list is shown at the desk as one to be looked at.
STALE_LIST_DAYS = env.int("STALE_LIST_DAYS", default=90)

LANGUAGE_CODE = "en"
# Each but the first under its own prefix, such as /ar/.
LANGUAGES = [("en", "English"), ("ar", "العربية")]
# Found there without this, too, but then Django's own translations of like words would come first.
LOCALE_PATHS = [BASE_DIR / "designations" / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "designations" / "web" / "static"]
STATIC_ROOT = BASE_DIR / env.str("STATIC_ROOT", default="staticfiles")

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Reading is for everybody and there is nothing to write.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Designation tracker",
    "DESCRIPTION": "Who designates whom, since when, and on what evidence.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
    # One word has several sets of values: each gets a name of its own.
    "ENUM_NAME_OVERRIDES": {
        "StandingStatus": "designations.api.filters.STATUSES",
        "PeriodStatus": "designations.models.Period.Status",
        "EventKind": "designations.models.EventKind",
        "EntityKind": "designations.models.Entity.Kind",
        "JurisdictionKind": "designations.models.Jurisdiction.Kind",
        "NameKind": "designations.models.EntityName.Kind",
        "RelationKind": "designations.models.EntityRelation.Kind",
        "SourceKind": "designations.models.Source.Kind",
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "designations": {"level": "INFO"},
        "tracker": {"level": "INFO"},
    },
}
