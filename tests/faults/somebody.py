"""Being somebody else than root, where the tests are run by root."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
PARTS = ("tracker", "designations", "templates")
# Large, and nothing that the site needs.
LEFT_OUT = shutil.ignore_patterns("playwright", "compose", "mypy*", "*__mypyc*", "__pycache__")


def popen_options(name: str = "nobody") -> dict[str, Any]:
    """Return the `subprocess` arguments that run a child as the account `name`."""
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def link_or_copy(source: str, target: str) -> None:
    """Link a file, or copy it to another file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def link_packages(target: Path, *names: str) -> Path:
    """Put the installed packages, or only those with these names, into `target`."""
    installed = Path(sysconfig.get_paths()["purelib"])
    for name in names or ("",):
        shutil.copytree(
            installed / name,
            target / name,
            copy_function=link_or_copy,
            ignore=None if names else LEFT_OUT,
            symlinks=True,
        )
    return target


def reachable_python() -> str:
    """Return a Python of this version that an unprivileged account can run; skip without one."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (os.path.realpath(sys.executable), f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            subprocess.run([candidate, "-c", ""], check=True, cwd="/", **popen_options())
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    pytest.skip(f"root's Python lies where nobody else can reach it, and no {version} is installed elsewhere")


@contextmanager
def home_of_somebody() -> Iterator[Path]:
    """Give a directory that belongs to an unprivileged account and that it can reach."""
    home = Path(tempfile.mkdtemp(prefix="home of somebody "))
    home.chmod(0o755)
    os.chown(home, popen_options()["user"], popen_options()["group"])
    try:
        yield home
    finally:
        shutil.rmtree(home)


def copy_project(target: Path) -> Path:
    """Put what a run needs of the project into `target`."""
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(
                PROJECT / part, target / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
            )
    shutil.copy2(PROJECT / "manage.py", target / "manage.py")
    return target
