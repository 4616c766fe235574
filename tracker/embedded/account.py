"""The account that the embedded servers run as: PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.embedded.places import EmbeddedServerError, Places

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user id and group id, and whether reaching it means leaving root."""

    uid: int
    gid: int
    leaves_root: bool

    def popen_options(self) -> dict[str, Any]:
        """Return the `subprocess` arguments that run a child as this account."""
        if not self.leaves_root:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, directory: Path) -> None:
        """Make `directory` if needed, private and of this account."""
        directory.mkdir(mode=0o700, exist_ok=True)
        if self.leaves_root:
            os.chown(directory, self.uid, self.gid)

    def here(self, directory: Path) -> str:
        """Return how a server started with its working directory in `directory` names it.

        A state directory below root's home cannot be reached by name from another account, but a process
        always reaches its own working directory.
        """
        return "/proc/self/cwd" if self.leaves_root and sys.platform == "linux" else str(directory)


def server_account(places: Places) -> Account:
    """Return who runs the servers of `places`: the present user, or for root an unprivileged one.

    The owner of existing data stays its owner, also when a preferred account has appeared since.
    """
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), leaves_root=False)
    if places.postgres_data.is_dir():
        owner = places.postgres_data.stat()
        if owner.st_uid != 0:
            return Account(uid=owner.st_uid, gid=owner.st_gid, leaves_root=True)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid, leaves_root=True)
    raise EmbeddedServerError(
        "Running as root, and there is no unprivileged account to run PostgreSQL as: "
        f"create one of {', '.join(UNPRIVILEGED)}, or set DATABASE_URL."
    )


def runnable_copy(binary: Path, *, roots: list[Path], account: Account, into: Path) -> Path:
    """Return `binary`, or its copy in `into` when `account` cannot reach it where it is installed.

    `roots` are the directories that the binary needs beside it; their places relative to each other are kept.
    """
    try:
        subprocess.run(  # noqa: S603
            [binary, "--version"], check=True, stdout=subprocess.DEVNULL, cwd="/", **account.popen_options()
        )
    except PermissionError:
        above = roots[0].parent
        for root in roots:
            target = into / root.relative_to(above)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(root, target)
        return into / binary.relative_to(above)
    return binary
