"""Reading a document without trusting it: a child process does it, and may die of it.

The child has no settings, no secrets and no connection of this process; the kernel bounds its memory, its
computing time and its output, and this process ends it when its time is up.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

import designations
from designations.articles.limits import ChildLimits
from designations.articles.unreadable import Unreadable
from designations.text.partial_dates import PartialDate, PartialDateError

_ROOT = str(Path(designations.__file__).resolve().parents[1])
_OUTPUT_FULL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a document says, as far as it could be made out; '' and None where it could not."""

    text: str
    media_type: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published_on: PartialDate | None = None
    language: str = ""


def extract(
    path: Path, *, content_type: str = "", url: str = "", limits: ChildLimits | None = None
) -> Extracted:
    """The text of the document in the file `path`, which came from `url` as `content_type`.

    Raises `Unreadable` with a reason, whatever the bytes are.
    """
    limits = limits or ChildLimits()
    kind, charset = _parted(content_type)
    told = {
        "limits": {"memory": limits.memory, "cpu_seconds": limits.cpu_seconds, "output": limits.output},
        "asked": {"content_type": kind, "charset": charset, "url": url},
    }
    with path.open("rb") as document, TemporaryFile() as out:
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "designations.articles.child", json.dumps(told)],
            stdin=document, stdout=out, stderr=subprocess.DEVNULL,
            cwd="/", env=_environment(), start_new_session=True, close_fds=True,
        )  # fmt: skip
        try:
            child.wait(timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"reading it takes longer than {limits.wall_seconds:g} seconds") from error
        finally:
            # Whatever happens to this process meanwhile, the child does not stay behind.
            if child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        _raise_for(child.returncode, limits=limits)
        out.seek(0)
        return _checked(out.read(limits.output + 1))


def _environment() -> dict[str, str]:
    return {
        "PYTHONPATH": _ROOT, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1",
        "LANG": "C.UTF-8", "PATH": os.defpath, "TZ": "UTC",
    }  # fmt: skip


def _parted(content_type: str) -> tuple[str, str]:
    kind, _, rest = content_type.partition(";")
    charset = next(
        (part.split("=", 1)[1] for part in rest.split(";") if part.strip().lower().startswith("charset=")), ""
    )
    return kind.strip().lower()[:100], charset.strip().strip("\"'")[:40]


def _raise_for(code: int, *, limits: ChildLimits) -> None:
    if code == 0:
        return
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(
            f"reading it takes more than {limits.cpu_seconds} seconds of computing, or more memory"
        )
    if code == _OUTPUT_FULL or code == -signal.SIGXFSZ:
        raise Unreadable(f"what it unpacks to is larger than {limits.output:,} bytes")
    if code < 0:
        raise Unreadable(f"it makes its reader crash (signal {-code})")
    raise Unreadable("reading it takes more memory than it may, or it is made to mislead")


def _checked(answer: bytes) -> Extracted:
    try:
        told = json.loads(answer)
    except ValueError as error:
        raise Unreadable("its reader gave no sound answer") from error
    if "refused" in told:
        raise Unreadable(str(told["refused"])[:300])
    about = {name: _clean(str(told[name])) for name in ("title", "author", "publisher", "language")}
    return Extracted(
        text=str(told["text"]),
        media_type=str(told["media_type"]),
        published_on=_day(str(told["published_on"])),
        **about,
    )


def _clean(text: str) -> str:
    """`text` as a column can hold it: no control characters, no half characters."""
    return "".join(letter for letter in text if letter.isprintable() and not "\ud800" <= letter <= "\udfff")


def _day(text: str) -> PartialDate | None:
    """A day that was, as pages say theirs; anything else is not believed."""
    try:
        found = PartialDate.parse(text)
    except PartialDateError:
        return None
    return found if found.is_exact and date(1900, 1, 1) < found.hi <= date.today() else None
