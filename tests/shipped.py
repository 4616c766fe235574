"""The shipped facts as the ground of a module of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection

from designations.importers.facts.load import load_facts
from tracker.database import owner_connection


@contextmanager
def shipped_facts(blocker: Any) -> Iterator[None]:
    """Load the facts once; every test inside starts from them, and nothing of them is left afterwards.

    They are committed and analysed: over rows that PostgreSQL has no statistics of, or those of empty tables,
    its plans are not the ones that readers meet.
    """
    with blocker.unblock():
        try:
            load_facts()
            with owner_connection(), connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield
        finally:
            with owner_connection():
                call_command("flush", verbosity=0, interactive=False)
