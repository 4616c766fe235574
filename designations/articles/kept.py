"""The bytes of articles as they were retrieved: packed, private, in any Django storage, never served."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage

from designations.articles.limits import MOST_BYTES
from designations.articles.unreadable import Unreadable
from designations.models import Capture

_PIECE = 1 << 18


def digest_of(path: Path) -> str:
    """The SHA-256 of the file `path`, in hexadecimal."""
    with path.open("rb") as plain:
        return hashlib.file_digest(plain, "sha256").hexdigest()


def store(path: Path, *, sha256: str) -> str:
    """Store the bytes of `path`, packed; return their name. What a capture has is not stored twice.

    A transaction that fails afterwards leaves a file that no row names, which harms nothing.
    """
    kept = Capture.objects.filter(raw_sha256=sha256).exclude(raw="").first()
    if kept is not None and default_storage.exists(str(kept.raw.name)):
        return str(kept.raw.name)
    with path.open("rb") as plain, TemporaryFile() as packed:
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
            shutil.copyfileobj(plain, out)
        packed.seek(0)
        # A name of its own: a worker that was killed may have left half of the same bytes behind.
        name = f"articles/{sha256[:2]}/{sha256}-{uuid4().hex[:8]}.gz"
        return str(default_storage.save(name, File(packed)))


def unpack(name: str, *, to: Path) -> None:
    """Write the bytes stored as `name` to the file `to`. Raises `Unreadable` if they are gone."""
    try:
        with default_storage.open(name, "rb") as stored, to.open("wb") as out:
            plain, size = gzip.GzipFile(fileobj=stored), 0
            while piece := plain.read(_PIECE):
                size += len(piece)
                if size > MOST_BYTES:
                    raise Unreadable(f"it is larger than {MOST_BYTES:,} bytes")
                out.write(piece)
    except (FileNotFoundError, EOFError, gzip.BadGzipFile) as error:
        raise Unreadable("its file is no longer kept; upload it again") from error
