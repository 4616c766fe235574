"""From periods to who listed first, who followed, who ended it: per jurisdiction, with what is not certain.

A jurisdiction counts while any of its lists holds the name in force; a suspension does not count. A beginning
or end known only within bounds counts for certain from the later bound, and may count from the earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from designations.text.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Spell:
    """One period on one list, as far as it matters here; bounds as in `Period`, `lo` None for open."""

    place: str
    list: Any
    status: str
    start_lo: date | None
    start_hi: date | None
    end_lo: date | None
    end_hi: date | None
    start: PartialDate | None
    end: PartialDate | None
    end_reason: str = ""
    opened_by: int | None = None
    closed_by: int | None = None
    url: str = ""

    @property
    def sure(self) -> tuple[date, date] | None:
        """From and to (exclusive) when it stood for certain."""
        if self.start_hi is None or self.status != "in_force":
            return None
        end = (self.end_lo or self.start_hi) if self.end_hi else date.max
        return (self.start_hi, end) if end > self.start_hi else None

    @property
    def possible(self) -> tuple[date, date]:
        """From and to (exclusive) when it may have stood; what is open below begins with time."""
        return self.start_lo or date.min, self.end_hi or date.max


Stretch = tuple[date, date]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches, in order, with those that touch or overlap made one."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif begin < end:
            found.append((begin, end))
    return found


def by_place(spells: Iterable[Spell]) -> dict[str, list[Spell]]:
    """The spells that may count, by jurisdiction."""
    found: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.status in ("in_force", "unknown"):
            found[spell.place].append(spell)
    return found


def first_of(spells: Sequence[Spell]) -> Spell:
    """The listing by which a jurisdiction is known to have begun; one of unknown beginning only for want."""
    return min(spells, key=lambda s: (s.start_hi is None, s.start_hi or date.max, s.start_lo or date.min))


def moves(
    places: dict[str, list[Spell]], *, until: date
) -> list[tuple[date, int, int, list[str], list[str]]]:
    """Each day on which a count changes: both counts from then on, and who came and went for certain.

    `date.min` stands for what may have been so since before anything known.
    """
    came: dict[date, list[str]] = defaultdict(list)
    went: dict[date, list[str]] = defaultdict(list)
    maybe: dict[date, int] = defaultdict(int)
    for place, spells in places.items():
        for begin, end in merged(filter(None, (spell.sure for spell in spells))):
            came[begin].append(place)
            went[end].append(place)
        for begin, end in merged(spell.possible for spell in spells):
            maybe[begin] += 1
            maybe[end] -= 1
    result, sure, possible = [], 0, 0
    for day in sorted({*came, *went, *maybe}):
        if day > until:
            break
        sure += len(came[day]) - len(went[day])
        possible += maybe[day]
        result.append((day, sure, possible, came[day], went[day]))
    return result


def endings(places: dict[str, list[Spell]], *, until: date) -> list[tuple[str, Spell]]:
    """The jurisdictions whose last list in force let go of the name, with the spell that ended, by day."""
    found = []
    for place, spells in places.items():
        for spell in spells:
            end = spell.end_hi
            if end is None or (spell.end_lo or end) > until:
                continue
            if not any(
                (other.start_hi or date.min) <= end and (other.end_hi is None or other.end_hi > end)
                for other in spells
            ):
                found.append((place, spell))
    return sorted(found, key=lambda pair: (pair[1].end_hi or date.max, pair[0]))
