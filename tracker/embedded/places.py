"""Where the embedded servers keep things: a pure function of the state directory."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Not the system's temporary or runtime directory: two shells that differ in TMPDIR must agree, root's runtime
# directory is closed to the account that PostgreSQL runs as, and socket paths must stay short.
SOCKET_ROOT = Path("/tmp")  # noqa: S108  the directory inside it is private and its owner is checked

DATABASE = "tracker"
OWNER_ROLE = "tracker_owner"
APP_ROLE = "tracker_app"
SUPERUSER_ROLE = "tracker_superuser"
PORT = "5432"


class EmbeddedServerError(RuntimeError):
    """The embedded servers cannot be started or reached; the message says what to do."""


@dataclass(frozen=True)
class Places:
    """Files and sockets of one state directory."""

    state: Path

    @property
    def run(self) -> Path:
        """Private directory of both sockets: short and without spaces, whatever that of the state."""
        digest = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:10]
        return SOCKET_ROOT / f"tracker-{os.geteuid()}-{digest}"

    @property
    def postgres_data(self) -> Path:
        """The database cluster."""
        return self.state / "postgres"

    @property
    def postgres_socket(self) -> Path:
        """The socket file that PostgreSQL makes in the run directory."""
        return self.run / f".s.PGSQL.{PORT}"

    @property
    def valkey_data(self) -> Path:
        """Valkey's append-only file."""
        return self.state / "valkey"

    @property
    def valkey_socket(self) -> Path:
        """Valkey's socket."""
        return self.run / "valkey.sock"

    @property
    def lease(self) -> Path:
        """Locked, shared, by every process that uses the servers; by the keeper alone when it stops them."""
        return self.state / "lease"

    @property
    def start_lock(self) -> Path:
        """Locked while one process starts a keeper, so that many first users start one."""
        return self.state / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Locked by the keeper as long as it lives."""
        return self.state / "keeper.lock"

    @property
    def keeper_log(self) -> Path:
        """What the keeper and both servers say."""
        return self.state / "keeper.log"

    def database(self, *, role: str = APP_ROLE) -> dict[str, Any]:
        """Return the Django database settings for `role`, without options."""
        return {
            "ENGINE": "tracker.embedded.backend",
            "NAME": DATABASE,
            "USER": role,
            "PASSWORD": "",
            "HOST": str(self.run),
            "PORT": PORT,
        }

    def broker_url(self) -> str:
        """Return the broker's address as Celery wants it."""
        return f"redis+socket://{self.valkey_socket}?virtual_host=0"

    def cache_url(self) -> str:
        """Return the cache's address as Django wants it: another database of the same Valkey."""
        return f"unix://{self.valkey_socket}?db=1"


def check_run_directory(run: Path, *, uid: int) -> None:
    """Refuse a run directory made by somebody else: its name can be guessed and its parent is open to all."""
    found = run.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedServerError(
            f"{run} must be a directory of user {uid} that nobody else can enter; remove it and start again."
        )
