"""Delimited text of strangers, record by record in bounded memory, also as a spreadsheet leaves it behind."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from designations.importers.entries import FileRefused

MAX_RECORD = 1 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line on which it ends, and its cells, as many as the header has."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file whose header was read; `rows` reads the rest, from the start each time."""

    path: Path
    delimiter: str
    encoding: str
    wrapped: bool
    header: list[str]

    def rows(self) -> Iterator[Row]:
        """Yield the records after the header. Raises FileRefused with the line."""
        given = records(self.path, delimiter=self.delimiter, encoding=self.encoding, wrapped=self.wrapped)
        next(given, None)
        width = len(self.header)
        for record in given:
            cells = record.cells
            if len(cells) < width or any(cells[width:]):
                raise FileRefused(f"Line {record.line}: {len(cells)} cells, and the header has {width}.")
            yield record


def open_table(path: Path, *, delimiter: str) -> Table:
    """Read the header of a UTF-8 file, or of a spreadsheet's copy: every line in quotes, padded with tabs.

    Such a copy may be in Windows-1252. Raises FileRefused for another encoding, and if it is no table.
    """
    wrapped = _is_wrapped(path, delimiter)
    encoding = "utf-8-sig"
    if broken := _not_utf8(path):
        if not wrapped:
            raise FileRefused(f"The file is not in UTF-8: {broken}.")
        encoding = "cp1252"
    header = next(records(path, delimiter=delimiter, encoding=encoding, wrapped=wrapped), None)
    if header is None or len(header.cells) < 2:
        raise FileRefused(f"The file is no table with columns parted by '{delimiter}'.")
    return Table(path, delimiter, encoding, wrapped, header.cells)


def _is_wrapped(path: Path, delimiter: str) -> bool:
    with path.open("rb") as file:
        line = file.readline(64 * 1024).removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    mark = delimiter.encode()
    return line[:1] == b'"' and line[-1:] == b'"' and mark in line and b'"' not in line[1:-1]


def _not_utf8(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeDecodeError as error:
        return error.reason
    return ""


def records(
    path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig", wrapped: bool = False
) -> Iterator[Row]:
    """Yield every record that is not empty, the first one too: for formats without a header."""
    lines = _Lines(path, encoding)
    reader = csv.reader(lines, delimiter="," if wrapped else delimiter, strict=True)
    try:
        for cells in reader:
            lines.begin_record()
            if wrapped and cells:
                if len(cells) > 1:
                    raise FileRefused(
                        f"Line {lines.number}: a line that is not in quotes as the first one is."
                    )
                cells = next(csv.reader([cells[0].rstrip("\t")], delimiter=delimiter, strict=True), [])
            if any(cells):
                yield Row(lines.number, cells)
    except csv.Error as error:
        raise FileRefused(f"Line {lines.number}: {error}.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"After line {lines.number}: the text is not in {encoding}.") from error


class _Lines:
    """The lines of a file, which refuses a record that does not end."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.number = 0
        self._held = 0
        self._given = self._lines(path, encoding)

    def __iter__(self) -> Iterator[str]:
        return self._given

    def begin_record(self) -> None:
        self._held = 0

    def _lines(self, path: Path, encoding: str) -> Iterator[str]:
        with path.open(encoding=encoding, newline="") as file:
            while line := file.readline(MAX_RECORD + 1):
                self.number += 1
                self._held += len(line)
                if self._held > MAX_RECORD:
                    raise FileRefused(f"Line {self.number}: a record of more than {MAX_RECORD} characters.")
                if "\0" in line:
                    raise FileRefused(f"Line {self.number}: a zero byte, which no text has.")
                yield line
