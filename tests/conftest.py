"""Every test runs as the application's role; the database is made, migrated and emptied by its owner."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from tracker.database import has_owner
from tracker.database import owner_connection as as_owner


def pytest_sessionstart() -> None:
    """Let Ctrl-C mean what it means on a terminal: a run in the background begins, and its children would,
    with the signal ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database as the owner. The application's role gets its grants from `migrate`."""
    if not has_owner():
        raise pytest.UsageError(
            "The tests need both roles: set DATABASE_OWNER_URL to the owner's address beside DATABASE_URL."
        )
    with django_db_blocker.unblock(), as_owner():
        made = setup_databases(
            verbosity=request.config.option.verbose,
            interactive=False,
            serialized_aliases=[],
        )
    yield
    with django_db_blocker.unblock(), as_owner():
        teardown_databases(made, verbosity=request.config.option.verbose)


@pytest.fixture(scope="session", autouse=True)
def flush_as_owner() -> Iterator[None]:
    """Empty the tables after a transactional test as their owner: nobody else may."""
    flush: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]

    def flush_with_owner(case: TransactionTestCase) -> None:
        with as_owner():
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_with_owner)
        yield


@pytest.fixture
def owner_connection() -> Callable[[], AbstractContextManager[None]]:
    """Let a transactional test act as the owner: `with owner_connection(): ...`."""
    return as_owner
