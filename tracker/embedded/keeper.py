"""The keeper: parent of both servers, which it stops when nobody holds a lease on them.

A lease, not a list of process ids: the kernel drops a lock on SIGKILL, and no file has to be believed.
"""

import argparse
import fcntl
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tracker.embedded import postgres, valkey
from tracker.embedded.account import server_account
from tracker.embedded.places import EmbeddedServerError, Places, check_run_directory

log = logging.getLogger("tracker.embedded.keeper")
GRACE_SECONDS = 1.0
POLL_SECONDS = 0.2
HANDOVER_SECONDS = 45.0


def try_lock(file: IO[str] | int, kind: int) -> bool:
    """Take a lock without waiting; tell whether it was free."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(places: Places, *, unsafe: bool) -> int:
    """Run both servers until nobody needs them, one of them dies or a signal comes. Return the exit code."""
    # Never closed: whoever waits for this process to be gone waits for the lock.
    own_lock = os.open(places.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
    # Outlives the servers: who comes while they stop waits for the end of this process, then starts anew.
    lease = os.open(places.lease, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + HANDOVER_SECONDS
    while not try_lock(own_lock, fcntl.LOCK_EX):
        if postgres.answers(places) and valkey.answers(places):
            return 0
        if time.monotonic() > deadline:
            raise EmbeddedServerError("another keeper of this state directory neither serves nor ends.")
        time.sleep(POLL_SECONDS)
    try:
        with _servers(places, unsafe=unsafe) as servers:
            _wait_until_unused(lease, servers)
    except _Stopped:
        log.info("stopped by a signal")
    return 0


@contextmanager
def _servers(places: Places, *, unsafe: bool) -> Iterator[list[subprocess.Popen[bytes]]]:
    account = server_account(places)
    account.own(places.run)
    check_run_directory(places.run, uid=account.uid)
    database = postgres.start(places, account=account, unsafe=unsafe)
    try:
        queue = valkey.start(places, account=account)
        try:
            log.info("keeper %s: PostgreSQL %s, Valkey %s", os.getpid(), database.pid, queue.pid)
            yield [database, queue]
        finally:
            valkey.stop(queue)
    finally:
        postgres.stop(database)
        log.info("keeper %s: both servers stopped", os.getpid())


def _wait_until_unused(lease: int, servers: list[subprocess.Popen[bytes]]) -> None:
    """Return holding the lease when nobody else did for a while, or without it when a server has died."""
    unused_since: float | None = None
    while all(server.poll() is None for server in servers):
        if not try_lock(lease, fcntl.LOCK_EX):
            unused_since = None
        elif unused_since is not None and time.monotonic() - unused_since > GRACE_SECONDS:
            return
        else:
            unused_since = unused_since or time.monotonic()
            fcntl.flock(lease, fcntl.LOCK_UN)
        time.sleep(POLL_SECONDS)


class _Stopped(BaseException):
    """A signal asked this process to end."""


def _raise_stopped(*_: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise _Stopped


def main() -> int:
    """Entry of the keeper process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("--unsafe", action="store_true", help="faster and not durable: for tests")
    arguments = parser.parse_args()
    # Away from the terminal and the directory of whoever came first.
    os.setsid()
    os.chdir("/")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)
    try:
        return keep(Places(arguments.state), unsafe=arguments.unsafe)
    except EmbeddedServerError as error:
        log.error("%s", error)
        return 1
    except (OSError, subprocess.CalledProcessError) as error:
        log.error("cannot start the servers: %s", error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
