"""OFAC's ENHANCED_XML export of the Sanctions List Service: names per script, dates of listing, relations."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from designations.importers.adapters.checks import distinct, script, sound
from designations.importers.adapters.english_dates import english_date, iso_day
from designations.importers.adapters.ofac_identifiers import identifier
from designations.importers.adapters.xml_paths import (
    attribute,
    inside,
    row_of,
    text_at,
    texts_at,
    whole_text,
)
from designations.importers.adapters.xml_stream import elements, local_name
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedEntry,
    ListedIdentifier,
    ListedName,
    ListFile,
    NameKind,
)
from designations.text.partial_dates import PartialDate

_KINDS: dict[str, EntityKind] = {
    "entity": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_SCRIPTS = {
    "Latin": "Latn",
    "Arabic": "Arab",
    "Cyrillic": "Cyrl",
    "Chinese Simplified": "Hans",
    "Chinese Traditional": "Hant",
}
_STATES = ("Nationality Country", "Citizenship Country", "Vessel Flag")
# Every export names the lists that it is of: no filter, unless the feed says so.
_LISTS = "sanctionsLists"
_KEYS_OF_THE_SCHEMA = ("@refId", "@featureTypeId", "@featureVersionId", "@nameId", "@nameTranslationId")


def read_enhanced(path: Path, *, options: Mapping[str, object]) -> ListFile:
    """Read an export; `options` as in `ofac_xml.read`. Raises FileRefused."""
    found = elements(
        path, entries={"publicationInfo": ("sanctionsData",), "entity": ("entities", "sanctionsData")}
    )
    about = next(found)
    dated = iso_day(text_at(about, "dataAsOf"))
    if local_name(about) != "publicationInfo" or dated is None:
        raise FileRefused("The file does not begin with its date, publicationInfo/dataAsOf.")
    _check_filters(about, wanted=_filters_wanted(options))
    return ListFile(entries=_entries(found), dated=dated)


def _entries(found: Iterator[etree._Element]) -> Iterator[ListedEntry]:
    element = None
    for element in found:
        if local_name(element) != "entity":
            raise FileRefused(f"Line {element.sourceline}: a second publicationInfo.")
        yield _entry(element)
    if element is None:
        raise FileRefused("The file holds no entries.")


def _filters_wanted(options: Mapping[str, object]) -> dict[str, set[str]]:
    filters = options.get("filters", {})
    if not isinstance(filters, Mapping):
        raise FileRefused(f"The feed's option 'filters' is {filters!r}, not names of filters with values.")
    return {
        str(name): {values} if isinstance(values, str) else set(map(str, values))
        for name, values in filters.items()
        if isinstance(values, Collection)
    }


def _check_filters(about: etree._Element, *, wanted: Mapping[str, set[str]]) -> None:
    made_with = {
        local_name(one): set(map(whole_text, one)) or {whole_text(one)}
        for one in inside(about, "filters", "*")
        if whole_text(one)
    }
    if _LISTS not in wanted:
        made_with.pop(_LISTS, None)
    if made_with != wanted:
        raise FileRefused(
            f"The file is an export filtered by {_told(made_with)}; the feed expects one filtered by "
            f"{_told(wanted)}. What a filter leaves out is not delisted."
        )


def _told(filters: Mapping[str, set[str]]) -> str:
    return "; ".join(f"{one} {', '.join(sorted(filters[one]))}" for one in sorted(filters)) or "nothing"


def _entry(element: etree._Element) -> ListedEntry:
    raw = row_of(element)
    published = [
        day
        for one in inside(element, "sanctionsLists", "sanctionsList")
        if (day := iso_day(attribute(one, "datePublished")))
    ]
    names = distinct(_names(element))
    identity = text_at(element, "generalInfo", "identityId")
    entry = ListedEntry(
        reference=attribute(element, "id"),
        # Without a primary name there is none to call the entry by.
        names=names if names and names[0].kind == "primary" else (),
        kind=_KINDS.get(text_at(element, "generalInfo", "entityType").lower(), "other"),
        programmes=texts_at(element, "sanctionsPrograms", "sanctionsProgram"),
        other_ids=(("identity", identity),) if identity else (),
        listed_on=PartialDate.day(min(published)) if published else None,
        births=tuple(dict.fromkeys(_births(element))),
        identifiers=tuple(dict.fromkeys(_identifiers(element))),
        countries=tuple(
            dict.fromkeys(
                (
                    *(text_at(one, "value") for one in _features(element, *_STATES) if text_at(one, "value")),
                    *texts_at(element, "addresses", "address", "country"),
                )
            )
        ),
        remarks=text_at(element, "generalInfo", "remarks"),
        row={path: text for path, text in raw.items() if not path.endswith(_KEYS_OF_THE_SCHEMA)},
    )
    return sound(entry, where=f"Line {element.sourceline}: entity {entry.reference[:40]}")


def _names(element: etree._Element) -> Iterator[ListedName]:
    # The primary name first, whatever the order in the file.
    for name in sorted(inside(element, "names", "name"), key=_secondary):
        own: NameKind = "former" if text_at(name, "aliasType").upper() == "F.K.A." else "aka"
        if not _secondary(name):
            own = "primary"
        for written in sorted(inside(name, "translations", "translation"), key=_secondary):
            text = text_at(written, "formattedFullName") or text_at(written, "formattedLastName")
            yield ListedName(
                text,
                "native" if _secondary(written) else own,
                weak=text_at(name, "isLowQuality").lower() == "true",
                script=_SCRIPTS.get(text_at(written, "script")) or script(text),
            )


def _secondary(element: etree._Element) -> bool:
    return text_at(element, "isPrimary").lower() != "true"


def _features(element: etree._Element, *labels: str) -> Iterator[etree._Element]:
    for one in inside(element, "features", "feature"):
        if not labels or text_at(one, "type") in labels:
            yield one


def _births(element: etree._Element) -> Iterator[PartialDate]:
    for feature in _features(element, "Birthdate"):
        born = english_date(text_at(feature, "value")) or _span(feature)
        if born is not None:
            yield born


def _span(feature: etree._Element) -> PartialDate | None:
    first = iso_day(text_at(feature, "valueDate", "fromDateBegin"))
    last = iso_day(text_at(feature, "valueDate", "toDateEnd"))
    if first is None or last is None or first > last:
        return None
    return PartialDate.day(first) if first == last else PartialDate.between(first, last)


def _identifiers(element: etree._Element) -> Iterator[ListedIdentifier]:
    numbers = [
        *(
            identifier(text_at(one, "type"), text_at(one, "documentNumber"), text_at(one, "issuingCountry"))
            for one in inside(element, "identityDocuments", "identityDocument")
        ),
        *(identifier(text_at(one, "type"), text_at(one, "value")) for one in _features(element)),
    ]
    yield from (number for number in numbers if number is not None)
