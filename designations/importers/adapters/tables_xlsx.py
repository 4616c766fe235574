"""A sheet of an XLSX workbook, row by row, after the archive around it has been looked at.

openpyxl reads the parts of a workbook through defusedxml where that is installed, which refuses entities: it
is therefore a requirement of the project and not a choice.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from designations.importers.adapters.rows import MAX_COLUMNS, Row, clean_cell, trimmed
from designations.importers.entries import FileRefused

MAX_UNPACKED = 200 * 1024**2
MAX_MEMBERS = 500
# Real lists unpack to at most 12 times their size; a member below the floor can do no harm.
MAX_RATIO = 100
RATIO_FLOOR = 1024**2
# What is not a sheet or its shared texts is read whole, and so is each row of a sheet.
MAX_WHOLE = 8 * 1024**2
# The most a workbook can have; a forged row number would otherwise have us count to it.
MAX_SHEET_ROWS = 1_048_576
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings"
_ROW = re.compile(rb"<(?:\w{1,9}:)?row[\s/>]")
_CHUNK = 1024**2

if not openpyxl.DEFUSEDXML:  # pragma: no cover
    raise ImportError("Workbooks are only read with defusedxml: install it, and unset OPENPYXL_DEFUSEDXML.")


def check_archive(path: Path) -> None:
    """Refuse an archive that would unpack to too much, by its directory, before anything is unpacked.

    What the directory says binds: the reader stops at the size it claims.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(members)
            for member in members:
                if member.filename.startswith(_SHEETS) and member.file_size > MAX_WHOLE:
                    _check_rows(archive, member)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise FileRefused(f"It is a damaged archive, not a workbook ({error}).") from error


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileRefused(f"The workbook has {len(members)} parts; no more than {MAX_MEMBERS} are read.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise FileRefused(f"The workbook unpacks to {unpacked} bytes; no more than {MAX_UNPACKED} are read.")
    for member in members:
        if member.flag_bits & 0x1:
            raise FileRefused("The workbook is encrypted.")
        if member.file_size > RATIO_FLOOR and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise FileRefused(
                f"Its part '{member.filename[:60]}' is packed more than {MAX_RATIO} times: no real list is."
            )
        if member.file_size > MAX_WHOLE and not member.filename.startswith((_SHEETS, _TEXTS)):
            raise FileRefused(
                f"Its part '{member.filename[:60]}' has {member.file_size} bytes: no real list has."
            )
    if "[Content_Types].xml" not in {member.filename for member in members}:
        raise FileRefused("It is an archive, but not a workbook.")


def _check_rows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a sheet with a row of absurd length: a parser would hold it whole, at fifty times its size."""
    since, tail = 0, b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            window = tail + chunk
            ends = [found.end() for found in _ROW.finditer(window)]
            since = len(window) - ends[-1] if ends else since + len(chunk)
            tail = window[-16:]
            if since > MAX_WHOLE:
                raise FileRefused(
                    f"Its part '{member.filename[:60]}' has a row of more than {MAX_WHOLE} bytes."
                )


def rows(path: Path, *, sheet: str | None = None) -> Iterator[Row]:
    """Give the rows of a sheet that hold any text, with their numbers in the sheet.

    Raises FileRefused for a damaged or oversized workbook, an unknown sheet, and for a formula: the file does
    not hold its value in a form that can be trusted, and nothing here computes one.
    """
    check_archive(path)
    try:
        yield from _rows(path, sheet)
    except FileRefused:
        raise
    except Exception as error:
        # openpyxl has no error of its own: a damaged part shows as almost any exception.
        raise FileRefused(f"The workbook cannot be read ({_innermost(error)}).") from error


def _innermost(error: BaseException) -> str:
    """Return what went wrong first; the errors around it name our paths."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return f"{type(error).__name__}: {error}"[:300]


def _rows(path: Path, sheet: str | None) -> Iterator[Row]:
    # Opened here, because openpyxl leaves its own open when it fails.
    with open(path, "rb") as file:
        with warnings.catch_warnings():
            # About styles and extensions that are of no interest here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        table = _sheet(book, sheet)
        # The dimensions a workbook claims may be wrong in both directions.
        table.reset_dimensions()
        blank: tuple[Any, ...] | None = None
        for number, cells in enumerate(table.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > MAX_SHEET_ROWS:
                raise FileRefused(f"row {number}: a sheet has no more than {MAX_SHEET_ROWS} rows.")
            # The rows that a sheet leaves out come as one and the same tuple, and may be a million.
            if cells is blank:
                continue
            place = f"row {number}"
            texts = trimmed([clean_cell(_text(cell, place), place=place) for cell in _filled(cells)])
            if texts:
                yield Row(number, place, texts)
            else:
                blank = cells


def _sheet(book: Any, name: str | None) -> Any:
    tables = {table.title: table for table in book.worksheets}
    if not tables:
        raise FileRefused("The workbook has no sheet.")
    if name is None:
        return book.worksheets[0]
    if name not in tables:
        raise FileRefused(f"The workbook has no sheet '{name}' (option 'sheet'); it has {sorted(tables)}.")
    return tables[name]


def _filled(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    last = len(cells)
    while last and (cells[last - 1] is EMPTY_CELL or cells[last - 1].value is None):
        last -= 1
    return cells[:last]


def _text(cell: Any, place: str) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        if cell.data_type == "f":
            raise FileRefused(f"{place}: a formula ({value[:60]}); a list holds plain values.")
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return _day(value, str(cell.number_format))
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        raise FileRefused(f"{place}: a formula; a list holds plain values.")
    return str(value)


def _day(moment: datetime, number_format: str) -> str:
    """Return the date as far as the sheet shows it: a cell that shows 'Mar-1961' says no day."""
    shown = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", number_format.partition(";")[0]).lower()
    if moment.time() != time():
        return moment.isoformat(sep=" ")
    if "y" in shown and "d" not in shown:
        return moment.strftime("%Y-%m") if "m" in shown else moment.strftime("%Y")
    return moment.date().isoformat()
