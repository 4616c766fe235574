"""The Consolidated List of Financial Sanctions Targets of the United Kingdom (OFSI), as CSV or XLSX.

One row per name and address; the `Group ID` says which rows are one entry. 29 columns until 2022, 36 since.
The list is closed since January 2026: the UK Sanctions List has taken its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from designations.importers.adapters.checks import clean, sound, stated_date
from designations.importers.adapters.grouped import Group, Record, grouped
from designations.importers.adapters.rows import numbered
from designations.importers.adapters.table_dates import partial_dates
from designations.importers.adapters.tables import columns_of, main_table, next_row, records
from designations.importers.adapters.uk_names import (
    NAME_PARTS,
    entity_kind,
    full_name,
    identifiers,
    in_order,
    listed_name,
    native_name,
)
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName, ListFile
from designations.text.partial_dates import PartialDate

ROLES: tuple[str, ...] = ("main",)

REQUIRED = (
    *NAME_PARTS,
    *("DOB", "Nationality", "Country", "Other Information", "Group Type", "Alias Type"),
    *("Regime", "Listed On", "Group ID"),
)
_NATIVE, _LANGUAGE = "Name Non-Latin Script", "Non-Latin Script Language"
_EACH = (*NAME_PARTS, "Alias Type", "Alias Quality", "Regime", "Listed On", _NATIVE, _LANGUAGE)

_UKSL = re.compile(r"UK Sanctions List Ref\)?\s*:\s*([A-Z]{3}\d{4})\b")
# 'UN Ref QDi.004', 'UN REF:QE.A.146.14', 'UN Ref. SSi.001', '(UN Ref):QDi.403'; not 'UN Reference Number'.
_UN = re.compile(r"\bUN Ref\b\)?\s*[.:]?\s*([A-Z]{1,3}(?:\.(?:[A-Z]{1,4}\.)?\s?\d+)+)", re.IGNORECASE)
_IMO = re.compile(r"\(?IMO number\)?\s*:\s*(\d{7})\b", re.IGNORECASE)


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of the list. The entries come in the order of their first rows.

    Raises FileRefused, now or with the first entry, if it is not such a list or any row of it is unsound.
    """
    rows = main_table(files)
    top = next_row(rows, what="its date")
    if clean(top.cells[0]).lower() != "last updated" or len(top.cells) < 2:
        raise FileRefused(f"{top.place}: it should say 'Last Updated' and the date of the list.")
    dated = stated_date(top.cells[1], what=f"{top.place}: the date of the list")
    columns = columns_of(next_row(rows, what="its header"), required=REQUIRED)
    return ListFile(_entries(records(rows, columns=columns)), dated=dated)


def _entries(found: Iterator[Record]) -> Iterator[ListedEntry]:
    groups = grouped(found, reference=_reference, each=_EACH)
    # What is given away is let go.
    while groups:
        yield _entry(groups.pop(next(iter(groups))))


def _reference(place: str, values: dict[str, str]) -> str:
    reference = values.get("Group ID", "")
    if not reference.isascii() or not reference.isdigit() or len(reference) > 10:
        raise FileRefused(
            f"{place}: '{full_name(values)[:80]}' has no Group ID that is a number: '{reference[:40]}'."
        )
    return reference


def _entry(group: Group) -> ListedEntry:
    kinds = group.all("Group Type")
    if len(kinds) != 1:
        raise FileRefused(f"{group.place}: group {group.reference} is of several types or none: {kinds}.")
    by_regime = _by_regime(group)
    information = " ".join(group.all("Other Information"))
    entry = ListedEntry(
        reference=group.reference,
        names=in_order(_names(group)),
        kind=entity_kind(kinds[0], place=group.place),
        programmes=tuple(by_regime),
        other_ids=tuple(_other_ids(information)),
        listed_on=min(by_regime.values(), key=lambda listed: listed.hi),
        listed_by_programme=tuple(by_regime.items()) if len(by_regime) > 1 else (),
        births=tuple(dict.fromkeys(one for cell in group.all("DOB") for one in partial_dates(cell))),
        identifiers=tuple(dict.fromkeys(_identifiers(group, information))),
        countries=_countries(group),
        remarks=information,
        row=group.row(),
    )
    return sound(entry, where=group.place)


def _names(group: Group) -> Iterator[ListedName]:
    for place, values in group.rows:
        name = full_name(values)
        if not name:
            raise FileRefused(f"{place}: a row of group {group.reference} has no name.")
        yield listed_name(
            name, type_=values.get("Alias Type", ""), quality=values.get("Alias Quality", ""), place=place
        )
    for _place, values in group.rows:
        if native := clean(values.get(_NATIVE)):
            yield native_name(native, language=values.get(_LANGUAGE, ""))


def _by_regime(group: Group) -> dict[str, PartialDate]:
    """Return regime -> the day on which the entry was listed under it, the earliest if rows differ."""
    found: dict[str, PartialDate] = {}
    for place, values in group.rows:
        regime = clean(values.get("Regime"))
        if not regime:
            raise FileRefused(f"{place}: a row of group {group.reference} names no regime.")
        day: date = stated_date(values.get("Listed On", ""), what=f"{place}: 'Listed On'")
        if regime not in found or day < found[regime].hi:
            found[regime] = PartialDate.day(day)
    return found


def _other_ids(information: str) -> Iterator[tuple[str, str]]:
    for scheme, pattern in (("uk-sanctions-list", _UKSL), ("un-sc", _UN)):
        for value in dict.fromkeys(pattern.findall(information)):
            yield scheme, "".join(value.split())


def _identifiers(group: Group, information: str) -> Iterator[ListedIdentifier]:
    yield from identifiers(group.all("Passport Number") or group.all("Passport Details"), scheme="passport")
    yield from identifiers(
        group.all("National Identification Number") or group.all("NI Number"), scheme="national-id"
    )
    for number in _IMO.findall(information):
        yield ListedIdentifier("imo", number)


def _countries(group: Group) -> tuple[str, ...]:
    """Return the nationalities, or for what has none the countries of its addresses."""
    cells = group.all("Nationality") or group.all("Country")
    return tuple(dict.fromkeys(country for cell in cells for country in numbered(cell)))
