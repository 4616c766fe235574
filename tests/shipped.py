"""The shipped facts as the ground of a module of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from designations.importers.facts.load import load_facts


@contextmanager
def shipped_facts(blocker: Any) -> Iterator[None]:
    """Load the facts once; every test inside starts from them, and nothing of them is left afterwards."""
    with blocker.unblock(), transaction.atomic():
        load_facts()
        yield
        transaction.set_rollback(True)
