"""Rows of a table, whatever it is saved as: CSV in two encodings, or a sheet of an XLSX workbook.

Every byte is hostile: sizes are checked before a file is opened, rows and cells while it is read, and nothing
in it is ever evaluated. Rows come one after the other as text, each with the place an editor can look up.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from designations.importers.adapters import tables_csv, tables_xlsx
from designations.importers.adapters.checks import clean, refuse_error_bodies
from designations.importers.adapters.rows import Row
from designations.importers.entries import FileRefused

MAX_ROWS = 2_000_000

_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_BEGINNINGS = {
    b"<": "The file is HTML or XML and no table.",
    b"{": "The file is JSON and no table.",
    b"%PDF": "The file is a PDF document and no table.",
}


def check_file(path: Path) -> bytes:
    """Return the first bytes of a file that is neither missing, special, empty, an error body nor too long.

    Raises FileRefused with the reason.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FileRefused("It is not a plain file.")
        refuse_error_bodies(path)
        with open(path, "rb") as file:
            return file.read(512)
    except OSError as error:
        raise FileRefused(f"It cannot be opened: {error.strerror}.") from error


def rows_of(path: Path, *, sheet: str | None = None, delimiter: str = ",") -> Iterator[Row]:
    """Give the rows of a CSV or XLSX file; which of them it is, its first bytes say.

    `sheet` names the sheet of a workbook (default: the first), `delimiter` parts the cells of a CSV file.
    Cells are text with outer white space removed, dates in ISO form, trailing empty cells left off; rows
    without any text are skipped. Raises FileRefused, now or later, with the line or row and the reason.
    """
    head = check_file(path)
    if head.startswith(_WORKBOOK):
        return _counted(tables_xlsx.rows(path, sheet=sheet))
    if head.startswith(_OLD_WORKBOOK):
        raise FileRefused("It is a workbook in the format before 2007 (.xls); save it as .xlsx or .csv.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, reason in _BEGINNINGS.items():
        if start.startswith(beginning):
            raise FileRefused(reason)
    return _counted(tables_csv.rows(path, delimiter=delimiter))


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            raise FileRefused(f"It has more than {MAX_ROWS} rows.")
        yield row


def next_row(rows: Iterator[Row], *, what: str) -> Row:
    """Take the next row, or refuse a file that ends before `what`."""
    row = next(rows, None)
    if row is None:
        raise FileRefused(f"The file ends before {what}.")
    return row


def columns_of(header: Row, *, required: Collection[str]) -> tuple[str, ...]:
    """Return the names of the columns, white space collapsed; refuse missing and doubled ones by name."""
    names = tuple(clean(cell) for cell in header.cells)
    missing = [name for name in required if name not in names]
    if missing:
        raise FileRefused(
            f"{header.place}: the header lacks {', '.join(map(repr, missing))}. It says: "
            f"{', '.join(names)[:500]}."
        )
    doubled = {name for name in names if name and names.count(name) > 1}
    if doubled & set(required):
        raise FileRefused(f"{header.place}: the header says {sorted(doubled)} more than once.")
    return names


def records(rows: Iterator[Row], *, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Give (place, column -> text) for each row; cells without text are left out.

    Text under no heading is refused: it means that a row has slipped.
    """
    for row in rows:
        values: dict[str, str] = {}
        for index, cell in enumerate(row.cells):
            if not cell:
                continue
            name = columns[index] if index < len(columns) else ""
            if not name:
                raise FileRefused(f"{row.place}: cell {index + 1} ('{cell[:60]}') stands under no heading.")
            values[name] = cell if name not in values else f"{values[name]} | {cell}"
        yield row.place, values


def main_table(files: Mapping[str, Path], *, sheet: str | None = None, delimiter: str = ",") -> Iterator[Row]:
    """Give the rows of the only file of a one-file format, as `rows_of` does."""
    path = files.get("main")
    if path is None:
        raise FileRefused("There is no main file.")
    return rows_of(path, sheet=sheet, delimiter=delimiter)
