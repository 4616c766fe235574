"""Canada's Consolidated Autonomous Sanctions List (Special Economic Measures Act): sema-lmes.xml.

It has no permanent reference: an entry is found again by country, schedule and item, which a later schedule
may number anew. It states no date of its own.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import clean, distinct, main_file, script, sound, stated_date
from designations.importers.adapters.english_dates import english_date
from designations.importers.adapters.xml_paths import row_of
from designations.importers.adapters.xml_stream import elements, root_of, text_of
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
    path = main_file(files)
    root, _ = root_of(path)
    if root != "data-set":
        raise FileRefused(f"The root element is {root[:80]}, not data-set.")
    return ListFile(entries=map(_entry, elements(path, entries={"record": ("data-set",)})))


def _entry(record: etree._Element) -> ListedEntry:
    row = row_of(record)
    regime, item = text_of(record, "Country"), text_of(record, "Item")
    if not regime or not item:
        raise FileRefused(f"Line {record.sourceline}: a record without Country or Item.")
    # The country is in both languages, 'Iran' or 'Syria / Syrie'.
    parts = (regime.split(" / ")[0].strip(), text_of(record, "Schedule"), item)
    reference = "-".join(filter(None, parts))
    person = clean(f"{text_of(record, 'GivenName')} {text_of(record, 'LastName')}")
    ship = text_of(record, "ShipIMONumber")
    primary = person or text_of(record, "EntityOrShip") or text_of(record, "Entity")
    aliases = _aliases(text_of(record, "Aliases"), person=bool(person))
    kind: EntityKind = "vessel" if ship else "person" if person else "organisation"
    listed = text_of(record, "DateOfListing")
    entry = ListedEntry(
        reference=reference,
        names=distinct((ListedName(primary, "primary", script=script(primary)), *aliases)) if primary else (),
        kind=kind,
        programmes=(regime,),
        other_ids=(("not-permanent", reference),),
        listed_on=PartialDate.day(stated_date(listed, what=f"{reference}: DateOfListing"))
        if listed
        else None,
        # Of a ship it is the date of building.
        births=tuple(dict.fromkeys(_births(record))) if kind == "person" else (),
        identifiers=(ListedIdentifier("imo", ship),) if ship else (),
        row=row,
    )
    return sound(entry, where=f"Line {record.sourceline}: record")


def _births(record: etree._Element) -> Iterator[PartialDate]:
    text = text_of(record, "DateOfBirthOrShipBuildDate") or text_of(record, "DateOfBirth")
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
        name = clean(alias[spoken.end() :] if spoken else alias)
        letters = script(name)
        # 'Russian: A, B; C': a name in Latin letters after the first is not in that language.
        yield ListedName(name, script=letters, language=language if letters != "Latn" else "")


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
