"""Entities by lists as rows of cells, with who came first and how much later the others did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from designations.models import DesignationList, Period
from designations.text.partial_dates import PartialDate
from designations.web.cards import ListLink
from designations.web.matrix import Line
from designations.web.present.lags import Bounds, lag, surely_before
from designations.web.states import State


@dataclass(frozen=True, slots=True)
class Cell:
    """How an entity stands on one list; `state` is None where nothing is recorded between the two.

    `since` is when it was first listed there, `by` the day by which, where that is all that is known, and
    `order` says who came first, or how much later this list came.
    """

    list: ListLink
    state: State | None
    since: PartialDate | None = None
    by: PartialDate | None = None
    order: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One entity with a cell for each list."""

    slug: str
    name: str
    number: int
    cells: Sequence[Cell]


Firsts = Mapping[tuple[int, int], Period]


def matrix_rows(
    lines: Sequence[Line], *, lists: Sequence[DesignationList], link: Callable[[DesignationList], ListLink],
    firsts: Firsts,
) -> list[Row]:  # fmt: skip
    """The lines as rows, in the order they come."""
    links = [(row.pk, link(row)) for row in lists]
    return [_row(line, links=links, firsts=firsts) for line in lines]


def bounds_of(period: Period) -> Bounds:
    """The days between which a listing began."""
    return Bounds(period.start_lo, period.start_hi)


def first_of(begun: Mapping[int, Bounds]) -> tuple[int | None, bool]:
    """The key of the list that came first, and whether that is certain; None where nobody can say."""
    known = {key: days for key, days in begun.items() if days.hi is not None}
    if len(begun) < 2 or not known:
        return None, False
    first = min(known, key=lambda key: (known[key].hi, known[key].lo is None, known[key].lo))
    others = [days for key, days in begun.items() if key != first]
    return first, all(surely_before(known[first], other) for other in others)


def _row(line: Line, *, links: Sequence[tuple[int, ListLink]], firsts: Firsts) -> Row:
    own = {key: firsts[line.pk, key] for key, _ in links if (line.pk, key) in firsts}
    begun = {key: bounds_of(period) for key, period in own.items()}
    first, certain = first_of(begun)
    cells = []
    for key, link in links:
        period = own.get(key)
        start = PartialDate.parse(period.start) if period and period.start else None
        by = PartialDate.day(period.start_hi) if period and not period.start and period.start_hi else None
        order = _order(key, begun, first=first, certain=certain) if period else ""
        cells.append(Cell(link, line.states.get(key), start, by, order, is_first=key == first and certain))
    return Row(line.slug, line.name, line.number, cells)


def _order(key: int, begun: Mapping[int, Bounds], *, first: int | None, certain: bool) -> str:
    if first is None:
        return ""
    if key == first:
        if certain:
            return gettext("first")
        together = [days for other, days in begun.items() if other != key and days == begun[key]]
        others = [days for other, days in begun.items() if other != key and days != begun[key]]
        if begun[key].is_exact and together and all(surely_before(begun[key], days) for days in others):
            return gettext("first, with another")
        return gettext("perhaps first")
    return lag(begun[first], begun[key]) or gettext("perhaps earlier")
