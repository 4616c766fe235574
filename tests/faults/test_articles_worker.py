"""A real worker is killed while it captures an article: the request waits for the next one."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from designations.models import Capture, CaptureRequest, Source
from tests.designations.articles.documents import PARAGRAPHS, page
from tests.factories import editor
from tests.faults.processes import wait_until
from tests.faults.test_alerts_worker import Worker, broker, start_worker
from tests.mailbox import mailbox
from tests.web_server import Answer, WebServer, web_server

__all__ = ["broker", "mailbox", "start_worker"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A server that has the article; workers that start after it may ask it, and look often."""
    for name, value in (
        ("FETCH_ALLOWED_NETWORKS", "127.0.0.0/8"), ("CAPTURES_SECONDS", "0.5"),
        ("CAPTURES_LEASE_SECONDS", "3"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    with web_server() as running:
        yield running


def test_a_worker_killed_while_it_captures_leaves_nothing_and_the_next_one_completes_it(
    server: WebServer, start_worker: Callable[[], Worker]
) -> None:
    go = threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        go.wait(60)

    server.answers["/a"] = Answer(headers={"Content-Length": "1000"}, act=hang)
    # Nobody is nudged: the sweep alone finds it.
    row = CaptureRequest.objects.create(url=server.url("/a"), requested_by=editor())
    first = start_worker()
    wait_until(lambda: bool(server.asked), what="the first worker's request")
    first.kill()
    go.set()
    assert not Source.objects.exists()
    server.answers["/a"] = Answer(page().encode())
    second = start_worker()
    wait_until(Capture.objects.exists, what="the capture after the restart")
    second.stop()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 2)
    assert PARAGRAPHS[0] in Capture.objects.get().text
