"""Designations: how an entity stood on a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from designations.api.answers.values import text
from designations.api.reading import Known
from designations.models import Designation, Period
from designations.models.designation import DesignationQuerySet
from designations.models.period import since_and_until

_COLUMNS = (
    "pk", "slug", "list__slug", "entity_id", "entity__slug", "entity__name", "name_on_list", "reference",
    "mode", "status", "certain", "disputed", "under_challenge", "last_confirmed_on",
)  # fmt: skip


def designation_rows(known: Known) -> DesignationQuerySet:
    """The designations there were at the change that `known` speaks of, with how they stood."""
    return Designation.objects.standing(valid_on=known.valid_on, known_at=known.seq).circumstances(
        valid_on=known.valid_on, known_at=known.seq
    )


def designation_columns(rows: DesignationQuerySet) -> Any:
    """`rows` as the dictionaries that `designation_answers` takes."""
    return rows.values(*_COLUMNS)


def designation_answers(rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
    """Each of `rows` with its periods. One query."""
    periods = _periods([row["pk"] for row in rows], known=known)
    return [_answer(row, periods[row["pk"]], known=known) for row in rows]


def _periods(designations: Collection[int], *, known: Known) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = (
        Period.objects.known(known_at=known.seq)
        .filter(designation__in=designations)
        .select_related("opened_by", "closed_by", "continued_by")
        .oldest_first()
    )
    for row in rows:
        found[row.designation_id].append(row)
    return found


def _answer(row: dict[str, Any], periods: list[Period], *, known: Known) -> dict[str, Any]:
    slug, name = known.entity(row["entity_id"], slug=row["entity__slug"], name=row["entity__name"])
    since, until = since_and_until(periods, valid_on=known.valid_on, status=row["status"])
    return {
        "id": row["slug"],
        "list": row["list__slug"],
        "entity": slug,
        "entity_name": name,
        "name_on_list": text(row["name_on_list"]),
        "reference": text(row["reference"]),
        "mode": text(row["mode"]),
        "status": row["status"],
        "certain": row["certain"],
        "disputed": row["disputed"],
        "under_challenge": row["under_challenge"],
        "since": text(since),
        "until": text(until),
        "last_confirmed_on": text(row["last_confirmed_on"]),
        "periods": [_period(period) for period in periods],
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "status": period.status,
        "start": text(period.start),
        "end": text(period.end),
        "opened_by": period.opened_by.public_id if period.opened_by else None,
        "closed_by": period.closed_by.public_id if period.closed_by else None,
        "end_reason": text(period.end_reason),
        "continued_by": period.continued_by.slug if period.continued_by else None,
    }
