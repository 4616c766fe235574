"""What the page of proposals asks of the models: which are pending on a day, what answered the others, when.

A proposal is pending until an event of the record answers it. Today everything known counts; on an earlier
day only what had happened by then for certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked; `day` is None for today, `lists` for all, else the keys of those of `place`."""

    known_at: int
    day: date | None = None
    lists: Sequence[int] | None = None
    place: int | None = None
    way: str = ""


def pending(asked: Asked) -> EventVersionQuerySet:
    """The proposals that nothing had answered."""
    return proposals(asked).filter(~Exists(answers(asked).filter(event=OuterRef("event"))))


def ended(asked: Asked) -> EventVersionQuerySet:
    """The proposals that were answered."""
    return proposals(asked).filter(Exists(answers(asked).filter(event=OuterRef("event"))))


def proposals(asked: Asked) -> EventVersionQuerySet:
    """All that were made."""
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


def answers(asked: Asked) -> ResolutionQuerySet:
    """What answered any."""
    rows = Resolution.objects.answering(known_at=asked.known_at)
    if asked.day:
        undated = Q(answer__hi__isnull=True) & _shown_by(asked, version="answer")
        rows = rows.filter(Q(answer__hi__lte=asked.day) | undated)
    return rows


def _happened(asked: Asked) -> Combinable:
    """Whether an event had happened by the day for certain."""
    return Q(hi__lte=asked.day) | Q(hi__isnull=True) & _shown_by(asked, version="pk")


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
    links = answers(asked).filter(event__in=[row.event_id for row in rows]).select_related("answer__event")
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
        about = about.filter(_happened(asked))
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
        acts = acts.filter(_happened(asked))
    latest = [F("hi").desc(nulls_last=True), F("event_id").desc()]
    place = Window(RowNumber(), partition_by=[F("designation")], order_by=latest)
    newest = acts.annotate(place=place).filter(place=1).select_related("event")
    return {row.designation_id or 0: row for row in newest} if rows else {}
