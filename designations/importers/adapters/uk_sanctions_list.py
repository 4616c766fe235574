"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as XML or CSV.

The layout is that of the files published since 2022, as far as public descriptions and published examples of
them show it: in CSV 'Report Date: 13-Feb-2026' and a row for each name and address of a `Unique ID`; in XML
one `Designation` for each, with the same facts in nested elements. The XML is given the columns of the CSV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import clean, main_file, sound
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
from designations.importers.adapters.xml_stream import elements, local_name, root_of
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName, ListFile

ROLES: tuple[str, ...] = ("main",)

_NATIVE, _LANGUAGE = "Name non-latin script", "Non-latin script language"
# Element -> column: of a name, of a name in another script, and of anything else wherever it stands.
_NAME_ELEMENTS = {part.replace(" ", ""): part for part in NAME_PARTS} | {
    "NameType": "Name type",
    "AliasStrength": "Alias strength",
}
_NATIVE_ELEMENTS = {
    "NameNonLatinScript": _NATIVE,
    "NonLatinScriptType": "Non-latin script type",
    "NonLatinScriptLanguage": _LANGUAGE,
}
_ELEMENTS = {
    "LastUpdated": "Last Updated",
    "DateDesignated": "Date Designated",
    "UniqueID": "Unique ID",
    "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN Reference Number",
    "RegimeName": "Regime Name",
    "IndividualEntityShip": "Designation Type",
    "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed",
    "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons",
    "AddressCountry": "Address Country",
    "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)",
    "PassportNumber": "Passport number",
    "NationalIdentifierNumber": "National Identifier number",
    "BusinessRegistrationNumber": "Business registration number (s)",
    "IMONumber": "IMO number",
}
REQUIRED = (*NAME_PARTS, "Name type", "Unique ID", "Regime Name", "Designation Type", "Date Designated")
# The capitals of the headings have changed.
_SPELLINGS = {
    name.lower(): name
    for name in (*NAME_PARTS, *_NAME_ELEMENTS.values(), *_NATIVE_ELEMENTS.values(), *_ELEMENTS.values())
}
_EACH = (*NAME_PARTS, "Name type", "Alias strength", _NATIVE, _LANGUAGE)

