"""OFAC's ENHANCED_XML export of the Sanctions List Service: names per script, dates of listing, relations."""

from collections.abc import Collection, Iterator, Mapping

from designations.importers.adapters.english_dates import english_date, iso_day
from designations.importers.adapters.names import listed_name, without_repetition
from designations.importers.adapters.ofac_identifiers import identifier
from designations.importers.adapters.opening import counted_entries
from designations.importers.adapters.xml_records import Element
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
_KEYS_OF_THE_SCHEMA = ("refId", "featureTypeId", "featureVersionId", "nameId", "nameTranslationId")
# All lists are named in every export; which of them is no part of a filter unless the feed says so.
_LISTS = "sanctionsLists"


def read_enhanced(records: Iterator[Element], *, name: str, options: Mapping[str, object]) -> ListFile:
    """Read the records of an export; `options` as in `ofac_xml.read`. Raises FileRefused."""
    about = next(records, None)
    if about is None or about.tag != "publicationInfo":
        raise FileRefused(f"{name} does not begin with what it is made of (publicationInfo).")
    dated = iso_day(about.text("dataAsOf"))
    if dated is None:
        raise FileRefused(f"{name}, line {about.line}: 'dataAsOf' is no date.")
    _check_filters(about, wanted=_filters_wanted(options), name=name)
    entries = (_entry(record, name=name) for record in records if record.tag == "entity")
    return ListFile(entries=counted_entries(entries, name=name), dated=dated)


def _filters_wanted(options: Mapping[str, object]) -> dict[str, set[str]]:
    filters = options.get("filters", {})
    if not isinstance(filters, Mapping):
        raise FileRefused(f"The feed's option 'filters' is {filters!r}, not names of filters with values.")
    return {
        str(name): {values} if isinstance(values, str) else set(map(str, values))
        for name, values in filters.items()
        if isinstance(values, Collection)
    }


def _check_filters(about: Element, *, wanted: Mapping[str, set[str]], name: str) -> None:
    made_with = {
        one.tag: {value.text() for value in one.content if isinstance(value, Element)} or {one.text()}
        for block in about.children("filters")
        for one in block.content
        if isinstance(one, Element) and one.text()
    }
    if _LISTS not in wanted:
        made_with.pop(_LISTS, None)
    if made_with != wanted:
        raise FileRefused(
            f"{name} is an export filtered by {_told(made_with)}; the feed expects one filtered by "
            f"{_told(wanted)}. What a filter leaves out is not delisted."
        )


def _told(filters: Mapping[str, set[str]]) -> str:
    return "; ".join(f"{one} {', '.join(sorted(filters[one]))}" for one in sorted(filters)) or "nothing"


def _entry(record: Element, *, name: str) -> ListedEntry:
    reference = record.attributes.get("id", "").strip()
    if not reference:
        raise FileRefused(f"{name}, line {record.line}: an entity without 'id'.")
    names = without_repetition(_names(record))
    if not names:
        raise FileRefused(f"{name}, line {record.line}: the entity {reference[:40]} has no name.")
    published = [
        day
        for one in record.children("sanctionsLists", "sanctionsList")
        if (day := iso_day(one.attributes.get("datePublished", "")))
    ]
    identity = record.text("generalInfo", "identityId")
    return ListedEntry(
        reference=reference,
        names=names,
        kind=_KINDS.get(record.text("generalInfo", "entityType").lower(), "other"),
        programmes=tuple(
            dict.fromkeys(
                tag for one in record.children("sanctionsPrograms", "sanctionsProgram") if (tag := one.text())
            )
        ),
        other_ids=(("identity", identity),) if identity else (),
        listed_on=PartialDate.day(min(published)) if published else None,
        births=tuple(dict.fromkeys(_births(record))),
        identifiers=tuple(dict.fromkeys(_identifiers(record))),
        countries=tuple(dict.fromkeys(_countries(record))),
        remarks=record.text("generalInfo", "remarks"),
        row=record.flat(without=_KEYS_OF_THE_SCHEMA),
    )


def _names(record: Element) -> Iterator[ListedName]:
    # The primary name first, whatever the order in the file.
    for name in sorted(record.children("names", "name"), key=lambda one: not _is(one, "isPrimary")):
        own: NameKind = "former" if name.text("aliasType").upper() == "F.K.A." else "aka"
        if _is(name, "isPrimary"):
            own = "primary"
        for written in sorted(
            name.children("translations", "translation"), key=lambda one: not _is(one, "isPrimary")
        ):
            yield listed_name(
                written.text("formattedFullName") or written.text("formattedLastName"),
                kind=own if _is(written, "isPrimary") else "native",
                weak=_is(name, "isLowQuality"),
                script=_SCRIPTS.get(written.text("script"), ""),
            )


def _is(element: Element, flag: str) -> bool:
    return element.text(flag).lower() == "true"


def _features(record: Element) -> Iterator[tuple[str, Element]]:
    for one in record.children("features", "feature"):
        yield one.text("type"), one


def _births(record: Element) -> Iterator[PartialDate]:
    for label, feature in _features(record):
        if label == "Birthdate":
            born = english_date(feature.text("value")) or _span(feature)
            if born is not None:
                yield born


def _span(feature: Element) -> PartialDate | None:
    first = iso_day(feature.text("valueDate", "fromDateBegin"))
    last = iso_day(feature.text("valueDate", "toDateEnd"))
    if first is None or last is None or first > last:
        return None
    return PartialDate.day(first) if first == last else PartialDate.between(first, last)


def _identifiers(record: Element) -> Iterator[ListedIdentifier]:
    for one in record.children("identityDocuments", "identityDocument"):
        number = identifier(one.text("type"), one.text("documentNumber"), one.text("issuingCountry"))
        if number is not None:
            yield number
    for label, feature in _features(record):
        number = identifier(label, feature.text("value"))
        if number is not None:
            yield number


def _countries(record: Element) -> Iterator[str]:
    for label, feature in _features(record):
        if label in _STATES and feature.text("value"):
            yield feature.text("value")
    for one in record.children("addresses", "address", "country"):
        if one.text():
            yield one.text()
