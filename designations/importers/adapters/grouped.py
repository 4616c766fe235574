"""Rows of one entry brought together, where a list has a row for each name or address and any order.

Both lists of this kind are sorted by name, so that the rows of an entry stand far apart: they have to be held
until the last row is read. What repeats is held once, and what is held is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from designations.importers.adapters.checks import MAX_ENTRIES
from designations.importers.entries import FileRefused

MAX_HELD_CHARACTERS = 128 * 1024**2
MAX_ROWS_OF_ONE = 10_000

Record = tuple[str, dict[str, str]]


@dataclass(slots=True)
class Group:
    """The rows of one entry: the distinct values of each column, and for some columns every row."""

    reference: str
    place: str
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    rows: list[Record] = field(default_factory=list)

    def all(self, column: str) -> tuple[str, ...]:
        """Return the distinct values of the column, in the order of the file."""
        return tuple(self.values.get(column, ()))

    def row(self) -> dict[str, str]:
        """Return column -> text as evidence, distinct values divided by ' | '."""
        return {column: " | ".join(values) for column, values in self.values.items()}


def grouped(
    records: Iterator[Record], *, reference: Callable[[str, dict[str, str]], str], each: Collection[str]
) -> dict[str, Group]:
    """Read all records and return the groups by reference, in the order in which they first come.

    `reference(place, values)` names the entry of a record; the columns `each` are kept row by row as well.
    Raises FileRefused if what has to be held exceeds MAX_HELD_CHARACTERS.
    """
    groups: dict[str, Group] = {}
    held = 0
    for place, values in records:
        key = reference(place, values)
        group = groups.get(key)
        if group is None:
            if len(groups) >= MAX_ENTRIES:
                raise FileRefused(f"{place}: more than {MAX_ENTRIES} entries.")
            group = groups[key] = Group(key, place)
        for column, value in values.items():
            known = group.values.setdefault(column, {})
            if value not in known:
                known[value] = None
                held += len(value) + 64
        group.rows.append((place, {column: values[column] for column in each if column in values}))
        held += 128
        if len(group.rows) > MAX_ROWS_OF_ONE:
            raise FileRefused(f"{place}: entry {key[:60]} has more than {MAX_ROWS_OF_ONE} rows.")
        if held > MAX_HELD_CHARACTERS:
            raise FileRefused(f"{place}: the list holds more than {MAX_HELD_CHARACTERS} characters.")
    if not groups:
        raise FileRefused("The file holds no entries.")
    return groups
