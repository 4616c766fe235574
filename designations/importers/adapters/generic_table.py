"""Any list that is a table with a header, CSV or XLSX: its columns are told by the options of the feed.

    {"columns": {"reference": "Ref No", "name": ["First name", "Family name"], "alias": "Also known as",
                 "kind": "Type", "programme": "Schedule", "listed_on": "Date", "birth": "Born",
                 "country": "Country", "remarks": "Notes"},
     "alias_separator": ";", "header_row": 3, "date_format": "%d.%m.%Y", "programme_constant": "list"}

Several columns of `reference` are joined by ' / ', of `name` by a space; of other fields they count as
several values. A list without references is known by folded names, which the entries say in `other_ids`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.checks import (
    MAX_ENTRIES,
    MAX_REFERENCE,
    clean,
    distinct,
    script,
    sound,
)
from designations.importers.adapters.grouped import Group, Record, grouped
from designations.importers.adapters.mapped_dates import births, listing_date
from designations.importers.adapters.rows import Row, numbered
from designations.importers.adapters.table_mapping import MappingRefused, TableMapping, mapping_of
from designations.importers.adapters.tables import columns_of, main_table, records
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedEntry,
    ListedIdentifier,
    ListedName,
    ListFile,
    NameKind,
)
from designations.text.names import fold_name
from designations.text.partial_dates import PartialDate

ROLES: tuple[str, ...] = ("main",)

DERIVED = ("reference-derived-from", "name")
_OTHER_NAMES: tuple[tuple[str, NameKind, bool], ...] = (
    ("alias", "aka", False),
    ("weak_alias", "aka", True),
    ("former_name", "former", False),
    ("native_name", "native", False),
)


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of a list by the mapping in `options`, see `table_mapping.mapping_of`.

    Raises MappingRefused for wrong options, FileRefused for the file, now or while its entries are read.
    """
    mapping = mapping_of(options)
    rows = main_table(files, sheet=mapping.sheet, delimiter=mapping.delimiter)
    header = _header(rows, mapping)
    _refuse_missing(header, mapping)
    found = records(rows, columns=columns_of(header, required=mapping.required))
    return ListFile(_entries(found, mapping))


def _header(rows: Iterator[Row], mapping: TableMapping) -> Row:
    for row in rows:
        if row.number == mapping.header_row:
            return row
        if row.number > mapping.header_row:
            break
    raise FileRefused(f"Row {mapping.header_row} (option 'header_row') is empty or not the start of a row.")


def _refuse_missing(header: Row, mapping: TableMapping) -> None:
    names = {clean(cell) for cell in header.cells}
    asked = [(f"columns.{field}", column) for field, columns in mapping.columns.items() for column in columns]
    asked += [(f"identifiers.{scheme}", column) for scheme, column in mapping.identifiers.items()]
    for option, column in asked:
        if column not in names:
            raise MappingRefused(
                f"Option '{option}': {header.place} has no column '{column}'; it has "
                f"{', '.join(repr(name) for name in sorted(names) if name)[:500]}. Is 'header_row' right?"
            )


def _entries(found: Iterator[Record], mapping: TableMapping) -> Iterator[ListedEntry]:
    count = 0
    for group in _groups(found, mapping):
        count += 1
        if count > MAX_ENTRIES:
            raise FileRefused(f"{group.place}: more than {MAX_ENTRIES} entries.")
        yield _entry(group, mapping)
    if not count:
        raise FileRefused("The file holds no entries.")


def _groups(found: Iterator[Record], mapping: TableMapping) -> Iterator[Group]:
    if mapping.group_rows:
        groups = grouped(
            found,
            reference=lambda place, values: _told_reference(place, values, mapping),
            each=tuple(dict.fromkeys(sum((list(columns) for columns in mapping.columns.values()), []))),
        )
        while groups:
            yield groups.pop(next(iter(groups)))
        return
    for place, values in found:
        reference = _told_reference(place, values, mapping) if "reference" in mapping.columns else ""
        yield Group(
            reference, place, {name: {value: None} for name, value in values.items()}, [(place, values)]
        )


