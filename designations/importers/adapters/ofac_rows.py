"""Rows of OFAC's CSV files: no header, `-0-` for nothing, a lone end-of-file mark as the last line."""

import re
from collections.abc import Iterator
from pathlib import Path

from designations.importers.adapters.checks import clean, refuse_error_bodies
from designations.importers.adapters.csv_stream import records
from designations.importers.entries import FileRefused

# The last line of a file may have lost its end: `-0`.
_NOTHING = re.compile(r"\s*-0-?\s*")
_END_OF_FILE = "\x1a"
_UID = re.compile(r"\d{1,10}", re.ASCII)


def read_rows(path: Path, *, columns: tuple[str, ...], role: str) -> Iterator[dict[str, str]]:
    """Give every row by column, with '' for nothing. Raises FileRefused with the role and the line."""
    refuse_error_bodies(path)
    ended = 0
    for record in records(path):
        if ended:
            raise FileRefused(f"File '{role}': more text after the end-of-file mark of line {ended}.")
        if record.cells == [_END_OF_FILE]:
            ended = record.line
        else:
            yield _row(record.cells, columns, where=f"File '{role}', line {record.line}")


def _row(cells: list[str], columns: tuple[str, ...], *, where: str) -> dict[str, str]:
    if len(cells) != len(columns):
        raise FileRefused(f"{where}: {len(cells)} columns instead of {len(columns)}.")
    if _UID.fullmatch(cells[0].strip()) is None:
        raise FileRefused(f"{where}: '{clean(cells[0])[:40]}' is not the number of an entry.")
    # Remarks go on in another file, in the middle of a word or after a space: not trimmed here.
    return {
        column: "" if _NOTHING.fullmatch(cell) else cell if column == "remarks" else clean(cell)
        for column, cell in zip(columns, cells, strict=True)
    }
