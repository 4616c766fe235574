"""The Consolidated List of Australia (DFAT, regulation 8), one sheet with a row for each name.

The rows `2`, `2a`, `2b`, `2c1` are names of the entry 2, which does not always stand in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.checks import clean, distinct, script, sound
from designations.importers.adapters.grouped import Group, Record, grouped
from designations.importers.adapters.rows import numbered
from designations.importers.adapters.table_dates import partial_dates
from designations.importers.adapters.tables import columns_of, main_table, next_row, records
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedEntry,
    ListedName,
    ListFile,
    NameKind,
)
from designations.text.partial_dates import PartialDate

ROLES: tuple[str, ...] = ("main",)

_NAME, _NAME_TYPE = "Name of Individual or Entity", "Name Type"
REQUIRED = (
    *("Reference", _NAME, "Type", _NAME_TYPE, "Date of Birth", "Citizenship", "Additional Information"),
    *("Listing Information", "Committees", "Control Date"),
)
_REFERENCE = re.compile(r"(\d{1,9}) ?[a-z]*\d*", re.IGNORECASE | re.ASCII)
_KINDS: dict[str, EntityKind] = {
    "individual": "person",
    "entity": "organisation",
    "vessel": "vessel",
    "ship": "vessel",
    "aircraft": "aircraft",
}
_NAME_KINDS: dict[str, NameKind] = {
    "primary name": "primary",
    "aka": "aka",
    "original script": "native",
    "formerly known as": "former",
    "fka": "former",
    "previously listed as": "former",
}
_NOTHING = frozenset({"", "na", "n/a", "unknown"})


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of the list; it states no date of its own.

    Raises FileRefused, now or with the first entry, if it is not such a list or any row of it is unsound.
    """
    rows = main_table(files)
    columns = columns_of(next_row(rows, what="its header"), required=REQUIRED)
    return ListFile(_entries(records(rows, columns=columns)))


def _entries(found: Iterator[Record]) -> Iterator[ListedEntry]:
    groups = grouped(found, reference=_reference, each=("Reference", _NAME, _NAME_TYPE))
    while groups:
        yield _entry(groups.pop(next(iter(groups))))


def _reference(place: str, values: dict[str, str]) -> str:
    text = clean(values.get("Reference"))
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise FileRefused(f"{place}: '{values.get(_NAME, '')[:80]}' has no usable reference: '{text[:40]}'.")
    return str(int(match[1]))


def _entry(group: Group) -> ListedEntry:
    kinds = {clean(kind).lower() for kind in group.all("Type")}
    kind = _KINDS.get(kinds.pop()) if len(kinds) == 1 else None
    if kind is None:
        raise FileRefused(f"{group.place}: entry {group.reference} is of no known type: {group.all('Type')}.")
    entry = ListedEntry(
        reference=group.reference,
        names=tuple(sorted(distinct(_names(group)), key=lambda name: name.kind != "primary")),
        kind=kind,
        programmes=tuple(dict.fromkeys(filter(None, map(clean, group.all("Committees"))))),
        listed_on=_listed_on(group),
        births=tuple(
            dict.fromkeys(one for cell in group.all("Date of Birth") for one in partial_dates(cell))
        ),
        countries=tuple(
            dict.fromkeys(
                country
                for cell in group.all("Citizenship")
                for country in numbered(cell)
                if country.lower() not in _NOTHING
            )
        ),
        remarks=" ".join(group.all("Additional Information")),
        row=group.row(),
    )
    return sound(entry, where=group.place)


def _names(group: Group) -> Iterator[ListedName]:
    for place, values in group.rows:
        name, type_ = clean(values.get(_NAME)), clean(values.get(_NAME_TYPE))
        if not name:
            raise FileRefused(f"{place}: a row of entry {group.reference} has no name.")
        kind = _NAME_KINDS.get(type_.lower())
        if kind is None:
            raise FileRefused(f"{place}: '{type_[:60]}' is no type of name that this list is known to have.")
        yield ListedName(name, kind, script=script(name))


def _listed_on(group: Group) -> PartialDate | None:
    """Return 'on or before' the earliest control date.

    It is the day of the last change to the row, not that of the listing: nearly all entries whose listing
    information gives the day of their listing have a later control date, some by twenty years.
    """
    days = [one.hi for cell in group.all("Control Date") for one in partial_dates(cell) if one.is_exact]
    return PartialDate.before(min(days)) if days else None
