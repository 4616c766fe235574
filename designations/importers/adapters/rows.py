"""What a row of a table is, and the text of its cells."""

from __future__ import annotations

import re
from typing import NamedTuple

from designations.importers.adapters.checks import clean
from designations.importers.entries import FileRefused

# The longest cell a workbook can hold is a quarter of this; csv has the same limit by itself.
MAX_CELL = 131_072
MAX_COLUMNS = 256

_NUMBERED = re.compile(r"(?:^|(?<=[\s.,;]))\(?(?:\d{1,2}|[a-z])\)\s*")


class Row(NamedTuple):
    """One row: where it stands (12, 'line 12' or 'row 12'), and its cells as text, '' for empty ones."""

    number: int
    place: str
    cells: tuple[str, ...]


def clean_cell(text: str, *, place: str) -> str:
    """Return the text of a cell, trimmed and inert; refuse absurd lengths and NUL characters.

    A text that a spreadsheet program would take for a formula gets the apostrophe by which such programs
    mark text, and the usual trick ="00123" is undone: nothing that leaves this module begins with '='.
    """
    if len(text) > MAX_CELL:
        raise FileRefused(f"{place}: a cell of {len(text)} characters; no more than {MAX_CELL} are read.")
    if "\x00" in text:
        raise FileRefused(f"{place}: a NUL character, which no text holds; is it a table at all?")
    text = text.strip()
    if not text.startswith("="):
        return text
    if len(text) >= 3 and text.startswith('="') and text.endswith('"') and '"' not in text[2:-1]:
        return clean_cell(text[2:-1], place=place)
    return f"'{text}"


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def numbered(text: str) -> tuple[str, ...]:
    """Return the values of a cell that counts them: '(1) Iran (2) Iraq', '1) Iran', 'a) Iran b) Iraq'."""
    parts = [clean(part).strip(" .;,") for part in _NUMBERED.split(text)]
    return tuple(dict.fromkeys(part for part in parts if part and part != "-"))
