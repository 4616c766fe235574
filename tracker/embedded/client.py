"""How a process asks for the embedded servers."""

import fcntl
import os
import sys
import time
from pathlib import Path

from tracker.embedded import postgres, valkey
from tracker.embedded.account import server_account
from tracker.embedded.keeper import try_lock
from tracker.embedded.places import EmbeddedServerError, Places, check_run_directory

START_SECONDS = 60.0
PROJECT = Path(__file__).resolve().parent.parent.parent

# Descriptors, not file objects: they stay open until the very end of the process.
_leases: dict[Path, int] = {}
_keepers: dict[Path, int] = {}


def ensure(places: Places, *, unsafe: bool = False) -> None:
    """Make both servers answer, starting them if need be, and hold them for as long as this process lives.

    Raises EmbeddedServerError with the end of the servers' log when they do not start.
    """
    take_lease(places)
    if _answer(places):
        return
    with places.start_lock.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _answer(places):
            _start_keeper(places, unsafe=unsafe)


def holds(places: Places) -> bool:
    """Tell whether this process holds the servers."""
    return places.state in _leases


def take_lease(places: Places) -> None:
    """Hold the servers, whether or not they run yet."""
    if holds(places):
        return
    try:
        places.state.mkdir(parents=True, exist_ok=True)
        lease = os.open(places.lease, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise EmbeddedServerError(
            f"{places.state} belongs to another user: set TRACKER_STATE_DIR to a directory of yours."
        ) from error
    deadline = time.monotonic() + START_SECONDS
    while not try_lock(lease, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            os.close(lease)
            raise EmbeddedServerError(f"The embedded servers of {places.state} are stopping and do not end.")
        time.sleep(0.05)
    _leases[places.state] = lease


def release(places: Places) -> None:
    """Let go of the servers; the keeper stops them when nobody else holds them."""
    lease = _leases.pop(places.state, None)
    if lease is not None:
        # Closed, not unlocked: forked children share the lock and may still need it.
        os.close(lease)


def wait_until_stopped(places: Places, *, seconds: float) -> bool:
    """Wait until the keeper is gone; tell whether it went in that time."""
    deadline = time.monotonic() + seconds
    # One of ours may not have come as far as its lock.
    while (keeper := _keepers.get(places.state)) and _runs(keeper):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    with places.keeper_lock.open("a+") as lock:
        while not try_lock(lock, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
    return True


def _answer(places: Places) -> bool:
    if not places.run.exists():
        return False
    check_run_directory(places.run, uid=server_account(places).uid)
    return valkey.answers(places) and postgres.answers(places)


def _start_keeper(places: Places, *, unsafe: bool) -> None:
    search_path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    # Not a `Popen`: this child is meant to outlive its parent. What Python opens is closed on exec.
    keeper = os.posix_spawn(
        sys.executable,
        [
            sys.executable,
            "-m",
            "tracker.embedded.keeper",
            str(places.state),
            *(["--unsafe"] if unsafe else []),
        ],
        os.environ | {"PYTHONPATH": search_path},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, places.keeper_log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    _keepers[places.state] = keeper
    deadline = time.monotonic() + START_SECONDS
    while not _answer(places):
        if _failed(keeper) or time.monotonic() > deadline:
            end = places.keeper_log.read_text(errors="replace")[-2000:]
            raise EmbeddedServerError(
                f"The embedded servers of {places.state} did not start. {places.keeper_log} ends:\n{end}"
            )
        time.sleep(0.03)


def _failed(keeper: int) -> bool:
    """Tell whether the keeper has just ended, other than in favour of one that is there already."""
    try:
        ended, status = os.waitpid(keeper, os.WNOHANG)
    except ChildProcessError:
        return False
    return ended == keeper and status != 0


def _runs(keeper: int) -> bool:
    """Tell whether a keeper that this process has started still runs."""
    try:
        return os.waitpid(keeper, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False
