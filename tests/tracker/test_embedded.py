"""The embedded servers start once for all who need them, and stop with the last one, however it ends."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.processes import commands_of, find, told_of, wait_until
from tracker.embedded import client
from tracker.embedded.account import server_account
from tracker.embedded.places import APP_ROLE, DATABASE, OWNER_ROLE, EmbeddedServerError, Places

PROJECT = Path(__file__).resolve().parent.parent.parent
HOLD = """
import sys
from pathlib import Path
from tracker.embedded import client
from tracker.embedded.places import Places
client.ensure(Places(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""
Hold = Callable[[], subprocess.Popen[str]]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A state directory with a space in a path that is too long for a socket."""
    return Places(tmp_path_factory.mktemp("state of mine " + "x" * 120) / "var")


@pytest.fixture
def hold(places: Places) -> Iterator[Hold]:
    """Start processes that hold the servers until their input ends; all are ended after the test."""
    holders: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(places.state)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        holders.append(holder)
        return holder

    yield start
    for holder in holders:
        holder.communicate()
    if holders:
        assert client.wait_until_stopped(places, seconds=30)


def held(holder: subprocess.Popen[str]) -> bool:
    """Wait until a holder says that both servers answer it."""
    assert holder.stdout is not None
    return holder.stdout.readline() == "held\n"


def ask(places: Places, question: str, *, role: str = APP_ROLE) -> object:
    """Return the one value that a query answers."""
    with psycopg.connect(
        host=str(places.run), port=5432, user=role, dbname=DATABASE, autocommit=True
    ) as session:
        row = session.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_first_users_at_the_same_time_start_one_keeper(places: Places, hold: Hold) -> None:
    holders = [hold() for _ in range(4)]
    assert all(held(holder) for holder in holders)
    find(places.state, "tracker.embedded.keeper")


def test_nobody_else_can_enter_the_directory_of_the_sockets(places: Places, hold: Hold) -> None:
    assert held(hold())
    assert places.run.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(places.postgres_socket)) < 100


def test_the_cluster_speaks_utc_and_every_script(places: Places, hold: Hold) -> None:
    assert held(hold())
    assert ask(places, "SHOW timezone") == "UTC"
    assert ask(places, "SHOW server_encoding") == "UTF8"
    assert ask(places, "SELECT lower('ТАЛИБАН')") == "талибан"
    assert ask(places, "SHOW listen_addresses") == ""


def test_the_application_has_no_right_beyond_rows(places: Places, hold: Hold) -> None:
    assert held(hold())
    own = "FROM pg_roles WHERE rolname = current_user"
    assert ask(places, f"SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls {own}") is False
    assert ask(places, f"SELECT rolsuper OR rolcreaterole OR rolbypassrls {own}", role=OWNER_ROLE) is False
    assert ask(places, "SELECT has_schema_privilege('public', 'CREATE')") is False


def test_no_server_runs_as_root(places: Places, hold: Hold) -> None:
    assert held(hold())
    keeper = find(places.state, "tracker.embedded.keeper")
    assert len(keeper.children()) == 2
    assert all(child.uids().effective != 0 for child in keeper.children())


def test_a_killed_user_does_not_keep_the_servers_up(places: Places, hold: Hold) -> None:
    holder = hold()
    assert held(holder)
    holder.kill()
    holder.wait()
    assert client.wait_until_stopped(places, seconds=30)
    wait_until(lambda: not commands_of(places.state), what="the end of every process")


@pytest.mark.parametrize("victim", ["PostgreSQL", "keeper"])
def test_what_was_killed_comes_back_with_its_data(places: Places, hold: Hold, victim: str) -> None:
    assert held(hold())
    with psycopg.connect(host=str(places.run), user=OWNER_ROLE, dbname=DATABASE) as session:
        session.execute("CREATE TABLE IF NOT EXISTS kept (what text)")
        session.execute("INSERT INTO kept VALUES (%s)", [victim])
    keeper = find(places.state, "tracker.embedded.keeper")
    database = next(child for child in keeper.children() if "postgres" in child.name())
    (database if victim == "PostgreSQL" else keeper).kill()
    assert held(hold())
    assert ask(places, f"SELECT count(*) FROM kept WHERE what = '{victim}'", role=OWNER_ROLE) == 1  # noqa: S608
    servers = [line for _, line, parent in told_of(places.state) if parent != 1]
    assert sum("valkey" in line for line in servers) == 1


def test_a_directory_of_sockets_that_somebody_else_made_is_refused(tmp_path: Path) -> None:
    stranger = Places(tmp_path / "var")
    stranger.run.mkdir(mode=0o755)
    stranger.run.chmod(0o755)
    try:
        with pytest.raises(EmbeddedServerError, match="remove it and start again"):
            client.ensure(stranger)
    finally:
        client.release(stranger)
        stranger.run.rmdir()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    broken = Places(tmp_path / "var")
    server_account(broken)
    broken.state.mkdir()
    broken.postgres_data.write_text("in the way")
    try:
        with pytest.raises(EmbeddedServerError, match="keeper.log ends"):
            client.ensure(broken)
    finally:
        client.release(broken)


def test_names_do_not_depend_on_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Places(tmp_path).run
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert Places(tmp_path).run == before
