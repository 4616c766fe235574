"""The processes of a run, written down so that the next one can end what a killed run left behind."""

import json
import subprocess
from pathlib import Path

import psutil

STOP_SECONDS = 10.0


class Ledger:
    """Child processes by number and time of creation: a number alone may belong to somebody else by now."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`."""
        self.path = path
        self._entries: list[tuple[int, float]] = []

    def add(self, process: subprocess.Popen[str]) -> None:
        """Write down a child that was just started."""
        try:
            created = psutil.Process(process.pid).create_time()
        except psutil.NoSuchProcess:
            return
        self._entries.append((process.pid, created))
        self.path.write_text(json.dumps(self._entries))

    def close(self) -> None:
        """Forget all: the run has ended its children itself."""
        self.path.unlink(missing_ok=True)

    def end_leftovers(self) -> int:
        """End what an earlier run left, with all descendants; return how many processes that were."""
        try:
            entries = json.loads(self.path.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return 0
        left: list[psutil.Process] = []
        for pid, created in entries:
            try:
                process = psutil.Process(pid)
                if process.create_time() == created:
                    left += [process, *process.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
        _end(left)
        self.close()
        return len(left)


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        _signal(process, kill=False)
    _, alive = psutil.wait_procs(processes, timeout=STOP_SECONDS)
    for process in alive:
        _signal(process, kill=True)
    psutil.wait_procs(alive, timeout=STOP_SECONDS)


def _signal(process: psutil.Process, *, kill: bool) -> None:
    try:
        process.kill() if kill else process.terminate()
    except psutil.NoSuchProcess:
        return