_GENERATED = re.compile(rb"<DateGenerated>\s*([^<]{1,40}?)\s*</DateGenerated>")
_REPORT_DATE = re.compile(r"report date\s*:?\s*(.{4,40})", re.IGNORECASE)
_REFERENCE = re.compile(r"[A-Za-z]{2,6}[-. ]?\d{1,8}[A-Za-z]?", re.ASCII)


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of the list; which of its formats it is, the first character says.

    Raises FileRefused, now or while its entries are read.
    """
    path = main_file(files)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _read_xml(path, head)
    rows = main_table(files)
    top = next_row(rows, what="its date")
    told = _REPORT_DATE.fullmatch(clean(" ".join(top.cells)))
    dated = _stated(told[1], what=f"{top.place}: the date of the report") if told else None
    header = next_row(rows, what="its header") if told else top
    columns = columns_of(
        header._replace(cells=tuple(_SPELLINGS.get(clean(cell).lower(), cell) for cell in header.cells)),
        required=REQUIRED,
    )
    return ListFile(_table_entries(records(rows, columns=columns)), dated=dated)


def _read_xml(path: Path, head: bytes) -> ListFile:
    name, _attributes = root_of(path)
    if name != "Designations":
        raise FileRefused(f"Its root element is '{name[:60]}'; that of the list is 'Designations'.")
    told = _GENERATED.search(head)
    dated = _stated(told[1].decode("utf-8", "replace"), what="DateGenerated") if told else None
    return ListFile(_xml_entries(path), dated=dated)


def _stated(text: str, *, what: str) -> date:
    found = partial_dates(text)
    if len(found) != 1 or not found[0].is_exact:
        raise FileRefused(f"{what} is no date: '{text[:40]}'.")
    return found[0].hi


def _table_entries(found: Iterator[Record]) -> Iterator[ListedEntry]:
    groups = grouped(found, reference=_reference, each=_EACH)
    while groups:
        yield _entry(groups.pop(next(iter(groups))))


def _xml_entries(path: Path) -> Iterator[ListedEntry]:
    for element in elements(path, entries={"Designation": ("Designations",)}):
        place = f"line {element.sourceline}"
        found = _records(element)
        values = _merged(found)
        reference = _reference(place, {column: next(iter(told)) for column, told in values.items()})
        yield _entry(Group(reference, place, values, [(place, record) for record in found]))


def _records(designation: etree._Element) -> list[dict[str, str]]:
    """Return the designation as rows: one for each name in either script, one for each other text."""
    found: list[dict[str, str]] = []
    for element in designation.iter("{*}*"):
        name = local_name(element)
        if name in ("Name", "NonLatinName"):
            known = _NAME_ELEMENTS if name == "Name" else _NATIVE_ELEMENTS
            record = {
                known[local_name(child)]: clean(child.text)
                for child in element.iterchildren("{*}*")
                if local_name(child) in known and clean(child.text)
            }
            found.append(record)
        elif name not in _NAME_ELEMENTS and name not in _NATIVE_ELEMENTS and (text := clean(element.text)):
            found.append({_ELEMENTS.get(name, name): text})
    return [record for record in found if record]


def _merged(found: list[dict[str, str]]) -> dict[str, dict[str, None]]:
    values: dict[str, dict[str, None]] = {}
    for record in found:
        for column, text in record.items():
            values.setdefault(column, {})[text] = None
    return values


def _reference(place: str, values: Mapping[str, str]) -> str:
    reference = clean(values.get("Unique ID"))
    if not _REFERENCE.fullmatch(reference):
        raise FileRefused(f"{place}: '{full_name(values)[:80]}' has no usable Unique ID: '{reference[:40]}'.")
    return reference


def _entry(group: Group) -> ListedEntry:
    kinds = {kind.lower(): kind for kind in group.all("Designation Type")}
    if len(kinds) != 1:
        raise FileRefused(f"{group.place}: {group.reference} is of several types or none: {sorted(kinds)}.")
    listed = [one for cell in group.all("Date Designated") for one in partial_dates(cell)]
    remarks = (*group.all("UK Statement of Reasons"), *group.all("Other Information"))
    entry = ListedEntry(
        reference=group.reference,
        names=in_order(_names(group)),
        kind=entity_kind(next(iter(kinds.values())), place=group.place),
        programmes=group.all("Regime Name"),
        other_ids=tuple(_other_ids(group)),
        listed_on=min(listed, key=lambda one: one.hi) if listed else None,
        births=tuple(dict.fromkeys(one for cell in group.all("D.O.B") for one in partial_dates(cell))),
        identifiers=tuple(dict.fromkeys(_identifiers(group))),
        countries=tuple(
            dict.fromkeys(
                country
                for cell in group.all("Nationality(/ies)") or group.all("Address Country")
                for country in numbered(cell)
            )
        ),
        remarks=" ".join(remarks),
        row=group.row(),
    )
    return sound(entry, where=group.place)


def _names(group: Group) -> Iterator[ListedName]:
    for place, values in group.rows:
        if name := full_name(values):
            type_, quality = values.get("Name type", ""), values.get("Alias strength", "")
            yield listed_name(name, type_=type_, quality=quality, place=place)
    for _place, values in group.rows:
        if native := clean(values.get(_NATIVE)):
            yield native_name(native, language=values.get(_LANGUAGE, ""))


def _other_ids(group: Group) -> Iterator[tuple[str, str]]:
    for scheme, column in (("uk-ofsi", "OFSI Group ID"), ("un-sc", "UN Reference Number")):
        for value in group.all(column):
            yield scheme, value


def _identifiers(group: Group) -> Iterator[ListedIdentifier]:
    yield from identifiers(group.all("Passport number"), scheme="passport")
    yield from identifiers(group.all("National Identifier number"), scheme="national-id")
    for cell in group.all("Business registration number (s)"):
        for value in numbered(cell):
            # As it is written: registers put words and spaces into their numbers. Prose is left out.
            if len(value) <= 40 and any(character.isdigit() for character in value):
                yield ListedIdentifier("registration", value)
    yield from identifiers(group.all("IMO number"), scheme="imo")
