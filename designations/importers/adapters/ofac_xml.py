"""OFAC's lists in XML: the sdn.xml schema in its two namespaces, and the ENHANCED_XML export.

Which of the two a file is, its root says. OFAC moved the sdn.xml schema from one namespace to another early
in 2024 and changed nothing else in it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import distinct, main_file, script, sound
from designations.importers.adapters.english_dates import american_date, english_date
from designations.importers.adapters.ofac_enhanced import read_enhanced
from designations.importers.adapters.ofac_identifiers import identifier
from designations.importers.adapters.xml_paths import inside, row_of, text_at, texts_at
from designations.importers.adapters.xml_stream import elements, local_name, root_of
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
    path = main_file(files)
    root, _ = root_of(path)
    if root == "sanctionsData":
        return read_enhanced(path, options=options)
    if root != "sdnList":
        raise FileRefused(f"The root element is {root[:80]}, not sdnList or sanctionsData.")
    found = elements(path, entries={"publshInformation": ("sdnList",), "sdnEntry": ("sdnList",)})
    about = next(found)
    dated = american_date(text_at(about, "Publish_Date"))
    count = text_at(about, "Record_Count")
    if local_name(about) != "publshInformation" or dated is None:
        raise FileRefused("The file does not begin with its date, Publish_Date, as MM/DD/YYYY.")
    if not (count.isascii() and count.isdigit() and len(count) < 10):
        raise FileRefused(f"Record_Count is no number: '{count[:40]}'.")
    return ListFile(entries=_entries(found, claimed=int(count)), dated=dated, counted=int(count))


def _entries(found: Iterator[etree._Element], *, claimed: int) -> Iterator[ListedEntry]:
    count = 0
    for element in found:
        if local_name(element) != "sdnEntry":
            raise FileRefused(f"Line {element.sourceline}: a second publshInformation.")
        count += 1
        yield _entry(element)
    if not count:
        raise FileRefused("The file holds no entries.")
    if count != claimed:
        raise FileRefused(f"The file says that it holds {claimed} entries, and holds {count}.")


def _entry(element: etree._Element) -> ListedEntry:
    row = row_of(element)
    births = map(english_date, texts_at(element, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth"))
    entry = ListedEntry(
        reference=text_at(element, "uid"),
        names=distinct(_names(element)) if _full_name(element) else (),
        kind=_KINDS.get(text_at(element, "sdnType").lower(), "other"),
        programmes=texts_at(element, "programList", "program"),
        births=tuple(dict.fromkeys(filter(None, births))),
        identifiers=tuple(dict.fromkeys(_identifiers(element))),
        countries=tuple(
            dict.fromkeys(
                (
                    *texts_at(element, "nationalityList", "nationality", "country"),
                    *texts_at(element, "citizenshipList", "citizenship", "country"),
                    *texts_at(element, "vesselInfo", "vesselFlag"),
                    *texts_at(element, "addressList", "address", "country"),
                )
            )
        ),
        remarks=text_at(element, "remarks"),
        row=row,
    )
    return sound(entry, where=f"Line {element.sourceline}: sdnEntry {entry.reference[:40]}")


def _names(element: etree._Element) -> Iterator[ListedName]:
    name = _full_name(element)
    yield ListedName(name, "primary", script=script(name))
    for alias in inside(element, "akaList", "aka"):
        name = _full_name(alias)
        yield ListedName(
            name,
            "former" if text_at(alias, "type").lower() == "f.k.a." else "aka",
            weak=text_at(alias, "category").lower() == "weak",
            script=script(name),
        )


def _full_name(element: etree._Element) -> str:
    # As the CSV files write it: 'FAMILY NAME, Given Name'.
    return ", ".join(filter(None, (text_at(element, "lastName"), text_at(element, "firstName"))))


def _identifiers(element: etree._Element) -> Iterator[ListedIdentifier]:
    call_sign = text_at(element, "vesselInfo", "callSign")
    if call_sign:
        yield ListedIdentifier("call-sign", call_sign)
    for one in inside(element, "idList", "id"):
        number = identifier(text_at(one, "idType"), text_at(one, "idNumber"), text_at(one, "idCountry"))
        if number is not None:
            yield number
