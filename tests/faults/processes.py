"""Processes of one state directory, found by what they were started with."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil

WAIT_SECONDS = 120.0


def processes_of(state: Path) -> list[psutil.Process]:
    """Return every living process that was started for `state`, and all below them."""
    found: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("TRACKER_STATE_DIR") == str(state) or str(state) in process.cmdline()
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                for member in [process, *process.children(recursive=True)]:
                    found[member.pid] = member
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return list(found.values())


def told_of(state: Path) -> list[tuple[psutil.Process, str, int]]:
    """Return `processes_of` with command line and parent; one that ends meanwhile is left out."""
    told = []
    for process in processes_of(state):
        try:
            told.append((process, " ".join(process.cmdline()), process.ppid()))
        except psutil.NoSuchProcess:
            continue
    return told


def commands_of(state: Path) -> list[str]:
    """Return the command lines of `processes_of`, for the message of a failed test."""
    return [command for _, command, _ in told_of(state)]


def find(state: Path, words: str) -> psutil.Process:
    """Return the one process of `state` whose command line has `words` and whose parent's has not."""
    having = {process.pid: (process, parent) for process, line, parent in told_of(state) if words in line}
    tops = [process for process, parent in having.values() if parent not in having]
    assert len(tops) == 1, commands_of(state)
    return tops[0]


def wait_until(condition: Callable[[], bool], *, what: str) -> None:
    """Return as soon as `condition` holds; fail, saying `what` did not happen, when it never does."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {WAIT_SECONDS:.0f} s"
        time.sleep(0.05)
