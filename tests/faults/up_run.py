"""One `manage.py up`, as a person would start and stop it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults.processes import commands_of, wait_until

PROJECT = Path(__file__).resolve().parent.parent.parent
CONFIGURED = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "BROKER_URL",
    "CACHE_URL",
    "DJANGO_SETTINGS_MODULE",
    "DEBUG",
}


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class UpRun:
    """Starts the command at once; what it prints goes to a file beside the state directory."""

    def __init__(
        self,
        state: Path,
        *,
        port: int,
        options: Sequence[str] = ("--no-facts",),
        python: Sequence[str] = (sys.executable,),
        project: Path = PROJECT,
        extra_environment: dict[str, str] | None = None,
        **popen: Any,
    ) -> None:
        """Start with nothing configured but the state directory."""
        self.state = state
        self.port = port
        self.log = state.with_name(state.name + ".log")
        environment = {name: value for name, value in os.environ.items() if name not in CONFIGURED}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*python, "manage.py", "up", "--port", str(port), *options],
                cwd=project,
                env=environment | {"TRACKER_STATE_DIR": str(state)} | (extra_environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                **popen,
            )

    def output(self) -> str:
        """Return what was printed so far."""
        return self.log.read_text(errors="replace")

    def wait_for(self, pattern: str) -> None:
        """Return once a line matching `pattern` is printed; fail when the run ends before."""

        def seen() -> bool:
            ended = self.process.poll() is not None
            found = re.search(pattern, self.output(), re.MULTILINE) is not None
            assert found or not ended, self.output()
            return found

        wait_until(seen, what=f"printing {pattern!r}")

    def wait_until_ready(self) -> None:
        """Return once the run says that it is ready."""
        self.wait_for(r"^ready in \d+\.\d s")

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def wait(self) -> int:
        """Wait for the end and return the exit code."""
        return self.process.wait(timeout=90)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code; nothing may be left behind."""
        self.process.send_signal(number)
        code = self.wait()
        assert commands_of(self.state) == [], self.output()
        return code

    def clear(self) -> None:
        """Leave nothing behind, however the test went."""
        if self.process.poll() is None:
            self.process.terminate()
            self.wait()
