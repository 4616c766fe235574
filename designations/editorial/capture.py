"""Keeping the text of a source, so that quotations can be looked up in it. A capture is inserted once."""

import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import User

from designations.editorial.access import require
from designations.editorial.errors import Incomplete
from designations.models import Capture, Source
from designations.text.alike import fingerprint

LARGEST = 2_000_000


def readable(text: str) -> str:
    """`text` as a capture keeps it: lines end in one line feed.

    Raises `Incomplete` on `text` if nothing is left, if it has more than `LARGEST` bytes in UTF-8, or if it
    holds characters that cannot be stored.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not kept:
        raise _refused("The text is empty: paste what the article or document says.")
    try:
        size = len(kept.encode())
    except UnicodeEncodeError as error:
        raise _refused(
            f"The text holds half a character at position {error.start + 1}; copy it again."
        ) from error
    if size > LARGEST:
        raise _refused(
            f"The text has {size:,} bytes; a capture keeps at most {LARGEST:,}. "
            "Paste the part that the events rest on."
        )
    if "\x00" in kept:
        raise _refused(f"The text holds a null character at position {kept.index(chr(0)) + 1}; remove it.")
    return kept


def capture(source: Source, *, text: str, by: User) -> Capture:
    """Keep `text` as what `by` retrieved from `source` now; private, with the SHA-256 of what is kept.

    Raises `PermissionRefused`, or `Incomplete` on `text`.
    """
    require(by, "add_capture")
    return keep(source, text=readable(text), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes that a text was read from: where they are stored, their SHA-256, and what they are."""

    name: str
    sha256: str
    media_type: str
    url: str = ""


def keep(source: Source, *, text: str, by: User, raw: Raw | None = None) -> Capture:
    """Keep `text`, which a program composed or `readable` let through, to the letter."""
    kept = Capture(
        source=source,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        captured_by=by,
        fingerprint=fingerprint(text),
    )
    if raw is not None:
        kept.raw.name, kept.raw_sha256 = raw.name, raw.sha256
        kept.media_type, kept.url = raw.media_type, raw.url
    kept.save()
    return kept


def _refused(message: str) -> Incomplete:
    return Incomplete({"text": [message]})
