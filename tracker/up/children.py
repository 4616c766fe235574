"""The child processes of a run: in sessions of their own, heard with a prefix, stopped with a deadline."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tracker.processes import die_with_parent
from tracker.up.interrupt import Interrupt
from tracker.up.ledger import Ledger

STOP_SECONDS = 15.0
POLL_SECONDS = 0.1


class ChildEnded(Exception):
    """A child ended although nobody asked it to."""

    def __init__(self, name: str, code: int) -> None:
        """Say which, and how."""
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        super().__init__(f"{name} {how}; its last lines are above. Everything else was stopped.")


class Children:
    """The processes of one run."""

    def __init__(self, *, say: Callable[[str], None], interrupt: Interrupt, ledger: Ledger) -> None:
        """Print with `say`, which takes whole lines; it is called from threads."""
        self._say = say
        self._interrupt = interrupt
        self._ledger = ledger
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []

    def start(
        self, commands: Mapping[str, Sequence[str]], *, environment: Mapping[str, str], directory: Path
    ) -> None:
        """Start one child for each command, and repeat what they say with their names before it.

        A terminal's Ctrl-C reaches the parent alone, which then stops the children.
        """
        for name, command in commands.items():
            self._start(name, command, environment=environment, directory=directory)
        # Not before all are started: a process with threads is a poor one to fork.
        for name, process in self._processes.items():
            reader = threading.Thread(target=self._read, args=(name, process), daemon=True)
            reader.start()
            self._readers.append(reader)

    def _start(
        self, name: str, command: Sequence[str], *, environment: Mapping[str, str], directory: Path
    ) -> None:
        with self._interrupt.held():
            process = subprocess.Popen(  # noqa: S603
                command,
                cwd=directory,
                env={**environment, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
                preexec_fn=die_with_parent(with_signal=signal.SIGTERM),
            )
            self._processes[name] = process
            self._ledger.add(process)

    def check(self) -> None:
        """Raise ChildEnded when a child is gone."""
        for name, process in self._processes.items():
            code = process.poll()
            if code is not None:
                raise ChildEnded(name, code)

    def wait(self) -> None:
        """Return never: raise ChildEnded when a child is gone, or Stopped at a signal."""
        while True:
            self.check()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask all to end, and kill what has not after a deadline or at a second signal."""
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while self._alive() and time.monotonic() < deadline and not self._interrupt.impatient:
            time.sleep(POLL_SECONDS)
        for name, process in self._alive().items():
            self._say(f"{name} did not end and is killed")
            process.kill()
        for process in self._processes.values():
            # Also what a child may have left of its own: each is the leader of its group.
            _kill_group(process.pid)
            process.wait()
        for reader in self._readers:
            reader.join(timeout=1)
        for process in self._processes.values():
            if process.stdout is not None:
                process.stdout.close()
        self._ledger.close()

    def _alive(self) -> dict[str, subprocess.Popen[str]]:
        return {name: process for name, process in self._processes.items() if process.poll() is None}

    def _read(self, name: str, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        for line in process.stdout:
            self._say(f"{name:>6} | {line.rstrip()}")


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