def _told_reference(place: str, values: dict[str, str], mapping: TableMapping) -> str:
    parts = [clean(values.get(column)) for column in mapping.columns["reference"]]
    if not any(parts):
        name = _joined_name(values, mapping)
        raise FileRefused(f"{place}: '{name[:80]}' has no reference (option 'columns.reference').")
    return " / ".join(part or "-" for part in parts)


def _joined_name(values: Mapping[str, str], mapping: TableMapping) -> str:
    return clean(" ".join(values.get(column, "") for column in mapping.columns["name"]))


def _entry(group: Group, mapping: TableMapping) -> ListedEntry:
    names = _names(group, mapping)
    if not names:
        raise FileRefused(
            f"{group.place}: entry '{group.reference[:80]}' has no name (option 'columns.name')."
        )
    entry = ListedEntry(
        reference=group.reference or _derived_reference(names[0].name, group.place),
        names=names,
        kind=_kind(group, mapping),
        programmes=_programmes(group, mapping),
        other_ids=() if group.reference else (DERIVED,),
        listed_on=_listed_on(group, mapping),
        births=tuple(
            dict.fromkeys(one for _, cell in _cells(group, mapping, "birth") for one in births(cell, mapping))
        ),
        identifiers=tuple(_identifiers(group, mapping)),
        countries=tuple(
            dict.fromkeys(one for _, cell in _cells(group, mapping, "country") for one in numbered(cell))
        ),
        remarks=" ".join(dict.fromkeys(cell for _, cell in _cells(group, mapping, "remarks"))),
        row=group.row(),
    )
    return sound(entry, where=group.place)


def _cells(group: Group, mapping: TableMapping, field: str) -> Iterator[tuple[str, str]]:
    """Give (place, text) of every cell of the field, row by row."""
    for place, values in group.rows:
        for column in mapping.columns.get(field, ()):
            if cell := values.get(column):
                yield place, cell


def _names(group: Group, mapping: TableMapping) -> tuple[ListedName, ...]:
    found: list[ListedName] = []
    for _place, values in group.rows:
        if name := _joined_name(values, mapping):
            found.append(ListedName(name, "aka" if found else "primary", script=script(name)))
    for field, kind, weak in _OTHER_NAMES:
        for _place, cell in _cells(group, mapping, field):
            for part in _split(cell, mapping.alias_separator):
                found.append(ListedName(part, kind, weak, script(part)))
    # Aliases alone make no entry: the row has slipped, or the mapping is wrong.
    return distinct(found) if found and found[0].kind == "primary" else ()


def _split(cell: str, separator: str) -> Iterator[str]:
    for part in cell.split(separator) if separator else (cell,):
        if cleaned := clean(part):
            yield cleaned


def _derived_reference(name: str, place: str) -> str:
    folded = fold_name(name)
    if not folded:
        raise FileRefused(f"{place}: '{name[:80]}' has no letters to know it by, and the list no references.")
    if len(folded) <= MAX_REFERENCE:
        return folded
    digest = hashlib.sha256(folded.encode()).hexdigest()[:16]
    return f"{folded[: MAX_REFERENCE - 17]} {digest}"


def _kind(group: Group, mapping: TableMapping) -> EntityKind:
    for place, cell in _cells(group, mapping, "kind"):
        kind = mapping.kinds.get(clean(cell).lower())
        if kind is None:
            raise FileRefused(
                f"{place}: '{cell[:60]}' is no kind of entry that is known; see option 'kinds'."
            )
        return kind
    return mapping.kind_constant


def _programmes(group: Group, mapping: TableMapping) -> tuple[str, ...]:
    told = [
        part
        for _place, cell in _cells(group, mapping, "programme")
        for part in _split(cell, mapping.programme_separator)
    ]
    if not told and mapping.programme_constant:
        told = [mapping.programme_constant]
    return tuple(dict.fromkeys(told))


def _listed_on(group: Group, mapping: TableMapping) -> PartialDate | None:
    days = [listing_date(cell, mapping, place=place) for place, cell in _cells(group, mapping, "listed_on")]
    return min(days, key=lambda listed: listed.hi) if days else None


def _identifiers(group: Group, mapping: TableMapping) -> Iterator[ListedIdentifier]:
    for scheme, column in mapping.identifiers.items():
        for cell in group.all(column):
            for value in numbered(cell):
                yield ListedIdentifier(scheme, value)
