"""Every test runs as the application's role; the database is made, migrated and emptied by its owner."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker
from xdist.scheduler.loadscope import LoadScopeScheduling

from tracker.database import has_owner
from tracker.database import owner_connection as as_owner

# What the tests of these folders share is made once; and of those that start programs, none may be given the
# port that another has just found free.
TOGETHER = ("tests/faults/", "tests/designations/api/")
FIRST = (
    "tests/faults/",
    "tests/browser/test_desk_pages.py",
    "tests/browser/test_public_web.py",
    "tests/browser/test_pages.py",
    "tests/browser/test_desk_by_keyboard.py",
    "tests/browser/test_origin_article.py",
    "tests/designations/admin/test_permissions.py",
    "tests/designations/importers/test_real_lists.py",
)
# Never more: two processes fill two cores, as each has a database server beside it.
MOST_PROCESSES = 2


def pytest_sessionstart() -> None:
    """Let Ctrl-C mean what it means on a terminal: a run in the background begins, and its children would,
    with the signal ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Share a run of everything among processes; run a few named tests, and what measures, in this one."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    if named or config.option.markexpr == "benchmark":
        return 0
    return min(MOST_PROCESSES, os.cpu_count() or 1)


def pytest_xdist_setupnodes(specs: Sequence[Any]) -> None:
    """Give each process a state directory of its own: servers, broker, captures and mails."""
    for number, spec in enumerate(specs):
        spec.env["TRACKER_STATE_DIR"] = f"{settings.TRACKER_STATE_DIR}-{number}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "TogetherByFile":
    """Say which tests stay together in one process."""
    return TogetherByFile(config, log)


class TogetherByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps the tests of a file, and of some folders, in one process and in order; the slowest begin."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", 1)[0]
        return next((folder for folder in TOGETHER if path.startswith(folder)), path)

    def _assign_work_unit(self, node: Any) -> None:
        for scope in reversed(FIRST):
            if scope in self.workqueue:
                self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the test database as the owner, one for each process. The application's role gets its grants from
    `migrate`."""
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
