"""The database backend: as Django's own, but its servers start when they are first needed."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe
from psycopg import OperationalError

from tracker.embedded import client
from tracker.embedded.places import Places


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the embedded servers on the first connection, and again when they have died."""

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; when that fails, make the servers answer and connect again."""
        places = Places(settings.TRACKER_STATE_DIR)
        client.take_lease(places)
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            client.ensure(places, unsafe=settings.TRACKER_PG_UNSAFE)
            return super().get_new_connection(conn_params)
