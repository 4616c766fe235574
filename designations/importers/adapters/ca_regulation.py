"""Canada's list of entities under the Criminal Code: SOR/2002-284, in XML from the Justice Laws site.

One `Item` is one entity. Its `lims:fid` is permanent within a language; the English and the French text have
different ones, so that a feed follows one of the two. `lims:id` is that of the wording.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from designations.importers.adapters.ca_sentence import Span, names_in
from designations.importers.adapters.checks import main_file, sound, stated_date
from designations.importers.adapters.english_dates import iso_day
from designations.importers.adapters.xml_paths import attribute, inside, whole_text
from designations.importers.adapters.xml_stream import elements, local_name, root_of
from designations.importers.entries import FileRefused, ListedEntry, ListFile
from designations.text.partial_dates import PartialDate

ROLES = ("main",)

PROGRAMME = "listed"
_LONGEST_SENTENCE = 50_000
_REGULATION = ("SOR/2002-284", "DORS/2002-284")
_WHERE = {
    "InstrumentNumber": ("Identification", "Regulation"),
    "Item": ("List", "Section", "Body", "Regulation"),
}


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Read the regulation in either language.

    Option 'persons': the references of entries that are people; the regulation does not say which are.
    """
    path = main_file(files)
    root, attributes = root_of(path)
    if root != "Regulation":
        raise FileRefused(f"The root element is {root[:80]}, not Regulation.")
    dated = stated_date(attributes.get("current-date", ""), what="lims:current-date")
    found = elements(path, entries=_WHERE)
    number = next(found)
    if local_name(number) != "InstrumentNumber" or whole_text(number) not in _REGULATION:
        raise FileRefused(f"The file is not {' or '.join(_REGULATION)}, but '{whole_text(number)[:40]}'.")
    persons = options.get("persons", ())
    known = set(persons) if isinstance(persons, Collection) else set()
    return ListFile(entries=_entries(found, language=attributes.get("lang", ""), persons=known), dated=dated)


def _entries(
    found: Iterator[etree._Element], *, language: str, persons: Collection[object]
) -> Iterator[ListedEntry]:
    item = None
    for item in found:
        if local_name(item) != "Item":
            raise FileRefused(f"Line {item.sourceline}: a second InstrumentNumber.")
        yield _entry(item, language=language, persons=persons)
    if item is None:
        raise FileRefused("The file holds no entries.")


def _entry(item: etree._Element, *, language: str, persons: Collection[object]) -> ListedEntry:
    reference, wording = attribute(item, "fid"), attribute(item, "id")
    sentence, foreign = _sentence(item)
    if len(sentence) > _LONGEST_SENTENCE:
        raise FileRefused(f"Line {item.sourceline}: an Item of {len(sentence)} characters.")
    attributes = {f"lims:{etree.QName(key).localname}": str(value) for key, value in item.attrib.items()}
    entry = ListedEntry(
        reference=reference,
        names=names_in(sentence, language=language, foreign=foreign),
        kind="person" if reference in persons else "organisation",
        programmes=(PROGRAMME,),
        other_ids=(("lims:id", wording),) if wording else (),
        listed_on=_listed_on(item),
        remarks=sentence,
        row={"Text": sentence, **attributes},
    )
    return sound(entry, where=f"Line {item.sourceline}: Item {reference[:40]}")


def _listed_on(item: etree._Element) -> PartialDate | None:
    """Return the day on which the entry came into force, as far as the file tells it.

    `lims:inforce-start-date` is that of the wording. It is the day of the listing if this is the first
    wording (`lims:id` is `lims:fid`) and it is later than that of the list around it, which was replaced as
    a whole on its day. Otherwise the entry may be much older.
    """
    day = iso_day(attribute(item, "inforce-start-date"))
    if day is None:
        return None
    around = item.getparent()
    whole = iso_day(attribute(around, "inforce-start-date")) if around is not None else None
    if attribute(item, "id") == attribute(item, "fid") and whole is not None and whole < day:
        return PartialDate.day(day)
    return PartialDate.before(day)


def _sentence(item: etree._Element) -> tuple[str, list[Span]]:
    """Return the text of the item, white space collapsed, and the stretches in another language."""
    sentence, foreign = "", list[Span]()

    def add(piece: str | None, language: str = "") -> None:
        nonlocal sentence
        words = " ".join((piece or "").split())
        if piece and piece[0].isspace() and sentence and not sentence.endswith(" "):
            sentence += " "
        start = len(sentence)
        sentence += words
        if language:
            foreign.append((start, len(sentence), language))
        if piece and words and piece[-1].isspace():
            sentence += " "

    def walk(element: etree._Element, language: str) -> None:
        add(element.text, language)
        for child in element:
            spoken = attribute(child, "lang") if local_name(child) == "Language" else ""
            walk(child, spoken or language)
            add(child.tail, language)

    for block in inside(item, "Text"):
        walk(block, "")
        add(" ")
    return sentence.strip(), foreign
