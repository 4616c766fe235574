"""What a list file holds, in the words of the tracker: the small protocol between adapters and the rest.

An adapter turns the bytes of one version of a list into `ListedEntry` values, one after the other, in
bounded memory. It refuses to guess: an unexpected structure raises `FileRefused` with the line or entry and
the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from designations.text.partial_dates import PartialDate

NameKind = Literal["primary", "aka", "former", "native", "spelling", "acronym"]
EntityKind = Literal["organisation", "person", "vessel", "aircraft", "other"]


class FileRefused(Exception):
    """The file is not a version of the list; nothing of it is used. The message says where and why."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of an entry. `script` is ISO 15924, '' if not known; `weak` marks a low-quality alias."""

    name: str
    kind: NameKind = "aka"
    weak: bool = False
    script: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListedIdentifier:
    """A number by which a registry or a state knows the entry, such as ('passport', 'A123', 'RU')."""

    scheme: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One entry of a list file.

    `reference` is the list's own permanent reference; `other_ids` its further ids (data id, group id), which
    may be re-issued. `programmes` are the tags, committees or regimes as the file writes them; `listed_on` is
    the file's listing date, per programme in `listed_by_programme` where the file tells them apart. `row` is
    the raw row, kept as evidence: element or column -> text.
    """

    reference: str
    names: tuple[ListedName, ...]
    kind: EntityKind = "organisation"
    programmes: tuple[str, ...] = ()
    other_ids: tuple[tuple[str, str], ...] = ()
    listed_on: PartialDate | None = None
    listed_by_programme: tuple[tuple[str, PartialDate], ...] = ()
    births: tuple[PartialDate, ...] = ()
    identifiers: tuple[ListedIdentifier, ...] = ()
    countries: tuple[str, ...] = ()
    remarks: str = ""
    row: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The primary name."""
        return next((n.name for n in self.names if n.kind == "primary"), self.names[0].name)


@dataclass(slots=True)
class ListFile:
    """One version of a list: what it says of itself, and its entries, which are read as they are asked for.

    `dated` is the date stated inside the file; `counted` the number of entries that it claims, where it does.
    Both are set before the first entry is given.
    """

    entries: Iterator[ListedEntry]
    dated: date | None = None
    counted: int | None = None


class Adapter(Protocol):
    """Reads files by role: 'main' and, for some formats, others such as 'alt' and 'add'."""

    roles: tuple[str, ...]

    def read(self, files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
        """Open a version of the list. Raises `FileRefused` now, or while its entries are read."""
