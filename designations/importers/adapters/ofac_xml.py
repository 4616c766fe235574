"""OFAC's lists in XML: the sdn.xml schema in its two namespaces, and the ENHANCED_XML export.

Which of the two a file is, its root says. Elements are known by their local names: OFAC moved the sdn.xml
schema from one namespace to another early in 2024 and changed nothing else in it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.english_dates import american_date, english_date
from designations.importers.adapters.names import listed_name, without_repetition
from designations.importers.adapters.ofac_enhanced import read_enhanced
from designations.importers.adapters.ofac_identifiers import identifier
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

ROLES = ("main",)

_KINDS: dict[str, EntityKind] = {
    "entity": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read a file of either schema.

    Option 'filters', for ENHANCED_XML only: the filters with which the feed's exports are made, such as
    {"sanctionsPrograms": ["IRGC"]}. A file made with others is refused: what they leave out is not delisted.
    """
    path = file_of(files)
    records = read_records(
        path,
        roots=("sdnList", "sanctionsData"),
        records=("publshInformation", "sdnEntry", "publicationInfo", "entity"),
    )
    if next(records).tag == "sanctionsData":
        return read_enhanced(records, name=path.name, options=options)
    return _read_sdn(records, name=path.name)


def _read_sdn(records: Iterator[Element], *, name: str) -> ListFile:
    about = next(records, None)
    if about is None or about.tag != "publshInformation":
        raise FileRefused(f"{name} does not begin with its date of publication (publshInformation).")
    dated = american_date(about.text("Publish_Date"))
    count = about.text("Record_Count")
    if dated is None or not (count.isascii() and count.isdigit() and len(count) < 10):
        raise FileRefused(
            f"{name}, line {about.line}: 'Publish_Date' is no MM/DD/YYYY or 'Record_Count' no number."
        )
    entries = (_entry(record, name=name) for record in records if record.tag == "sdnEntry")
    return ListFile(
        entries=counted_entries(entries, name=name, claimed=int(count)), dated=dated, counted=int(count)
    )


def _entry(record: Element, *, name: str) -> ListedEntry:
    uid = record.text("uid")
    if not uid:
        raise FileRefused(f"{name}, line {record.line}: an entry without 'uid'.")
    names = tuple(_names(record))
    if not names[0].name:
        raise FileRefused(f"{name}, line {record.line}: the entry {uid[:40]} has no name.")
    numbers = (
        identifier(one.text("idType"), one.text("idNumber"), one.text("idCountry"))
        for one in record.children("idList", "id")
    )
    call_sign = record.text("vesselInfo", "callSign")
    births = (english_date(one.text()) for one in record.children(*_BIRTH))
    return ListedEntry(
        reference=uid,
        names=without_repetition(names),
        kind=_KINDS.get(record.text("sdnType").lower(), "other"),
        programmes=_texts(record, "programList", "program"),
        births=tuple(dict.fromkeys(born for born in births if born)),
        identifiers=tuple(
            dict.fromkeys(
                [
                    *([ListedIdentifier("call-sign", call_sign)] if call_sign else []),
                    *(number for number in numbers if number),
                ]
            )
        ),
        countries=_countries(record),
        remarks=record.text("remarks"),
        row=record.flat(),
    )


_BIRTH = ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")


def _names(record: Element) -> Iterator[ListedName]:
    yield listed_name(_full_name(record), kind="primary")
    for alias in record.children("akaList", "aka"):
        yield listed_name(
            _full_name(alias),
            kind="former" if alias.text("type").lower() == "f.k.a." else "aka",
            weak=alias.text("category").lower() == "weak",
        )


def _full_name(element: Element) -> str:
    # As the CSV files write it: 'FAMILY NAME, Given Name'.
    return ", ".join(part for part in (element.text("lastName"), element.text("firstName")) if part)


def _countries(record: Element) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            (
                *_texts(record, "nationalityList", "nationality", "country"),
                *_texts(record, "citizenshipList", "citizenship", "country"),
                *_texts(record, "vesselInfo", "vesselFlag"),
                *_texts(record, "addressList", "address", "country"),
            )
        )
    )


def _texts(record: Element, *path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in record.children(*path) if (text := one.text())))
