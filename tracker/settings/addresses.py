"""Addresses of services as Django wants them."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

# Statements are prepared only where `designations.models.planning` says so; that needs binding on the server.
CONNECTION_OPTIONS: dict[str, Any] = {
    "server_side_binding": True,
    "prepare_threshold": None,
    "connect_timeout": 5,
}
CONNECTION_HABITS: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def database_settings(url: str, *, variable: str) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL database at `url`, the value of `variable`.

    A directory of a socket is given as `?host=/directory`. Raises ImproperlyConfigured for another kind of
    database.
    """
    config: dict[str, Any] = Env.db_url_config(url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{variable} must be the address of a PostgreSQL database, such as "
            "postgresql://role:password@host:5432/tracker; there is no other kind of database here."
        )
    options = dict(config.pop("OPTIONS", {}))
    # In one place, so that another role can be put in their stead.
    config["HOST"] = options.pop("host", "") or config["HOST"]
    config["PORT"] = str(options.pop("port", "") or config["PORT"])
    return config | CONNECTION_HABITS | {"OPTIONS": CONNECTION_OPTIONS | options}
