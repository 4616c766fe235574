"""The consolidated list of the United Nations Security Council, in XML, by all its writers.

The writer before August 2023, the one since, and the edition `consolidatedLegacyByPRN` differ in quotes,
indentation and order alone; elements are found by name. Aliases tell `Good` and `Low` for persons, `a.k.a.`
and `f.k.a.` for entities, and in August 2023 `Good` for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import clean, distinct, main_file, script, sound, stated_date
from designations.importers.adapters.un_births import births
from designations.importers.adapters.xml_stream import elements, local_name, raw_row, root_of, text_of
from designations.importers.entries import (
    FileRefused,
    ListedEntry,
    ListedIdentifier,
    ListedName,
    ListFile,
    NameKind,
)
from designations.text.partial_dates import PartialDate

ROLES: tuple[str, ...] = ("main",)

_ROOT = "CONSOLIDATED_LIST"
_ENTRIES = {"INDIVIDUAL": ("INDIVIDUALS", _ROOT), "ENTITY": ("ENTITIES", _ROOT)}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_FORMER = re.compile(r"(formerly|previously) listed as", re.IGNORECASE)
_WRITTEN = re.compile(r"(?:original script|in arabic(?: script)?)\s*:\s*(\S.*)", re.IGNORECASE)
_TRANSLITERATED = re.compile(r"([^()]+)\(([^()]+)\)")


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of the list; `dated` is the day on which it says that it was generated.

    Programmes are the committees (UN_LIST_TYPE), countries the nationalities as written. Raises FileRefused
    now or while the entries are read.
    """
    path = main_file(files)
    root, attributes = root_of(path)
    if root != _ROOT:
        raise FileRefused(f"The root element is {root[:60]}, not {_ROOT}.")
    generated = attributes.get("dateGenerated", "")
    dated = stated_date(generated, what="dateGenerated") if generated else None
    return ListFile(entries=_entries(path), dated=dated)


def _entries(path: Path) -> Iterator[ListedEntry]:
    for element in elements(path, entries=_ENTRIES):
        where = f"Line {element.sourceline}: {local_name(element)} {text_of(element, 'DATAID')[:40]}".rstrip()
        yield sound(_entry(element, where=where), where=where)


def _entry(element: etree._Element, *, where: str) -> ListedEntry:
    listed_on = text_of(element, "LISTED_ON")
    committee = text_of(element, "UN_LIST_TYPE")
    ids = (("dataid", text_of(element, "DATAID")), ("versionnum", text_of(element, "VERSIONNUM")))
    return ListedEntry(
        reference=text_of(element, "REFERENCE_NUMBER"),
        names=distinct(_names(element)),
        kind="person" if local_name(element) == "INDIVIDUAL" else "organisation",
        programmes=(committee,) if committee else (),
        other_ids=tuple((scheme, value) for scheme, value in ids if value),
        # Some days carry the offset of the writer's clock, as in 2016-11-30-05:00.
        listed_on=PartialDate.day(stated_date(listed_on, what=f"{where}: LISTED_ON")) if listed_on else None,
        births=births(element),
        identifiers=tuple(_documents(element)),
        countries=tuple(dict.fromkeys(filter(None, _values(element, "NATIONALITY")))),
        remarks=(element.findtext("{*}COMMENTS1") or "").strip(),
        row=raw_row(element),
    )


def _values(element: etree._Element, name: str) -> Iterator[str]:
    for value in element.iterfind(f"{{*}}{name}/{{*}}VALUE"):
        yield clean(value.text)


def _names(element: etree._Element) -> Iterator[ListedName]:
    primary = clean(" ".join(text_of(element, part) for part in _NAME_PARTS))
    if not primary:
        # An entry is never called by its aliases alone.
        return
    yield ListedName(primary, "primary", script=script(primary))
    original = text_of(element, "NAME_ORIGINAL_SCRIPT")
    if match := _TRANSLITERATED.fullmatch(original):
        # The name of the language, in brackets.
        original = match[1].strip()
    yield ListedName(original, "native", script=script(original))
    for alias in element.iterchildren("{*}INDIVIDUAL_ALIAS", "{*}ENTITY_ALIAS"):
        yield from _alias(alias)


def _alias(alias: etree._Element) -> Iterator[ListedName]:
    quality, note = text_of(alias, "QUALITY"), text_of(alias, "NOTE")
    kind: NameKind = "former" if quality.lower() == "f.k.a." or _FORMER.match(note) else "aka"
    weak = quality.lower() == "low"
    for name in _spellings(text_of(alias, "ALIAS_NAME")):
        yield ListedName(name, kind, weak, script(name))
    if (written := _WRITTEN.search(note)) and script(written[1]) != "Latn":
        yield ListedName(written[1], "native", weak, script(written[1]))


def _spellings(text: str) -> Iterator[str]:
    """Give the names of one cell: `A; B` is two, and an Arabic name with `(A; B)` after it is three."""
    match = _TRANSLITERATED.fullmatch(text)
    if match and script(match[1]) not in ("", "Latn") and script(match[2]) == "Latn":
        yield match[1].strip()
        text = match[2]
    if "(" in text:
        yield text
    else:
        yield from (name.strip() for name in text.split(";"))


def _documents(element: etree._Element) -> Iterator[ListedIdentifier]:
    for document in element.iterchildren("{*}INDIVIDUAL_DOCUMENT"):
        number = text_of(document, "NUMBER")
        if number:
            country = text_of(document, "ISSUING_COUNTRY") or text_of(document, "COUNTRY_OF_ISSUE")
            yield ListedIdentifier(_scheme(document), number, country)


def _scheme(document: etree._Element) -> str:
    kind = f"{text_of(document, 'TYPE_OF_DOCUMENT2')} {text_of(document, 'TYPE_OF_DOCUMENT')}".lower()
    if re.search(r"passe?port|pasaporte", kind):
        return "passport"
    if re.search(r"identi|national", kind):
        return "national-id"
    return "document"
