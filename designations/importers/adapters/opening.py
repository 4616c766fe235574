"""The first look at a file from outside: its size, and whether it is an error page instead of a list."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from designations.importers.entries import FileRefused, ListedEntry

MOST_BYTES = 1 << 30
MOST_ENTRIES = 2_000_000
MOST_CHARACTERS_OF_A_FIELD = 131_072
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def file_of(files: Mapping[str, Path], *, role: str = "main") -> Path:
    """Return the file of this role; raise FileRefused if it was not given."""
    try:
        return files[role]
    except KeyError:
        given = ", ".join(sorted(files)) or "none"
        raise FileRefused(f"The file '{role}' is missing; given: {given}.") from None


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open the file for reading if it has a size that a list can have. Raises FileRefused."""
    try:
        handle = path.open("rb")
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be opened: {error.strerror}.") from error
    with handle:
        size = path.stat().st_size
        if size == 0:
            raise FileRefused(f"{path.name} is empty.")
        if size > MOST_BYTES:
            raise FileRefused(f"{path.name} has {size} bytes; a list file may have {MOST_BYTES}.")
        yield handle


def refuse_error_body(start: bytes, *, name: str) -> None:
    """Raise FileRefused if the file begins like a page or an error report of a web server."""
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    # Without zeros UTF-16 looks like ASCII.
    plain = start.replace(b"\0", b"").lstrip().lower()
    if not plain:
        raise FileRefused(f"{name} holds nothing but white space.")
    if plain.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise FileRefused(f"{name} is an HTML page, not a list.")
    if plain.startswith((b"{", b"[")):
        raise FileRefused(f"{name} is a JSON text, such as an error report, not a list.")
    if plain.startswith((b"http/1", b"http/2")):
        raise FileRefused(f"{name} is the answer of a web server with its headers, not a list.")


def counted_entries(
    entries: Iterable[ListedEntry], *, name: str, claimed: int | None = None
) -> Iterator[ListedEntry]:
    """Pass the entries on; raise FileRefused if there are none, too many, or not as many as claimed."""
    count = 0
    for count, entry in enumerate(entries, start=1):
        if count > MOST_ENTRIES:
            raise FileRefused(f"{name} holds more than {MOST_ENTRIES} entries.")
        yield entry
    if not count:
        raise FileRefused(f"{name} holds no entries.")
    if claimed is not None and claimed != count:
        raise FileRefused(f"{name} says that it holds {claimed} entries, and holds {count}.")
