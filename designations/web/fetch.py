"""What the pages ask of the models, in a number of queries that does not depend on the number of rows."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from designations.models import (
    Change,
    Citation,
    DesignationList,
    EventVersion,
    Jurisdiction,
    Period,
    Reading,
    Resolution,
    Ruling,
)
from designations.models.change import ChangeQuerySet
from designations.models.event import EventVersionQuerySet
from designations.web.figures import figures


def standing_events(*, known_at: int) -> EventVersionQuerySet:
    """The events in force, with what one line of an overview names, apart from their citations."""
    return EventVersion.objects.standing(known_at=known_at).select_related(
        "event", "list__jurisdiction", "designation__entity"
    )


def add_citations(*groups: Iterable[EventVersion], known_at: int) -> None:
    """Fetch the citations of all the events into `known_citations`, in one query."""
    rows = Citation.objects.filter(change_id__lte=known_at).select_related("source").order_by("pk")
    prefetch_related_objects(
        list({id(version): version for group in groups for version in group}.values()),
        Prefetch("citations", rows, to_attr="known_citations"),
    )


def whole_events(versions: EventVersionQuerySet, *, known_at: int) -> list[EventVersion]:
    """The events with all that their full account names; three queries. `versions` are few.

    Their `answers` are the events that resolve them, as dictionaries of id, kind and occurred_on; `ruled` is
    the ruling on each, if any (`RulingQuerySet.of_versions`).
    """
    answers = (
        Resolution.objects.answering(known_at=known_at)
        .filter(event=OuterRef("event"))
        .order_by("answer__hi", "pk")
        .values(
            answer_record=JSONObject(
                id="answer__event__public_id", kind="answer__kind", occurred_on="answer__occurred_on"
            )
        )
    )
    detailed = versions.with_details(known_at=known_at).with_history(known_at=known_at)
    return list(
        detailed.select_related(
            "within__entity", "within__list__jurisdiction", "continued_by__list__jurisdiction"
        ).annotate(answers=ArraySubquery(answers), ruled=Ruling.objects.of_versions(known_at=known_at))
    )


def event_changes(public_id: str, *, known_at: int) -> ChangeQuerySet:
    """What was logged of one event, newest first.

    `settled` is the last number of the batch: a number within a batch stands for the state before it.
    """
    batch = Change.objects.filter(batch=OuterRef("batch")).order_by("-seq").values("seq")
    return (
        Change.objects.filter(subject_type="event", subject_id=public_id, seq__lte=known_at)
        .annotate(settled=Subquery(batch[:1]))
        .order_by("-seq")
    )


def referred(versions: Iterable[EventVersion], *, known_at: int) -> dict[int, EventVersion]:
    """What the events that `versions` are about, or resolve, said at change `known_at`, by their key."""
    rows: list[Any] = list(versions)
    wanted = {row.about_id for row in rows if row.about_id}
    wanted |= {resolution.event_id for row in rows for resolution in row.known_resolutions}
    found = EventVersion.objects.known(known_at=known_at).filter(event__in=wanted).select_related("event")
    return {version.event_id: version for version in found}


def unanswered(*, known_at: int) -> Combinable:
    """An expression on events: whether nothing had answered it at change number `known_at`."""
    return ~Exists(Resolution.objects.answering(known_at=known_at).filter(event=OuterRef("event")))


def of_entities(keys: Iterable[int]) -> Q:
    """Events on designations of these entities, and what was said on their behalf.

    Each looked up by an index of its own: an "or" across two tables would be tried on every event there is.
    """
    family = list(keys)
    about = EventVersion.objects.filter(designation__entity__in=family).order_by().values("pk")
    said = EventVersion.objects.filter(on_behalf_of_entity__in=family).order_by().values("pk")
    return Q(pk__in=about.union(said))


def lists_of(place: Jurisdiction) -> list[int]:
    """The keys of the lists of a jurisdiction, to ask for its events; one query.

    With the keys at hand the planner knows whether the events are few, to be looked up, or many, to be met
    soon enough on the way from the newest.
    """
    return list(DesignationList.objects.filter(jurisdiction=place).values_list("pk", flat=True))


def number_of_events(*, known_at: int) -> int:
    """How many events stood at a change number."""

    def count(lists: Sequence[int] | None) -> dict[int, int]:
        rows = EventVersion.objects.standing(known_at=known_at).order_by()
        if lists is not None:
            rows = rows.filter(list__in=lists)
        counted = dict(rows.values_list("list").annotate(number=Count("pk")))
        return dict.fromkeys(lists or (), 0) | counted

    return sum(figures("events", known_at=known_at, count=count).values())


def in_force_by_list(
    *, reading: Reading, lists: Iterable[DesignationList] | None = None
) -> dict[int, dict[str, int]]:
    """How many designations had each status of a period: by the list's key, then by the status.

    Of all lists, or of `lists` alone, which is one query.
    """
    count = partial(_by_status, reading=reading)
    if lists is not None:
        return count([row.pk for row in lists])
    return figures("in-force", known_at=reading.known_seq, day=reading.valid_on, count=count)


def _by_status(lists: Sequence[int] | None, *, reading: Reading) -> dict[int, dict[str, int]]:
    periods = Period.objects.known(known_at=reading.known_seq).filter(valid__contains=reading.valid_on)
    if lists is not None:
        periods = periods.filter(designation__list__in=lists)
    # Of the periods of one designation no two overlap, so none is counted twice.
    rows = periods.order_by().values_list("designation__list_id", "status").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = {key: {} for key in lists or ()}
    for list_id, status, number in rows:
        found.setdefault(list_id, {})[status] = number
    return found
