"""The files of a version as they were retrieved: kept privately, and unpacked again when they are needed."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from django.core.files import File
from django.utils.text import get_valid_filename

from designations.editorial.errors import NotAllowedNow
from designations.models import Snapshot, SnapshotFile

PACKED = ".gz"


def keep(snapshot: Snapshot, files: Mapping[str, Path]) -> None:
    """Store `files` for `snapshot`; bytes that the feed already has are not stored twice.

    A transaction that fails afterwards leaves a file that no row names, which harms nothing.
    """
    for role, path in files.items():
        row = SnapshotFile(snapshot=snapshot, role=role, name=_short(path.name))
        same = SnapshotFile.objects.filter(
            snapshot__feed=snapshot.feed, snapshot__sha256=snapshot.sha256, role=role
        ).first()
        if same is not None:
            row.name, row.file.name = same.name, same.file.name
            row.save()
            continue
        with path.open("rb") as plain, TemporaryFile() as packed:
            if path.suffix == PACKED:
                shutil.copyfileobj(plain, packed)
            else:
                with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
                    shutil.copyfileobj(plain, out)
            packed.seek(0)
            stored = get_valid_filename(f"{role}-{row.name.removesuffix(PACKED)}{PACKED}")
            row.file.save(f"lists/{snapshot.feed.slug}/{snapshot.sha256}/{stored}", File(packed))


@contextmanager
def unpacked_again(snapshot: Snapshot) -> Iterator[dict[str, Path]]:
    """The files of `snapshot` by role, byte by byte as they were retrieved, for as long as the block runs.

    Raises `NotAllowedNow` if they were not kept or are gone from the disk.
    """
    with TemporaryDirectory(prefix="kept-") as folder:
        files: dict[str, Path] = {}
        for row in snapshot.files.all():
            path = Path(folder) / get_valid_filename(row.role) / get_valid_filename(row.name)
            path.parent.mkdir(exist_ok=True)
            try:
                with row.file.open("rb") as stored, path.open("wb") as out:
                    packed = path.suffix == PACKED
                    shutil.copyfileobj(stored if packed else gzip.GzipFile(fileobj=stored), out)
            except FileNotFoundError as error:
                raise NotAllowedNow(
                    f"{snapshot}: the file {row} is no longer kept; retrieve it again."
                ) from error
            files[row.role] = path
        if not files:
            raise NotAllowedNow(f"{snapshot}: its files were not kept; import them by hand.")
        yield files


def _short(name: str) -> str:
    """At most 100 characters of `name`, with its ending: readers go by it."""
    return get_valid_filename(name)[-100:].lstrip(".") or "file"
