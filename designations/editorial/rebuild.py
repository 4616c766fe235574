"""Rebuilding the periods from the events: derived state is a pure function of rows, compared at will.

The whole history of knowledge is folded again: for every change number at which something about a designation
became known, the fold as of then. What results must equal what the verbs left behind, row for row.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Max, OuterRef, Q, Subquery

from designations.editorial.fold import fold
from designations.editorial.log import take_clock
from designations.editorial.project import COLUMNS, FOLDED_KINDS, period_values, transition_of
from designations.models import Change, Citation, Designation, EventKind, EventVersion, Period

CHUNK = 500
_KINDS = {*FOLDED_KINDS, EventKind.LIST_ABOLISHED}
PeriodKey = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One version of an event with the numbers of the batches from which it, and its citations, are known."""

    version: EventVersion
    seq: int
    citations: tuple[tuple[int, date], ...]


def rebuild(*, check: bool) -> list[str]:
    """Differences between the kept periods and those that follow from the events, one line each.

    With `check` nothing is written; otherwise the periods of every designation that differs are replaced.
    """
    differences: list[str] = []
    with transaction.atomic():
        take_clock()
        ids = Designation.objects.order_by("pk").values_list("pk", flat=True)
        for chunk in _chunks(ids):
            differences += _rebuild_chunk(chunk, check=check)
    return differences


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rows = list(ids)
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _rebuild_chunk(ids: list[int], *, check: bool) -> list[str]:
    slugs = dict(Designation.objects.filter(pk__in=ids).values_list("pk", "slug"))
    kept: dict[int, set[PeriodKey]] = defaultdict(set)
    for row in Period.objects.filter(designation__in=ids):
        kept[row.designation_id].add(_key(row))
    wrong, rows, lines = [], list[Period](), list[str]()
    for pk, versions in _versions(ids).items():
        wanted = list(history(pk, versions))
        keys = {_key(row) for row in wanted}
        if keys != kept[pk]:
            wrong.append(pk)
            rows += wanted
            lines.append(
                f"{slugs[pk]}: {len(kept[pk] - keys)} periods too many, {len(keys - kept[pk])} missing"
            )
    if wrong and not check:
        Period.objects.filter(designation__in=wrong).delete()
        Period.objects.bulk_create(rows, batch_size=2000)
    return lines


def _versions(ids: list[int]) -> dict[int, list[Known]]:
    """Per designation all versions of the events that ever concerned it or its whole list."""
    batch_end = Subquery(
        Change.objects.filter(batch=OuterRef("change__batch"))
        .order_by()
        .values("batch")
        .annotate(last=Max("seq"))
        .values("last")
    )
    lists = defaultdict[int, list[int]](list)
    for pk, list_id in Designation.objects.filter(pk__in=ids).values_list("pk", "list_id"):
        lists[list_id].append(pk)
    concerned = EventVersion.objects.filter(
        Q(designation__in=ids) | Q(list__in=lists, kind=EventKind.LIST_ABOLISHED)
    ).values("event")
    citations: dict[int, list[tuple[int, date]]] = defaultdict(list)
    supporting = Citation.objects.filter(version__event__in=concerned, disputes=False).annotate(
        end_seq=batch_end
    )
    for version_id, seq, known_by in supporting.values_list("version_id", "end_seq", "known_by"):
        citations[version_id].append((seq, known_by))
    wanted: dict[int, set[int]] = defaultdict(set)
    rows = []
    versions = EventVersion.objects.filter(event__in=concerned).annotate(end_seq=batch_end)
    for version in versions.select_related("event").order_by("event_id", "version"):
        end_seq: int = version.end_seq  # type: ignore[attr-defined]
        rows.append(Known(version, end_seq, tuple(citations[version.pk])))
        if version.designation_id is None:
            wanted[version.event_id] |= set(lists[version.list_id])
        else:
            wanted[version.event_id] |= {version.designation_id} & set(ids)
    per: dict[int, list[Known]] = {pk: [] for pk in ids}
    for known in rows:
        # All versions of an event reach every designation that one of them concerned: it may have been moved.
        for pk in wanted[known.version.event_id]:
            per[pk].append(known)
    return per


def history(designation_id: int, versions: list[Known]) -> Iterator[Period]:
    """The rows that the verbs leave behind: for each number at which knowledge grew, what changed then."""
    points = sorted({v.seq for v in versions} | {seq for v in versions for seq, _ in v.citations})
    current: dict[PeriodKey, Period] = {}
    for point in points:
        wanted = _as_known(designation_id, versions, point)
        for key in [key for key in current if key not in wanted]:
            row = current.pop(key)
            row.known = NumericRange(row.known.lower, point)
            yield row
        for key, values in wanted.items():
            if key not in current:
                current[key] = Period(
                    designation_id=designation_id, known=NumericRange(point, None), **values
                )
    yield from current.values()


def _as_known(designation_id: int, versions: list[Known], point: int) -> dict[PeriodKey, dict[str, Any]]:
    latest: dict[int, Known] = {}
    for known in versions:
        if known.seq <= point:
            latest[known.version.event_id] = max(
                latest.get(known.version.event_id, known), known, key=lambda k: k.version.version
            )
    transitions, keys = [], {}
    for known in latest.values():
        version = known.version
        elsewhere = version.designation_id not in (None, designation_id)
        if version.retraction_reason or version.kind not in _KINDS or elsewhere:
            continue
        bounds = [day for seq, day in known.citations if seq <= point]
        keys[version.event.public_id] = version.event_id
        transitions.append(transition_of(version, known_by=min(bounds, default=None)))
    values = [period_values(segment, keys=keys) for segment in fold(transitions).segments]
    return {_values_key(row): row for row in values}


def _values_key(values: dict[str, Any]) -> PeriodKey:
    return tuple(
        json.dumps(values[column], sort_keys=True) if column == "names" else values[column]
        for column in COLUMNS
    )


def _key(row: Period) -> PeriodKey:
    values = {column: getattr(row, column) for column in COLUMNS}
    return (*_values_key(values), row.known.lower, row.known.upper)
