"""The European Union's financial sanctions in XML: version 1.1 (`export`), and `WHOLE` until 2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import clean, stated_date
from designations.importers.adapters.eu_entity import Entity, told_birth, written_birth
from designations.importers.adapters.xml_stream import elements, raw_row, root_of, text_of
from designations.importers.entries import FileRefused, ListedEntry, ListFile

# Said in the remark, of an entity that more than one regime names.
_ALSO_IN = re.compile(r"in regime [^,]*? of programme (\w+)")
_BIRTH_FIELDS = {"monthOfYear": "month"}


def read_xml(path: Path) -> ListFile:
    """Open either format, told apart by the root element."""
    root, attributes = root_of(path)
    if root == "export":
        return _file(_version_1_1(path), attributes.get("generationDate", ""))
    if root == "WHOLE":
        return _file(_whole(path), attributes.get("Date", ""))
    raise FileRefused(f"The root element is {root[:60]}, neither export nor WHOLE.")


def _file(entries: Iterator[ListedEntry], generated: str) -> ListFile:
    dated = stated_date(generated, what="The date of the file") if generated else None
    return ListFile(entries=entries, dated=dated)


def _version_1_1(path: Path) -> Iterator[ListedEntry]:
    for element in elements(path, entries={"sanctionEntity": ("export",)}):
        entity = Entity(
            reference=clean(element.get("euReferenceNumber")),
            logical_id=clean(element.get("logicalId")),
            subject=_attribute(element.find("{*}subjectType"), "code"),
            united_nations_id=clean(element.get("unitedNationId")),
            row=raw_row(element),
        )
        where = f"Line {element.sourceline}: sanctionEntity {entity.logical_id[:40]}"
        _fill_1_1(entity, element, where=where)
        yield entity.entry(where=where)


def _fill_1_1(entity: Entity, element: etree._Element, *, where: str) -> None:
    for one in element.iterchildren("{*}regulation"):
        entity.add_regulation(_attribute(one, "programme"), _attribute(one, "publicationDate"), where=where)
    for one in element.iterchildren("{*}nameAlias"):
        entity.add_name(
            _attribute(one, "wholeName"),
            tuple(_attribute(one, part) for part in ("firstName", "middleName", "lastName")),
            language=_attribute(one, "nameLanguage"),
            weak=_attribute(one, "strong").lower() == "false",
        )
    for one in element.iterchildren("{*}birthdate"):
        told = {
            _BIRTH_FIELDS.get(str(key), str(key)).lower(): str(value) for key, value in one.attrib.items()
        }
        entity.add_birth(told_birth(told))
    for one in element.iterchildren("{*}identification"):
        entity.add_identifier(
            _attribute(one, "number") or _attribute(one, "latinNumber"),
            kind=_attribute(one, "identificationTypeCode"),
            country=_attribute(one, "countryIso2Code"),
        )
    for one in element.iterchildren("{*}citizenship"):
        entity.add_country(_attribute(one, "countryIso2Code"))
    for one in element.iterchildren("{*}remark"):
        entity.add_remark(one.text)


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else clean(element.get(name))


def _whole(path: Path) -> Iterator[ListedEntry]:
    for element in elements(path, entries={"ENTITY": ("WHOLE",)}):
        logical_id = clean(element.get("Id"))
        entity = Entity("", logical_id, _attribute(element, "Type"), row=raw_row(element))
        where = f"Line {element.sourceline}: ENTITY {logical_id[:40]}"
        entity.add_regulation(_attribute(element, "programme"), _attribute(element, "reg_date"), where=where)
        for programme in _ALSO_IN.findall(_attribute(element, "remark")):
            entity.add_regulation(programme, "", where=where)
        entity.add_remark(element.get("remark"))
        for one in element.iterchildren("{*}NAME"):
            entity.add_name(
                text_of(one, "WHOLENAME"),
                tuple(text_of(one, part) for part in ("FIRSTNAME", "MIDDLENAME", "LASTNAME")),
                language=text_of(one, "LANGUAGE"),
            )
        for one in element.iterchildren("{*}BIRTH"):
            entity.add_birth(written_birth(text_of(one, "DATE")))
        for one in element.iterchildren("{*}PASSPORT"):
            entity.add_identifier(text_of(one, "NUMBER"), country=text_of(one, "COUNTRY"))
        for one in element.iterchildren("{*}CITIZEN"):
            entity.add_country(text_of(one, "COUNTRY"))
        yield entity.entry(where=where)
