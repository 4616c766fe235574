"""One sanctioned entity of the European Union's files, put together from parts whatever their format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from designations.importers.adapters.birth_dates import calendar, years
from designations.importers.adapters.checks import clean, distinct, script, sound, stated_date
from designations.importers.entries import EntityKind, ListedEntry, ListedIdentifier, ListedName
from designations.text.partial_dates import PartialDate

_KINDS: dict[str, EntityKind] = {
    "p": "person",
    "person": "person",
    "e": "organisation",
    "enterprise": "organisation",
}
_SCHEMES = {"passport": "passport", "id": "national-id"}
_TYPED_NUMBER = re.compile(r"(.*?)\s*\(([a-z]+)-[^()]*\)", re.DOTALL)
_ORIGINALS = ("", "en")
_UNKNOWN = frozenset({"", "00", "UNKNOWN"})


@dataclass(slots=True)
class Entity:
    """What the rows or elements of one entity add up to; `entry` makes it an entry of the list."""

    reference: str
    logical_id: str
    subject: str
    united_nations_id: str = ""
    names: list[ListedName] = field(default_factory=list)
    regulations: dict[str, date | None] = field(default_factory=dict)
    births: dict[PartialDate, None] = field(default_factory=dict)
    identifiers: dict[ListedIdentifier, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    row: dict[str, str] = field(default_factory=dict)

    def add_name(self, whole: str, parts: tuple[str, ...], *, language: str = "", weak: bool = False) -> None:
        """Add a name; where the file gives no whole one, its parts in their order."""
        name = clean(whole) or clean(" ".join(parts))
        self.names.append(ListedName(name, "aka", weak, script(name), clean(language).lower()))

    def add_regulation(self, programme: str, published: str, *, where: str) -> None:
        """Add a legal basis: its programme, and when it was published. The earliest day counts."""
        programme = clean(programme)
        if not programme:
            return
        day = (
            stated_date(clean(published), what=f"{where}: the publication date") if clean(published) else None
        )
        known = self.regulations.get(programme)
        self.regulations[programme] = min(filter(None, (known, day)), default=None)

    def add_birth(self, known: PartialDate | None) -> None:
        """Add a date of birth, if there is one."""
        if known is not None:
            self.births[known] = None

    def add_identifier(self, number: str, *, kind: str = "", country: str = "") -> None:
        """Add a document. Older formats write its kind after it: `A12 (passport-National passport)`."""
        typed = _TYPED_NUMBER.match(number)
        if typed and not kind:
            number, kind = typed[1], typed[2]
        number, country = clean(number), clean(country)
        if number and number.upper() not in ("UNKNOWN", "N/A"):
            scheme = _SCHEMES.get(kind.lower(), clean(kind).lower() or "document")
            self.identifiers[ListedIdentifier(scheme, number, "" if country in _UNKNOWN else country)] = None

    def add_country(self, code: str) -> None:
        """Add a citizenship, by the code that the format uses."""
        if clean(code) not in _UNKNOWN:
            self.countries[clean(code)] = None

    def add_remark(self, remark: str | None) -> None:
        """Add a remark on the entity; older formats write a line break as a backslash and an n."""
        text = (remark or "").replace("\\n", "\n").strip()
        if text:
            self.remarks[text] = None

    def entry(self, *, where: str) -> ListedEntry:
        """Return the entry, or raise FileRefused if it lacks its reference or name.

        The files name the legal basis that holds, often a later amendment, and not the act that listed the
        entity: it was listed on or before the day on which that was published.
        """
        listed = tuple(
            (programme, PartialDate.before(day))
            for programme, day in self.regulations.items()
            if day is not None
        )
        ids = (("logical_id", self.logical_id), ("united_nation_id", self.united_nations_id))
        return sound(
            ListedEntry(
                reference=self.reference or self.logical_id,
                names=_with_primary(distinct(self.names)),
                kind=_KINDS.get(self.subject.lower(), "other"),
                programmes=tuple(self.regulations),
                other_ids=tuple((scheme, value) for scheme, value in ids if value),
                listed_on=listed[0][1] if len(self.regulations) == 1 and listed else None,
                listed_by_programme=listed,
                births=tuple(self.births),
                identifiers=tuple(self.identifiers),
                countries=tuple(self.countries),
                remarks="\n".join(self.remarks),
                row=self.row,
            ),
            where=where,
        )


def _with_primary(names: tuple[ListedName, ...]) -> tuple[ListedName, ...]:
    """Call one name primary and put it first: the first strong one that is no translation, else the first."""
    if not names:
        return names
    original = (one for one in names if one.language in _ORIGINALS and not one.weak)
    primary = next(original, names[0])
    return (replace(primary, kind="primary"), *(one for one in names if one is not primary))


def written_birth(text: str) -> PartialDate | None:
    """Read a date of birth of older formats: `1963-05-01`, `1963 (approximative)`, `1963 - 1968 (...)`."""
    plain, approximate = re.subn(r"\s*\(approximative\)", "", clean(text))
    if match := re.fullmatch(r"(\d{4}) ?- ?(\d{4})", plain, re.ASCII):
        return years(match[1], match[2])
    return calendar(plain, approximate=bool(approximate))


def told_birth(told: dict[str, str]) -> PartialDate | None:
    """Read a date of birth of version 1.1, told in fields; None in any but the Gregorian calendar."""
    if told.get("calendartype", "").upper() not in ("", "GREGORIAN"):
        return None
    first, last = told.get("yearrangefrom", ""), told.get("yearrangeto", "")
    if first or last:
        return years(first, last)
    approximate = told.get("circa", "").lower() == "true"
    year, month = told.get("year", ""), told.get("month", "")
    if told.get("birthdate"):
        return calendar(told["birthdate"], approximate=approximate)
    if year and month.isdecimal() and not approximate:
        return calendar(f"{year}-{int(month):02}")
    return calendar(year)
