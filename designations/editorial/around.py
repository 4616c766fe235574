"""What the record holds around drafts: of many in one query, as of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from designations.models import Citation, Designation, Draft, Event, EventKind, EventVersion, Period
from designations.text.partial_dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A published event as it stands, with the dates that its sources claim, by the title of the source."""

    event: Event
    version: int
    kind: EventKind
    occurred_on: PartialDate | None
    lo: date | None
    hi: date | None
    speaker: str
    claims: tuple[tuple[str, PartialDate], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period as it is known now; its last day, as it is known, is `end`."""

    start_hi: date | None
    end_hi: date | None
    end: str
    closed_by: Event | None


@dataclass(frozen=True, slots=True)
class Around:
    """What is on record about the pair of one draft, without the event that the draft corrects."""

    events: Sequence[Known] = field(default=())
    periods: Sequence[Stretch] = field(default=())


def around(drafts: Sequence[Draft]) -> list[Around]:
    """What stands now around each of `drafts`, in their order: events of their kinds, listings, and periods.

    One query however many drafts there are, and none if no draft is about an entity.
    """
    wanted = defaultdict[int, set[int]](set)
    for draft in drafts:
        if draft.entity_id is not None:
            wanted[draft.list_id].add(draft.entity_id)
    pairs = Q()
    for list_, entities in wanted.items():
        pairs |= Q(list=list_, entity__in=entities)
    kinds = {*(draft.kind for draft in drafts), EventKind.LISTED}
    held = _held(pairs, kinds=kinds) if wanted else {}
    return [_without(held.get((draft.list_id, draft.entity_id)), draft.corrects_id) for draft in drafts]


def _without(whole: Around | None, gone: int | None) -> Around:
    if whole is None or gone is None:
        return whole or Around()
    return Around(
        events=[one for one in whole.events if one.event.pk != gone],
        periods=[one for one in whole.periods if one.closed_by is None or one.closed_by.pk != gone],
    )


def _held(pairs: Q, *, kinds: Iterable[str]) -> Mapping[tuple[int, int | None], Around]:
    claims = Citation.objects.filter(version=OuterRef("pk"), claimed_on__isnull=False).order_by("pk")
    events = (
        EventVersion.objects.current()
        .filter(designation=OuterRef("pk"), kind__in=sorted(kinds), retraction_reason="")
        .order_by("event_id")
    )
    periods = Period.objects.filter(designation=OuterRef("pk"), known__endswith__isnull=True).oldest_first()
    claim = JSONObject(source="source__title", on="claimed_on")
    event = JSONObject(
        event="event_id", public_id="event__public_id", version="version", kind="kind",
        occurred_on="occurred_on", lo="lo", hi="hi", speaker="speaker",
        claims=ArraySubquery(claims.values(record=claim)),
    )  # fmt: skip
    period = JSONObject(
        start_hi="start_hi", end_hi="end_hi", end="end", event="closed_by_id",
        public_id="closed_by__public_id",
    )  # fmt: skip
    rows = Designation.objects.filter(pairs).values_list(
        "list_id", "entity_id",
        ArraySubquery(events.values(record=event)), ArraySubquery(periods.values(record=period)),
    )  # fmt: skip
    return {
        (list_, entity): Around([_known(one) for one in its_events], [_stretch(one) for one in its_periods])
        for list_, entity, its_events, its_periods in rows.order_by()
    }


def _known(told: Mapping[str, Any]) -> Known:
    return Known(
        event=Event(pk=told["event"], public_id=told["public_id"]),
        version=told["version"],
        kind=EventKind(told["kind"]),
        occurred_on=PartialDate.parse(told["occurred_on"]) if told["occurred_on"] else None,
        lo=_day(told["lo"]),
        hi=_day(told["hi"]),
        speaker=told["speaker"],
        claims=tuple((one["source"], PartialDate.parse(one["on"])) for one in told["claims"]),
    )


def _stretch(told: Mapping[str, Any]) -> Stretch:
    return Stretch(
        start_hi=_day(told["start_hi"]),
        end_hi=_day(told["end_hi"]),
        end=told["end"],
        closed_by=Event(pk=told["event"], public_id=told["public_id"]) if told["event"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
