"""The shipped facts as the ground of a module of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from designations.importers.facts.load import load_facts


@contextmanager
def shipped_facts(blocker: Any) -> Iterator[None]:
    """Load the facts once; every test inside starts from them, and nothing of them is left afterwards."""
    with blocker.unblock(), transaction.atomic():
        load_facts()
        # Else every test checks all the deferred constraints of the facts again when it ends.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
