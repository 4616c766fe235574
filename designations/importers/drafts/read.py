"""A table of drafts as it was uploaded: hostile until proven a table, then rows grouped into drafts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from designations.importers.adapters import tables
from designations.importers.drafts.columns import CITATION, EVENT, NAMES
from designations.importers.entries import FileRefused
from designations.text.cells import plain

MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 40 * 1024**2
MAX_DRAFTS = 2_000
MAX_ROWS = 6_000
_EVENT, _CITATION = ([column.name for column in part] for part in (EVENT, CITATION))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, and what to do about it."""

    place: str
    column: str
    reason: str
    remedy: str = ""


@dataclass(slots=True)
class Given:
    """One draft as the table gives it: the cells of its first row, and of each of its citations."""

    place: str
    cells: Mapping[str, str]
    citations: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


def read(path: Path) -> tuple[list[Given], list[Fault]]:
    """The drafts of a CSV or XLSX file, and what is wrong with how its rows hang together.

    Raises `FileRefused` if it is no such table, or too large.
    """
    _check_size(path)
    rows = tables.rows_of(path, delimiter=_delimiter(path))
    header = tables.next_row(rows, what="its header")
    columns = tables.columns_of(header, required=["kind", "list"])
    _check_header(columns, place=header.place)
    found: list[Given] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, (place, values) in enumerate(tables.records(rows, columns=columns)):
        if number >= MAX_ROWS:
            raise FileRefused(f"It has more than {MAX_ROWS:,} rows; split it.")
        cells = {name: plain(text) for name, text in values.items()}
        key = cells.get("draft", "")
        if found and key and key == found[-1].cells.get("draft"):
            faults += _continue(found[-1], cells, place)
            continue
        if key in seen:
            reason = f"the draft '{key[:40]}' began further up, and other rows stand between."
            faults.append(Fault(place, "draft", reason, "Put all rows of one draft together."))
        seen |= {key} - {""}
        if len(found) >= MAX_DRAFTS:
            raise FileRefused(f"It has more than {MAX_DRAFTS:,} drafts; split it.")
        found.append(Given(place, cells))
        if any(cells.get(name) for name in _CITATION):
            found[-1].citations.append((place, cells))
    if not found:
        raise FileRefused("There is no row below the header.")
    return found, faults


def _continue(draft: Given, cells: Mapping[str, str], place: str) -> list[Fault]:
    remedy = "Leave the columns of the event empty in further rows of a draft; they only add citations."
    draft.citations.append((place, cells))
    return [
        Fault(place, name, f"it says otherwise than {draft.place}, where this draft begins.", remedy)
        for name in _EVENT
        if cells.get(name) and cells[name] != draft.cells.get(name)
    ]


def _check_size(path: Path) -> None:
    tables.check_file(path)
    if path.stat().st_size > MAX_BYTES:
        raise FileRefused(f"It has more than {MAX_BYTES // 1024**2} MB; split it.")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise FileRefused(
                    f"The workbook unpacks to more than {MAX_UNPACKED // 1024**2} MB; split it."
                )


def _delimiter(path: Path) -> str:
    """Spreadsheet programs write semicolons where the comma parts decimals."""
    with path.open("rb") as file:
        header = file.readline(64 * 1024)
    return max(b",;\t", key=lambda mark: header.count(bytes([mark]))).to_bytes().decode()


def _check_header(columns: tuple[str, ...], *, place: str) -> None:
    unknown = [name for name in columns if name and name not in NAMES]
    if unknown:
        raise FileRefused(
            f"{place}: no column is called {', '.join(map(repr, unknown[:10]))}. The columns are "
            f"{', '.join(NAMES)}."
        )
    doubled = sorted({name for name in columns if name and columns.count(name) > 1})
    if doubled:
        raise FileRefused(f"{place}: the header says {', '.join(doubled)} more than once.")
