"""What OFAC's CSV files say in the remarks: births, documents, states, weak aliases, links.

Remarks are one text, cut into pieces by semicolons. A piece that is not of a known form is left alone: the
whole text stays in the entry.
"""

import re
from dataclasses import dataclass, field

from designations.importers.adapters.checks import clean, script
from designations.importers.adapters.english_dates import english_date
from designations.importers.adapters.ofac_identifiers import identifier_in_remark
from designations.importers.entries import ListedIdentifier, ListedName, NameKind
from designations.text.partial_dates import PartialDate

# The column holds no more; the rest stands in the file of comments.
CUT_AT = 1000
_LONGEST_PIECE = 500
_BORN = re.compile(r"(?:alt\. )?DOB (.+)")
# Not 'nationality possibly ...' nor 'nationality None Identified'.
_STATE = re.compile(r"(?:alt\. )?(?:nationality|citizen) (?:Region: )?(?!None\b)([A-Z].+)")
_LINK = re.compile(r"(?:alt\. )?Linked To: ?(.+)")
# OFAC's strong aliases are rows of alt.csv; the weak ones stand here, in quotes.
_WEAK_ALIAS = re.compile(r"(?:alt\. )?([afn])\.k\.a\. '(.+)'")


@dataclass(slots=True)
class Remarks:
    """The parts of the remarks that have a known form, in their order."""

    births: list[PartialDate] = field(default_factory=list)
    identifiers: list[ListedIdentifier] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    names: list[ListedName] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_remarks(text: str, *, cut: bool = False) -> Remarks:
    """Read the remarks. With `cut` the last piece is incomplete, and is not read."""
    found = Remarks()
    pieces = re.split(r";\s*", text)
    if cut:
        pieces.pop()
    elif not _ends_with_abbreviation(pieces[-1]):
        pieces[-1] = pieces[-1].removesuffix(".")
    for piece in map(str.strip, pieces):
        if len(piece) <= _LONGEST_PIECE:
            _read(piece, found)
    return found


def _read(piece: str, found: Remarks) -> None:
    if match := _BORN.fullmatch(piece):
        born = english_date(match[1])
        if born is not None:
            found.births.append(born)
    elif match := _STATE.fullmatch(piece):
        found.countries.append(match[1])
    elif match := _LINK.fullmatch(piece):
        found.links.append(match[1])
    elif match := _WEAK_ALIAS.fullmatch(piece):
        name = clean(match[2])
        kind: NameKind = "former" if match[1] == "f" else "aka"
        found.names.append(ListedName(name, kind, weak=True, script=script(name)))
    elif number := identifier_in_remark(piece):
        found.identifiers.append(number)


def _ends_with_abbreviation(piece: str) -> bool:
    # 'Linked To: YUSONG SHIPPING CO.' ends both the name and the sentence: the point belongs to the name.
    return (
        _LINK.fullmatch(piece) is not None
        and re.search(r"\b(?:\w\.\w|CO|LTD|INC|CORP)\.$", piece) is not None
    )
