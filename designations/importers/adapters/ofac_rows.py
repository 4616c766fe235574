"""Rows of OFAC's CSV files: no header, `-0-` for nothing, a lone end-of-file mark as the last line."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from designations.importers.adapters.names import tidy
from designations.importers.adapters.opening import opened, refuse_error_body
from designations.importers.entries import FileRefused

_LONGEST_LINE = 1 << 18
# The last line of a file may have lost its end: `-0`.
_NOTHING = re.compile(r"-0-? ?")
_END_OF_FILE = "\x1a"
_UID = re.compile(r"\d{1,10}", re.ASCII)


def read_rows(path: Path, *, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Give every row by column, with '' for nothing. Raises FileRefused with the line that is none."""
    with opened(path) as handle:
        refuse_error_body(handle.read(1024), name=path.name)
        handle.seek(0)
        lines = _Lines(io.TextIOWrapper(handle, encoding="utf-8-sig", newline=""), name=path.name)
        reader = csv.reader(lines, strict=True)
        ended = 0
        try:
            for cells in reader:
                if ended:
                    raise FileRefused(f"{path.name}: there is more after the end-of-file mark, line {ended}.")
                if cells == [_END_OF_FILE]:
                    ended = reader.line_num
                elif cells:
                    yield _row(cells, columns, where=f"{path.name}, line {reader.line_num}")
        except csv.Error as error:
            raise FileRefused(f"{path.name} is not a CSV file, line {reader.line_num}: {error}.") from error
        except UnicodeDecodeError as error:
            raise FileRefused(
                f"{path.name} is not in UTF-8, after line {reader.line_num}: {error.reason}."
            ) from error


def _row(cells: list[str], columns: tuple[str, ...], *, where: str) -> dict[str, str]:
    if len(cells) != len(columns):
        raise FileRefused(f"{where}: {len(cells)} columns instead of {len(columns)}.")
    if _UID.fullmatch(cells[0].strip()) is None:
        raise FileRefused(f"{where}: '{tidy(cells[0])[:40]}' is not the number of an entry.")
    # Remarks go on in another file, in the middle of a word or after a space: not trimmed here.
    return {
        column: "" if _NOTHING.fullmatch(cell) else cell if column == "remarks" else tidy(cell)
        for column, cell in zip(columns, cells, strict=True)
    }


class _Lines:
    """Lines of bounded length."""

    def __init__(self, text: io.TextIOWrapper, *, name: str) -> None:
        self._text = text
        self._name = name
        self._number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_LINE)
        self._number += 1
        if not line:
            raise StopIteration
        if len(line) == _LONGEST_LINE:
            raise FileRefused(f"{self._name}: line {self._number} is longer than {_LONGEST_LINE} characters.")
        if "\0" in line:
            raise FileRefused(f"{self._name}: line {self._number} holds a zero byte; the file is no text.")
        return line
