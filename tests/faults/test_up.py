"""`manage.py up` starts everything, stops everything, and recovers from what was killed."""

import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.faults.processes import commands_of, find, wait_until
from tests.faults.up_run import UpRun, free_port

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state directory with a space in a long path: longer than a socket's path may be."""
    return tmp_path_factory.mktemp("a state directory whose path is long " + "x" * 100) / "var of mine"


@pytest.fixture(scope="module")
def running(state: Path) -> Iterator[UpRun]:
    """A first run that is ready. The tests of this module follow its life in the order of the file."""
    run = UpRun(state, port=free_port())
    try:
        run.wait_until_ready()
        yield run
    finally:
        run.clear()


def test_the_first_start_serves_the_site_and_shows_the_accounts_once(running: UpRun) -> None:
    status, body = running.get("/healthz")
    assert (status, '"status": "ok"' in body) == (200, True)
    status, page = running.get("/admin/login/")
    assert status == 200
    stylesheet = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert stylesheet is not None
    assert running.get(stylesheet[1])[0] == 200
    for account in ("administrator", "editor-1", "editor-2", "publisher", "contributor"):
        assert len(re.findall(rf"^  {account} +\S{{16}}$", running.output(), re.MULTILINE)) == 1
    for path in ("/admin/", "/api/v1/", "/dev/mail/"):
        assert f"http://127.0.0.1:{running.port}{path}" in running.output()


def test_a_second_run_on_the_same_data_says_so_and_stops(running: UpRun) -> None:
    log = running.log.read_bytes()
    second = UpRun(running.state, port=free_port())
    refusal = "already running on the data in"
    assert second.wait() == 1
    assert refusal in second.output()
    second.log.write_bytes(log)
    assert running.get("/healthz")[0] == 200


def test_a_taken_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = UpRun(tmp_path / "var", port=other.getsockname()[1])
        assert run.wait() == 1
    assert re.search(r"Port \d+ on 127.0.0.1 is taken .* --port", run.output())
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_killed_run_is_recovered_and_shows_no_password_again(running: UpRun, state: Path) -> None:
    running.process.kill()
    running.wait()
    again = UpRun(state, port=running.port)
    try:
        again.wait_until_ready()
        assert again.get("/healthz")[0] == 200
        assert "administrator" not in again.output()
        assert again.end() == 0
        assert "stopped" in again.output()
    finally:
        again.clear()


@pytest.mark.parametrize(
    ("victim", "name"), [("granian", "web"), ("celery --app tracker --quiet --no-color worker", "worker")]
)
def test_a_child_that_dies_brings_the_rest_down_with_a_clear_message(
    state: Path, victim: str, name: str
) -> None:
    run = UpRun(state, port=free_port())
    try:
        run.wait_until_ready()
        find(state, victim).kill()
        assert run.wait() == 1
        assert f"{name} was killed by SIGKILL" in run.output()
        assert commands_of(state) == []
    finally:
        run.clear()


def test_killed_servers_come_back_while_the_site_runs(state: Path) -> None:
    run = UpRun(state, port=free_port())
    try:
        run.wait_until_ready()
        keeper = find(state, "tracker.embedded.keeper")
        postgres = next(child for child in keeper.children() if "postgres" in child.name())
        postgres.kill()
        wait_until(lambda: not keeper.is_running() or keeper.status() == psutil.STATUS_ZOMBIE, what="the end")
        wait_until(lambda: run.get("/healthz")[0] == 200, what="a healthy answer")
        assert run.end(signal.SIGINT) == 0
    finally:
        run.clear()


@pytest.mark.parametrize("moment", ["starting the database", "web \\|"])
def test_a_signal_during_the_start_leaves_nothing(tmp_path: Path, moment: str) -> None:
    run = UpRun(tmp_path / "var", port=free_port())
    try:
        run.wait_for(moment)
        assert run.end() == 0
        assert "ready" not in run.output()
    finally:
        run.clear()
