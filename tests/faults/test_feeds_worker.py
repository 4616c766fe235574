"""A real worker is killed in the middle of an import: nothing of it is left, and the next one does it all."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import connection, transaction

from designations.models import Entry, Event, Feed, FeedProgramme, Snapshot
from tests.factories import make_list
from tests.faults.processes import wait_until
from tests.faults.test_alerts_worker import Worker, broker, start_worker
from tests.mailbox import mailbox
from tests.web_server import Answer, WebServer, web_server

__all__ = ["broker", "mailbox", "start_worker"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
FILE = b"Ref,Name,Tag\nN-1,Northern Sample Front,T\nN-2,Southern Sample Front,T\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A server that has the list; workers that start after it may ask it, and look often."""
    for name, value in (
        ("FETCH_ALLOWED_NETWORKS", "127.0.0.0/8"), ("FEEDS_SECONDS", "0.5"), ("FEEDS_LEASE_SECONDS", "3"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    with web_server() as running:
        running.answers["/list.csv"] = Answer(FILE)
        yield running


def stuck() -> bool:
    """Whether another connection waits for a row that this one has locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        [waiting] = cursor.fetchone() or (0,)
    return bool(waiting)


def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_and_the_next_one_completes_it(
    server: WebServer, start_worker: Callable[[], Worker]
) -> None:
    feed = Feed.objects.create(
        slug="sample", name="Sample", adapter="generic_table", is_trusted=True,
        addresses={"main": server.url("/list.csv")},
        options={"columns": {"reference": "Ref", "name": "Name", "programme": "Tag"}},
    )  # fmt: skip
    FeedProgramme.objects.create(feed=feed, programme="T", list=make_list())
    go = threading.Event()

    def send(handler: BaseHTTPRequestHandler) -> None:
        go.wait(60)
        handler.wfile.write(FILE)

    server.answers["/list.csv"] = Answer(headers={"Content-Length": str(len(FILE))}, act=send)
    first = start_worker()
    wait_until(lambda: bool(server.asked), what="the first worker's request")
    with transaction.atomic():
        # Entries and snapshot may refer to the row; only the last write of taking the file in must wait.
        Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
        go.set()
        wait_until(stuck, what="the import's write to the row of its feed")
        first.kill()
    server.answers["/list.csv"] = Answer(FILE)
    assert not Entry.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Event.objects.exists()
    second = start_worker()
    wait_until(Snapshot.objects.exists, what="the import after the restart")
    second.stop()
    assert [row.state for row in Snapshot.objects.all()] == ["imported"]
    assert Entry.objects.count() == Event.objects.count() == 2
    feed.refresh_from_db()
    assert (feed.failures, feed.last_failed_at) == (0, None)
