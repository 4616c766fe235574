"""An uploaded table between its dry run and its import: kept privately, named by a signed reference.

What was looked at is what is imported; nothing comes back from the browser but the reference, which belongs
to one person and expires.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from designations.editorial.errors import NotAllowedNow

KEPT_FOR = timedelta(hours=1)
_FOLDER = "draft-imports"
_SALT = "designations.draft-import"
_GONE = (
    "This file is no longer kept: it was imported already, or it is more than an hour old. Upload it again."
)


def keep(upload: File[bytes], *, by: User) -> str:
    """Store `upload`, and return the reference by which `by`, and nobody else, finds it again."""
    _sweep()
    name = default_storage.save(f"{_FOLDER}/{secrets.token_hex(16)}", upload)
    return signing.dumps([name, by.pk], salt=_SALT, compress=False)


def name_of(reference: str, *, by: User) -> str:
    """The stored name behind `reference`. Raises `NotAllowedNow` if it is forged, expired or another's."""
    try:
        name, owner = signing.loads(reference, salt=_SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise NotAllowedNow(_GONE) from error
    if owner != by.pk:
        raise NotAllowedNow("This file was uploaded by somebody else; upload it yourself.")
    return str(name)


@contextmanager
def kept(name: str) -> Iterator[Path]:
    """The stored file, for as long as the block runs. Raises `NotAllowedNow` if it is gone."""
    with TemporaryDirectory(prefix="draft-import-") as folder:
        path = Path(folder) / "table"
        try:
            with default_storage.open(name) as stored, path.open("wb") as out:
                for chunk in stored.chunks():
                    out.write(chunk)
        except FileNotFoundError as error:
            raise NotAllowedNow(_GONE) from error
        yield path


def forget(name: str) -> None:
    """Delete the stored file."""
    default_storage.delete(name)


def _sweep() -> None:
    """Delete what was uploaded and never imported."""
    if not default_storage.exists(_FOLDER):
        return
    until = timezone.now() - KEPT_FOR
    for file in default_storage.listdir(_FOLDER)[1]:
        name = f"{_FOLDER}/{file}"
        try:
            if default_storage.get_modified_time(name) < until:
                default_storage.delete(name)
        except FileNotFoundError:
            # Somebody else swept at the same time.
            continue
