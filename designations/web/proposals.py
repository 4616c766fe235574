"""What the page of proposals asks of the models: which are pending on a day, what answered the others, when.

A proposal is pending until an event of the record answers it. Today everything known counts; on an earlier
day only what had happened by then for certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import Greatest, RowNumber

from designations.models import Citation, EventKind, EventVersion, Resolution
from designations.models.event import EventVersionQuerySet, ResolutionQuerySet
from designations.models.event_fields import PROPOSALS, TRANSITIONS, Effect
from designations.web.fetch import add_citations, standing_events

LAW = "law"
WAYS = (*Effect.values, LAW)
# What each way of a proposal comes to when it is enacted.
ENACTED: dict[str, frozenset[str]] = {
    Effect.LIST: frozenset({EventKind.LISTED}),
    Effect.DELIST: frozenset({EventKind.DELISTED}),
    Effect.SUSPEND: frozenset({EventKind.SUSPENDED}),
    Effect.REINSTATE: frozenset({EventKind.REINSTATED}),
    Effect.AMEND: frozenset({EventKind.AMENDED}),
    LAW: frozenset({EventKind.LEGAL_CHANGED}),
}
STATEMENTS = 3
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked; `day` is None for today, `lists` for all, otherwise the keys of some."""

    known_at: int
    day: date | None = None
    lists: Sequence[int] | None = None
    way: str = ""


def pending(asked: Asked) -> EventVersionQuerySet:
    """The proposals that nothing had answered."""
    return _proposals(asked).filter(~Exists(_answers(asked).filter(event=OuterRef("event"))))


def ended(asked: Asked) -> EventVersionQuerySet:
    """The proposals that were answered."""
    return _proposals(asked).filter(Exists(_answers(asked).filter(event=OuterRef("event"))))


def _proposals(asked: Asked) -> EventVersionQuerySet:
    rows = standing_events(known_at=asked.known_at).filter(kind__in=sorted(PROPOSALS))
    if asked.day:
        happened = Q(lo__lte=asked.day) | Q(lo__isnull=True, hi__lte=asked.day)
        rows = rows.filter(happened | Q(hi__isnull=True) & _shown_by(asked, version="pk"))
    if asked.lists is not None:
        rows = rows.filter(list__in=asked.lists)
    if asked.way == LAW:
        rows = rows.filter(kind=EventKind.LEGAL_CHANGE_PROPOSED)
    elif asked.way:
        rows = rows.filter(proposed_effect=asked.way).exclude(kind=EventKind.LEGAL_CHANGE_PROPOSED)
    return rows


def _answers(asked: Asked) -> ResolutionQuerySet:
    rows = Resolution.objects.answering(known_at=asked.known_at)
    if asked.day:
        undated = Q(answer__hi__isnull=True) & _shown_by(asked, version="answer")
        rows = rows.filter(Q(answer__hi__lte=asked.day) | undated)
    return rows


def _shown_by(asked: Asked, *, version: str) -> Exists:
    """Whether a source shows by the day that an event without a date had happened."""
    return Exists(
        Citation.objects.filter(
            version=OuterRef(version), disputes=False, change_id__lte=asked.known_at, known_by__lte=asked.day
        )
    )


def answers_of(rows: Sequence[EventVersion], *, asked: Asked) -> dict[int, list[EventVersion]]:
    """What answered each of the proposals, earliest first, by the key of its event; at most two queries."""
    found: dict[int, list[EventVersion]] = defaultdict(list)
    links = _answers(asked).filter(event__in=[row.event_id for row in rows]).select_related("answer__event")
    for link in links.order_by(F("answer__hi").asc(nulls_last=True), "pk") if rows else ():
        found[link.event_id].append(link.answer)
    add_citations(*found.values(), known_at=asked.known_at)
    return found


def said_about(rows: Sequence[EventVersion], *, asked: Asked) -> dict[int, list[Any]]:
    """The latest statements about each proposal, with `total`, their number; by the key of its event."""
    found: dict[int, list[Any]] = defaultdict(list)
    about = EventVersion.objects.standing(known_at=asked.known_at).filter(
        kind=EventKind.STATEMENT, about__in=[row.event_id for row in rows]
    )
    if asked.day:
        about = about.filter(hi__lte=asked.day)
    latest = [F("hi").desc(nulls_last=True), F("event_id").desc()]
    numbered = about.annotate(
        total=Window(Count("pk"), partition_by=[F("about")]),
        place=Window(RowNumber(), partition_by=[F("about")], order_by=latest),
    ).filter(place__lte=STATEMENTS)
    for row in numbered.select_related("event").order_by("place") if rows else ():
        found[row.about_id or 0].append(row)
    return found


def latest_acts(rows: Sequence[EventVersion], *, asked: Asked) -> dict[int, EventVersion]:
    """The latest event that changed the standing of what each proposal is about, by the designation's key."""
    acts = EventVersion.objects.standing(known_at=asked.known_at).filter(
        kind__in=sorted(TRANSITIONS),
        designation__in=[row.designation_id for row in rows if row.designation_id],
    )
    if asked.day:
        acts = acts.filter(hi__lte=asked.day)
    latest = [F("hi").desc(nulls_last=True), F("event_id").desc()]
    place = Window(RowNumber(), partition_by=[F("designation")], order_by=latest)
    newest = acts.annotate(place=place).filter(place=1).select_related("event")
    return {row.designation_id or 0: row for row in newest} if rows else {}


class _Median(Aggregate):
    """A value that half of the rows do not exceed."""

    name = "Median"
    template = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


def _days(since: str, until: str) -> Greatest:
    days = Func(
        F(until), F(since), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    return Greatest(days, Value(0))


def way() -> Case:
    """An expression on proposals: what they propose, with `LAW` for a change of law."""
    law = When(kind=EventKind.LEGAL_CHANGE_PROPOSED, then=Value(LAW))
    return Case(law, default=F("proposed_effect"), output_field=CharField())


def waits(asked: Asked) -> list[dict[str, Any]]:
    """How long proposals took to be answered, by jurisdiction and way, where `FEWEST` or more can be counted.

    `least` and `most` bound the median: it lies between that of all lower and that of all upper bounds. What
    has no date at one end, or only a day by which, is not counted (`dated`), but is in `number`.
    """
    first = _answers(asked).order_by("event_id", F("answer__hi").asc(nulls_last=True), "pk")
    answer = "event__answered_by__answer"
    named = {f"{answer}__{end}__isnull": False for end in ("lo", "hi")}
    dated = Q(lo__isnull=False, hi__isnull=False, **named)
    enacted = [Q(way=name, **{f"{answer}__kind__in": sorted(kinds)}) for name, kinds in ENACTED.items()]
    rows: Any = (
        _proposals(asked)
        .filter(event__answered_by__in=first.distinct("event_id").values("pk"))
        .annotate(way=way())
        .values("way", slug=F("list__jurisdiction__slug"), place=F("list__jurisdiction__name"))
        .annotate(
            number=Count("pk"),
            dated=Count("pk", filter=dated),
            enacted=Count("pk", filter=reduce(or_, enacted)),
            least=_Median(_days("hi", f"{answer}__lo"), filter=dated),
            most=_Median(_days("lo", f"{answer}__hi"), filter=dated),
        )
        .filter(dated__gte=FEWEST)
        .order_by("place", "way")
    )
    return list(rows)
