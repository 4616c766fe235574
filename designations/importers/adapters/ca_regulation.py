"""Canada's list of entities under the Criminal Code: SOR/2002-284, in XML from the Justice Laws site.

One `Item` is one entity. Its `lims:fid` is permanent within a language; the English and the French text have
different ones, so that a feed follows one of the two. `lims:id` is that of the wording.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from designations.importers.adapters.ca_sentence import Span, names_in
from designations.importers.adapters.english_dates import iso_day
from designations.importers.adapters.opening import counted_entries, file_of
from designations.importers.adapters.xml_records import Element, read_records
from designations.importers.entries import EntityKind, FileRefused, ListedEntry, ListFile
from designations.text.partial_dates import PartialDate

ROLES = ("main",)

PROGRAMME = "listed"
_REGULATION = ("SOR/2002-284", "DORS/2002-284")


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read the regulation in either language.

    Option 'persons': the references of entries that are people; the regulation does not say which are.
    """
    path = file_of(files)
    records = read_records(path, roots=("Regulation",), records=("InstrumentNumber", "Item"))
    root, number = next(records), next(records, None)
    if number is None or number.tag != "InstrumentNumber" or number.text() not in _REGULATION:
        found = number.text()[:40] if number is not None and number.tag == "InstrumentNumber" else "nothing"
        raise FileRefused(
            f"{path.name} is not {' or '.join(_REGULATION)}: its 'InstrumentNumber' is {found}."
        )
    dated = iso_day(root.attributes.get("current-date", ""))
    if dated is None:
        raise FileRefused(f"{path.name} has no date: 'lims:current-date' is missing or no date.")
    persons = options.get("persons", ())
    entries = _entries(
        records,
        language=root.attributes.get("lang", ""),
        persons=set(persons) if isinstance(persons, Collection) else set(),
        name=path.name,
    )
    return ListFile(entries=counted_entries(entries, name=path.name), dated=dated)


def _entries(
    records: Iterator[Element], *, language: str, persons: Collection[object], name: str
) -> Iterator[ListedEntry]:
    for item in records:
        if item.tag != "Item":
            continue
        reference = item.attributes.get("fid", "").strip()
        if not reference:
            raise FileRefused(f"{name}, line {item.line}: an 'Item' without 'lims:fid'.")
        sentence, foreign = _sentence(item)
        names = names_in(sentence, language=language, foreign=foreign)
        if not names:
            raise FileRefused(f"{name}, line {item.line}: the item {reference[:40]} has no name.")
        wording = item.attributes.get("id", "")
        kind: EntityKind = "person" if reference in persons else "organisation"
        yield ListedEntry(
            reference=reference,
            names=names,
            kind=kind,
            programmes=(PROGRAMME,),
            other_ids=(("lims:id", wording),) if wording else (),
            listed_on=_listed_on(item),
            remarks=sentence,
            row={"Text": sentence, **{f"lims:{key}": value for key, value in item.attributes.items()}},
        )


def _listed_on(item: Element) -> PartialDate | None:
    """Return the day on which the entry came into force, as far as the file tells it.

    `lims:inforce-start-date` is that of the wording. It is the day of the listing if this is the first
    wording (`lims:id` is `lims:fid`) and it is later than that of the list around it, which was replaced as
    a whole on its day. Otherwise the entry may be much older.
    """
    day = iso_day(item.attributes.get("inforce-start-date", ""))
    if day is None:
        return None
    whole = iso_day(item.parent.get("inforce-start-date", ""))
    first_wording = item.attributes.get("id") == item.attributes.get("fid")
    if first_wording and whole is not None and whole < day:
        return PartialDate.day(day)
    return PartialDate.before(day)


def _sentence(item: Element) -> tuple[str, list[Span]]:
    """Return the text of the item, white space collapsed, and the stretches in another language."""
    sentence, foreign = "", list[Span]()
    for block in item.children("Text"):
        for piece, within in block.strings():
            words = " ".join(piece.split())
            if piece[:1].isspace() and sentence and not sentence.endswith(" "):
                sentence += " "
            start = len(sentence)
            sentence += words
            if within.tag == "Language":
                foreign.append((start, len(sentence), within.attributes.get("lang", "")))
            if words and piece[-1].isspace():
                sentence += " "
        sentence = sentence.rstrip() + " "
    return sentence.strip(), foreign
