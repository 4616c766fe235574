"""Canada's Consolidated Autonomous Sanctions List (Special Economic Measures Act): sema-lmes.xml.

It has no permanent reference: an entry is found again by country, schedule and item, which a later schedule
may number anew. It states no date of its own.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.english_dates import english_date, iso_day
from designations.importers.adapters.names import listed_name, without_repetition
from designations.importers.adapters.opening import counted_entries, file_of
from designations.importers.adapters.xml_records import Element, read_records
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedEntry,
    ListedIdentifier,
    ListedName,
    ListFile,
)
from designations.text.partial_dates import PartialDate

ROLES = ("main",)

_LANGUAGES = {"russian": "ru", "belarusian": "be", "belarussian": "be", "arabic": "ar", "ukrainian": "uk"}
_SPOKEN = re.compile(rf"(?i)\s*({'|'.join(_LANGUAGES)})\s*:\s*")
# What follows a comma within the name of a company.
_COMPANY = re.compile(
    r"(?i)\s*(?:ltd|limited|inc|llc|l\.l\.c|s\.a|jsc|pjsc|co|ооо|оао|пао|зао|ао)\b\.?(?=$|[\s.,])"
)


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read the list, of before or after it had dates of listing. There are no options."""
    path = file_of(files)
    records = read_records(path, roots=("data-set",), records=("record",))
    next(records)
    return ListFile(entries=counted_entries((_entry(one, name=path.name) for one in records), name=path.name))


def _entry(record: Element, *, name: str) -> ListedEntry:
    regime, schedule, item = record.text("Country"), record.text("Schedule"), record.text("Item")
    if not regime or not item:
        raise FileRefused(f"{name}, line {record.line}: a record without 'Country' or 'Item'.")
    # The country is in both languages, 'Iran' or 'Syria / Syrie'.
    reference = "-".join(part for part in (regime.split(" / ")[0].strip(), schedule, item) if part)
    person = record.text("LastName") or record.text("GivenName")
    ship = record.text("ShipIMONumber")
    primary = (
        f"{record.text('GivenName')} {record.text('LastName')}"
        if person
        else record.text("EntityOrShip") or record.text("Entity")
    )
    names = without_repetition(
        [listed_name(primary, kind="primary"), *_aliases(record.text("Aliases"), person=bool(person))]
    )
    if not primary.strip() or names[0].kind != "primary":
        raise FileRefused(f"{name}, line {record.line}: the record {reference[:80]} has no name.")
    kind: EntityKind = "vessel" if ship else "person" if person else "organisation"
    listed = iso_day(record.text("DateOfListing"))
    return ListedEntry(
        reference=reference,
        names=names,
        kind=kind,
        programmes=(regime,),
        other_ids=(("not-permanent", reference),),
        listed_on=PartialDate.day(listed) if listed else None,
        # Of a ship it is the date of building.
        births=tuple(_births(record)) if kind == "person" else (),
        identifiers=(ListedIdentifier("imo", ship),) if ship else (),
        row=record.flat(),
    )


def _births(record: Element) -> Iterator[PartialDate]:
    text = record.text("DateOfBirthOrShipBuildDate") or record.text("DateOfBirth")
    for one in re.split(r"(?i)\s+or\s+", text):
        born = english_date(one)
        if born is not None:
            yield born


def _aliases(text: str, *, person: bool) -> Iterator[ListedName]:
    language = ""
    for alias in _parts(text, person=person):
        spoken = _SPOKEN.match(alias)
        if spoken:
            language = _LANGUAGES[spoken[1].lower()]
        rest = alias[spoken.end() :] if spoken else alias
        named = listed_name(rest)
        # 'Russian: A, B; C': a name in Latin letters after the first is not in that language.
        yield listed_name(rest, language=language if named.script != "Latn" else "")


def _parts(text: str, *, person: bool) -> Iterator[str]:
    """Give the aliases: cut at semicolons, and at the commas that do not belong to a company's name."""
    if not person and ";" in text:
        yield from text.split(";")
        return
    kept = ""
    for part in re.split(r"[,;]", text):
        if kept and not person and (_COMPANY.match(part) or kept.count("«") > kept.count("»")):
            kept = f"{kept},{part}"
            continue
        if kept.strip():
            yield kept
        kept = part
    if kept.strip():
        yield kept
