"""CSV files, read line by line in the one encoding that fits the whole file."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from designations.importers.adapters.rows import MAX_COLUMNS, Row, clean_cell, trimmed
from designations.importers.entries import FileRefused

MAX_ROW_CHARACTERS = 1024**2
_CHUNK = 1024**2
# In this order: text in the second is hardly ever valid in the first, and never the other way round.
ENCODINGS = ("utf-8-sig", "cp1252")
_END_OF_FILE = "\x1a"


def encoding_of(path: Path) -> str:
    """Return the first of the encodings in which every byte of the file is valid; refuse a file without."""
    with open(path, "rb") as file:
        if file.read(4).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise FileRefused("It is in UTF-16; only UTF-8 and Windows-1252 are read.")
    problems: list[str] = []
    for encoding in ENCODINGS:
        problem = _problem(path, encoding)
        if problem is None:
            return encoding
        problems.append(f"{encoding.removesuffix('-sig')}: {problem}")
    raise FileRefused(f"It is neither UTF-8 nor Windows-1252 ({'; '.join(problems)}).")


def _problem(path: Path, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    with open(path, "rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
                line += chunk.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            return f"byte 0x{error.object[error.start]:02x} about line {line}"
    return None


class _Lines:
    """The lines of a file, none of which is read whole if it is absurdly long.

    A row may run over many lines when a quote stays open, so it is the row that is measured.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.number = 0
        self.row_began = 1
        self._taken = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_ROW_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._taken += len(line)
        if self._taken > MAX_ROW_CHARACTERS:
            raise FileRefused(
                f"line {self.row_began}: the row has more than {MAX_ROW_CHARACTERS} characters; "
                "is a quotation mark left open?"
            )
        # The end-of-file character of DOS, alone on the last line of some lists.
        return "" if line.strip() == _END_OF_FILE else line

    def next_row(self) -> None:
        self.row_began = self.number + 1
        self._taken = 0


def rows(path: Path, *, delimiter: str = ",") -> Iterator[Row]:
    """Give the rows that hold any text, with the line on which each begins.

    Raises FileRefused with the line for a wrong encoding, a broken quotation, or an absurd length.
    """
    encoding = encoding_of(path)
    # newline="": the csv module joins quoted line breaks itself.
    with open(path, encoding=encoding, newline="") as file:
        lines = _Lines(file)
        # Strict, because a quotation mark left open would otherwise swallow the rest of the list silently.
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise FileRefused(f"line {lines.row_began}: not well-formed CSV ({error}).") from error
            if cells is None:
                return
            began = lines.row_began
            place = f"line {began}"
            lines.next_row()
            if len(cells) > MAX_COLUMNS:
                raise FileRefused(f"{place}: {len(cells)} cells; no more than {MAX_COLUMNS} are read.")
            texts = trimmed([clean_cell(cell, place=place) for cell in cells])
            if texts:
                yield Row(began, place, texts)
