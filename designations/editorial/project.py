"""Periods: the fold of a designation's events, kept as rows on two clocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from designations.editorial.fold import Folded, Segment, Transition, fold
from designations.models import Citation, Designation, EventKind, EventVersion, Period
from designations.models.event_fields import TRANSITIONS

FOLDED_KINDS = sorted(TRANSITIONS | {EventKind.AMENDED})
_CLOSE = "UPDATE designations_period SET known = int8range(lower(known), %s) WHERE id = ANY(%s)"


def transition_of(version: EventVersion, *, known_by: date | None) -> Transition:
    """The fold's view of one event; `known_by` bounds an undated one (DESIGN, 'Dates')."""
    when = version.effective_on or version.occurred_on
    return Transition(
        id=version.event.public_id,
        kind=version.kind,
        lo=when.lo if when else None,
        hi=when.hi if when else (known_by or date.max),
        sequence=version.sequence,
        name_on_list=version.name_on_list,
        reference=version.reference,
        mode=version.mode,
        end_reason=version.end_reason,
        continued_by=version.continued_by_id,
        when=str(when) if when else "",
    )


def _bound(version: EventVersion) -> date | None:
    return version.bound  # type: ignore[attr-defined,no-any-return]


def transitions(
    *, designation_ids: Collection[int], known_at: int
) -> tuple[dict[int, list[Transition]], dict[str, int]]:
    """Per designation what the fold needs, as known at `known_at`; and the events' keys by public id."""
    keys: dict[str, int] = {}
    per: dict[int, list[Transition]] = defaultdict(list)
    standing = _bounded(known_at=known_at)
    for version in standing.filter(designation__in=designation_ids, kind__in=FOLDED_KINDS):
        keys[version.event.public_id] = version.event_id
        per[version.designation_id or 0].append(transition_of(version, known_by=_bound(version)))
    lists = defaultdict[int, list[int]](list)
    for pk, list_id in Designation.objects.filter(pk__in=designation_ids).values_list("pk", "list_id"):
        lists[list_id].append(pk)
    for version in standing.filter(list__in=lists, kind=EventKind.LIST_ABOLISHED):
        keys[version.event.public_id] = version.event_id
        for pk in lists[version.list_id]:
            per[pk].append(transition_of(version, known_by=_bound(version)))
    return per, keys


def transitions_between(
    *, lists: Collection[int], entities: Collection[int], known_at: int
) -> dict[tuple[int, int], list[Transition]]:
    """The same by list and entity, for a few of them: one query, which `transitions` takes three for."""
    rows = _bounded(known_at=known_at).order_by()
    own = rows.filter(
        designation__list__in=lists, designation__entity__in=entities, kind__in=FOLDED_KINDS
    ).annotate(of_entity=F("designation__entity"))
    abolished = rows.filter(
        list__in=lists, list__designations__entity__in=entities, kind=EventKind.LIST_ABOLISHED
    ).annotate(of_entity=F("list__designations__entity"))
    per: dict[tuple[int, int], list[Transition]] = defaultdict(list)
    for version in own.union(abolished, all=True):
        per[version.list_id, version.of_entity].append(transition_of(version, known_by=_bound(version)))
    return per


def _bounded(*, known_at: int) -> QuerySet[EventVersion]:
    """The versions in force at `known_at`, each with the day by which its sources show it."""
    known_by = Subquery(
        Citation.objects.filter(version=OuterRef("pk"), disputes=False, change_id__lte=known_at)
        .order_by()
        .values("version")
        .annotate(first=Min("known_by"))
        .values("first")
    )
    return EventVersion.objects.standing(known_at=known_at).select_related("event").annotate(bound=known_by)


def period_values(segment: Segment, *, keys: Mapping[str, int]) -> dict[str, Any]:
    """The columns of the row that keeps `segment`."""
    return {
        "status": segment.status,
        "start_lo": segment.start_lo,
        "start_hi": segment.start_hi,
        "end_lo": segment.end_lo,
        "end_hi": segment.end_hi,
        "start": segment.start,
        "end": segment.end,
        "name_on_list": segment.name_on_list,
        "reference": segment.reference,
        "names": [
            {
                "since": spell.since.isoformat() if spell.since else None,
                "name_on_list": spell.name_on_list,
                "reference": spell.reference,
            }
            for spell in segment.names
        ],
        "mode": segment.mode,
        "opened_by_id": keys[segment.opened_by] if segment.opened_by else None,
        "closed_by_id": keys[segment.closed_by] if segment.closed_by else None,
        "end_reason": segment.end_reason,
        "continued_by_id": segment.continued_by,
    }


COLUMNS = (
    "status", "start_lo", "start_hi", "end_lo", "end_hi", "start", "end", "name_on_list", "reference",
    "names", "mode", "opened_by_id", "closed_by_id", "end_reason", "continued_by_id",
)  # fmt: skip


def same(row: Period, values: Mapping[str, Any]) -> bool:
    """Whether `row` already keeps `values`."""
    return all(getattr(row, column) == values[column] for column in COLUMNS)


def project(*, designation_ids: Iterable[int], seq: int) -> dict[int, Folded]:
    """Fold each designation as known at change number `seq`; what changed is known from `seq` on."""
    ids = sorted(set(designation_ids))
    per, keys = transitions(designation_ids=ids, known_at=seq)
    rows = defaultdict[int, list[Period]](list)
    for row in Period.objects.filter(Q(known__endswith__isnull=True), designation__in=ids):
        rows[row.designation_id].append(row)
    closing: list[int] = []
    opening: list[Period] = []
    results: dict[int, Folded] = {}
    for pk in ids:
        results[pk] = folded = fold(per.get(pk, ()))
        wanted = [period_values(segment, keys=keys) for segment in folded.segments]
        kept = [row for row in rows[pk] if any(same(row, values) for values in wanted)]
        closing += [row.pk for row in rows[pk] if row not in kept]
        opening += [
            Period(designation_id=pk, known=NumericRange(seq, None), **values)
            for values in wanted
            if not any(same(row, values) for row in kept)
        ]
    if closing:
        with connection.cursor() as cursor:
            cursor.execute(_CLOSE, [seq, closing])
    Period.objects.bulk_create(opening, batch_size=2000)
    return results
