"""What every adapter asks of a file before and while it reads it: sizes, the kind of body, sound fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from designations.importers.entries import FileRefused, ListedEntry, ListedName
from designations.text.names import UNKNOWN_SCRIPT, script_of

MAX_BYTES = 1 << 30
MAX_ENTRIES = 2_000_000
MAX_NAMES = 5_000
MAX_NAME = 2_000
MAX_FIELD = 100_000
MAX_REFERENCE = 100

# As the first element: lists have elements named title or body too.
_HTML = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--.*?-->)*<(!doctype\s+html|html|head|body|title)\b", re.IGNORECASE | re.DOTALL
)
_JSON = re.compile(rb"[{\[]\s*[\"\[{}\]]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNIFICANT = 400
# Invisible: they would make two equal names unequal.
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def main_file(files: Mapping[str, Path]) -> Path:
    """Return the only file of a one-file format; raise FileRefused if it is not there or can be no list."""
    path = files.get("main")
    if path is None:
        raise FileRefused("There is no main file.")
    refuse_error_bodies(path)
    return path


def refuse_error_bodies(path: Path) -> None:
    """Raise FileRefused for an empty or oversized file, a page or a JSON answer in place of a list."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise FileRefused(f"The file has {size} bytes; more than {MAX_BYTES} are not read.")
    with path.open("rb") as file:
        head = file.read(4 * 1024)
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"").strip()
    if not head:
        raise FileRefused(
            "The file is empty." if not size else "The file begins with nothing but white space."
        )
    if _HTML.match(head[:_SIGNIFICANT]):
        raise FileRefused(f"The file is an HTML page and no list: {_quoted(head)}")
    if _JSON.match(head):
        raise FileRefused(f"The file is a JSON answer and no list: {_quoted(head)}")


def _quoted(head: bytes) -> str:
    return repr(" ".join(head[:120].decode("utf-8", "replace").split()))


def clean(text: str | None) -> str:
    """Return the text on one line, trimmed, with single spaces and without invisible characters."""
    return " ".join((text or "").translate(_INVISIBLE).split())


def stated_date(text: str, *, what: str) -> date:
    """Read `2023-08-02`, alone or before a time or an offset, or `04/07/2018` (day first)."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", text, re.ASCII)
    if match:
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text, re.ASCII):
        day, month, year = map(int, match.groups())
    else:
        raise FileRefused(f"{what} is no date: '{text[:40]}'.")
    try:
        return date(year, month, day)
    except ValueError:
        raise FileRefused(f"{what}: there is no such day as '{text[:40]}'.") from None


def script(name: str) -> str:
    """Return the ISO 15924 code of the name's script, '' if it has no letters."""
    code = script_of(name)
    return "" if code == UNKNOWN_SCRIPT else code


def distinct(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Return each name once, as it came first; it is weak only if it is nowhere strong. Empty ones go."""
    kept: dict[str, ListedName] = {}
    for one in names:
        if not one.name:
            continue
        earlier = kept.get(one.name)
        if earlier is None or (earlier.weak and not one.weak):
            kept[one.name] = one
    return tuple(kept.values())


def sound(entry: ListedEntry, *, where: str) -> ListedEntry:
    """Return the entry, or raise FileRefused if it lacks its reference or name or has an absurd field."""
    if not entry.reference:
        raise FileRefused(f"{where} has no reference.")
    label = f"{where} ({entry.reference[:MAX_REFERENCE]})"
    if len(entry.reference) > MAX_REFERENCE:
        raise FileRefused(f"{label}: the reference has {len(entry.reference)} characters.")
    if not entry.names:
        raise FileRefused(f"{label} has no name.")
    if len(entry.names) > MAX_NAMES:
        raise FileRefused(f"{label} has {len(entry.names)} names.")
    longest = max(len(one.name) for one in entry.names)
    if longest > MAX_NAME:
        raise FileRefused(f"{label} has a name of {longest} characters.")
    for field, text in entry.row.items():
        if len(text) > MAX_FIELD:
            raise FileRefused(f"{label}: '{field}' has {len(text)} characters.")
    return entry
