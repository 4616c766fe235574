"""How many pages a second are read by those who hold them, by those who do not, and with nothing kept.

Run on demand: `pytest -m benchmark -s tests/benchmarks/test_held_pages.py`, on a machine with nothing else
to do: readers and server share its processors. Figures are ratios within one run, never asserted.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.faults.processes import wait_until
from tests.faults.up_run import PROJECT, UpRun, free_port

pytestmark = pytest.mark.benchmark
SECONDS = 4.0
READERS = 6
PAGES = [
    "/",
    "/entities/taliban/",
    "/entities/hamas/",
    "/lists/us-fto/",
    "/lists/un-1267/",
    "/jurisdictions/us/",
    "/jurisdictions/",
    "/events/",
    "/changes/",
    "/entities/",
]


class Reader(threading.Thread):
    """Asks for one page after another on one connection; `held` are the validators that it sends along."""

    def __init__(
        self, port: int, *, pages: list[str], held: dict[str, str], until: float, begin: int
    ) -> None:
        super().__init__()
        self.port, self.pages, self.held, self.until = port, pages, held, until
        self.begin = begin
        self.statuses: dict[int, int] = {}

    def run(self) -> None:
        """Count the answers by their status until time is up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        number = self.begin
        while time.monotonic() < self.until:
            page = self.pages[number % len(self.pages)]
            number += 1
            # Every other time as a reader who holds the page, where validators are given at all.
            headers = {"Accept-Encoding": "gzip"}
            if page in self.held and number // len(self.pages) % 2:
                headers["If-None-Match"] = self.held[page]
            connection.request("GET", page, headers=headers)
            response = connection.getresponse()
            response.read()
            self.statuses[response.status] = self.statuses.get(response.status, 0) + 1
        connection.close()


def rate(port: int, *, pages: list[str], held: dict[str, str]) -> tuple[float, dict[int, int]]:
    """Answers a second, and how many of each status, over `SECONDS` and `READERS` connections."""
    until = time.monotonic() + SECONDS
    readers = [
        Reader(port, pages=pages, held=held, until=until, begin=place * len(pages) // READERS)
        for place in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    statuses: dict[int, int] = {}
    for reader in readers:
        for status, number in reader.statuses.items():
            statuses[status] = statuses.get(status, 0) + number
    return sum(statuses.values()) / SECONDS, statuses


def tags(port: int) -> dict[str, str]:
    """The validators of all pages, which are rendered and kept for that."""
    found = {}
    for page in PAGES:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        if response.status == 200:
            found[page] = response.headers["ETag"]
        connection.close()
    return found


@contextmanager
def served(state: Path) -> Iterator[int]:
    """The shipped facts on loopback, as production serves pages: two processes, DEBUG off."""
    run = UpRun(state, port=free_port(), options=())
    try:
        run.wait_until_ready()
    finally:
        run.clear()
    port = free_port()
    granian = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "1"]
    environment = os.environ | {"TRACKER_STATE_DIR": str(state), "DEBUG": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    with subprocess.Popen(
        [sys.executable, *granian, "--host", "127.0.0.1", "--port", str(port), "tracker.wsgi:application"],
        cwd=PROJECT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "tracker.settings.development"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until(lambda: answers(port), what="answering")
            yield port
        finally:
            server.terminate()


def answers(port: int) -> bool:
    """Whether the server is up."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_held_kept_and_rendered_pages_a_second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path / "state") as port:
        held = tags(port)
        mixed, statuses = rate(port, pages=list(held), held=held)
        kept, _ = rate(port, pages=list(held), held={})
        # An address that nobody asked for before, each time: nothing is kept of it.
        fresh = [f"/entities/taliban/?valid_on={date(2001, 1, 1) + timedelta(days)}" for days in range(9000)]
        rendered, _ = rate(port, pages=fresh, held={})
    lines = [
        f"{len(held)} pages, {READERS} connections, {os.cpu_count()} processors, answers a second:",
        f"  half of them held by the reader: {mixed:6.0f}  {statuses}",
        f"  kept by the server:              {kept:6.0f}",
        f"  the Taliban's page, rendered:    {rendered:6.0f}  ({mixed / rendered:.0f} times slower)",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert set(statuses) == {200, 304}
