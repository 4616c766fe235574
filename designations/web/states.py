"""How all designations of some lists stood on a day, for pages that hold many against each other.

The rule is that of `DesignationQuerySet.standing`, asked of the periods of all pairs at once instead of one
by one. A state is a code, twice the place of its status in `STATUSES` and one more where the dates leave it
open: so the least code is what a reader would name first, and codes below `LISTED` stand on the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from designations.models import DesignationList

STATUSES = ("in_force", "suspended", "unknown", "ended", "not_listed")
CODES = range(2 * len(STATUSES))
LISTED = 4
# Ended or never listed, and nothing that could be otherwise.
SURELY_NOT = (6, 8)

# Parameters: `known`, a change number, and `lists`, keys; `{day}` is the text of a parameter. The periods of
# each pair are looked up, as a planner that is free to choose would rather read those of all lists.
_STATES = """
    SELECT d.id AS designation_id, d.list_id, d.entity_id, told.code
    FROM designations_designation d CROSS JOIN LATERAL (
        SELECT count(*) AS periods,
            2 * CASE
                WHEN bool_or(p.valid @> {day}::date) THEN max(
                    CASE p.status WHEN 'in_force' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END
                ) FILTER (WHERE p.valid @> {day}::date)
                WHEN bool_or(p.end_hi <= {day}::date) THEN 3
                ELSE 4
            END + coalesce(bool_or(
                (p.start_lo IS NULL OR p.start_lo <= {day}::date) AND p.start_hi > {day}::date
                OR (p.end_lo IS NULL OR p.end_lo <= {day}::date) AND p.end_hi > {day}::date
            ), false)::int AS code
        FROM designations_period p WHERE p.designation_id = d.id AND p.known @> %(known)s::bigint
    ) told
    WHERE d.list_id = ANY(%(lists)s::bigint[]) AND (told.periods > 0 OR EXISTS (
        SELECT 1 FROM designations_eventversion v
        WHERE v.designation_id = d.id AND v.change_id <= %(known)s::bigint
    ))
"""
# Parameters: `merged` and `heirs`, keys side by side.
HEIR = "SELECT * FROM unnest(%(merged)s::bigint[], %(heirs)s::bigint[]) AS t (entity_id, heir_id)"


@dataclass(frozen=True, slots=True)
class State:
    """How one entity stands on one list: a status, and whether the dates leave nothing open."""

    status: str
    certain: bool

    @classmethod
    def of(cls, code: int) -> State:
        """The state that a code stands for."""
        return cls(STATUSES[code // 2], code % 2 == 0)


def states_on(day: str) -> str:
    """The query of the states of all pairs on the day that the parameter `day` gives."""
    return _STATES.format(day=f"%({day})s")


_OF_LIST = f"SELECT designation_id, code FROM ({states_on('day')}) state"  # noqa: S608


def states_of(row: DesignationList, *, day: date, known_at: int) -> dict[int, int]:
    """The code of the state of each pair of a list on a day, by the pair's key; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_LIST, {"day": day, "known": known_at, "lists": [row.pk]})
        return dict(cursor.fetchall())


def among(keys: Iterable[int]) -> RawSQL:
    """Keys, of which there may be many, as a condition of a query."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)], BigIntegerField())  # noqa: S611 - of the record


def merged(heirs: Mapping[int, int]) -> dict[str, Any]:
    """The parameters of `HEIR`."""
    return {"merged": list(heirs), "heirs": list(heirs.values())}


def of_codes(codes: Mapping[str, int]) -> dict[int, State]:
    """States by the key of the list, from what JSON made of keys."""
    return {int(key): State.of(code) for key, code in codes.items()}


def keys(rows: Iterable[Any]) -> list[int]:
    """The keys of rows, as a parameter."""
    return [row.pk for row in rows]
