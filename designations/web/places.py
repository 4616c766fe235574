"""What is asked of one jurisdiction: its numbers over time, and whom nobody else lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from designations.models import DesignationList, Jurisdiction
from designations.web.states import HEIR, keys, merged

# A month is as fine as a figure can show, and bounds the number of its steps.
_STEPS = """
    WITH moved AS (
        SELECT d.list_id, moment.day, moment.step
        FROM designations_period p JOIN designations_designation d ON d.id = p.designation_id
        CROSS JOIN LATERAL (VALUES (p.start_hi, 1), (p.end_hi, -1)) moment (day, step)
        WHERE d.list_id = ANY(%(lists)s::bigint[]) AND p.known @> %(known)s::bigint AND p.status = 'in_force'
        AND NOT isempty(p.valid) AND p.start_hi IS NOT NULL AND moment.day <= %(day)s::date
    ), monthly AS (
        SELECT list_id, date_trunc('month', day)::date AS month, sum(step) AS step FROM moved GROUP BY 1, 2
    )
    SELECT list_id, month, (sum(step) OVER (PARTITION BY list_id ORDER BY month))::int
    FROM monthly ORDER BY list_id, month
"""
# Nobody else: no other jurisdiction on whose lists the name stands, or may stand.
_ALONE = f"""
    WITH heir (entity_id, heir_id) AS ({HEIR}),
    own AS (
        SELECT coalesce(h.heir_id, d.entity_id) AS entity_id,
            array_agg(DISTINCT d.list_id ORDER BY d.list_id) AS lists
        FROM designations_period p JOIN designations_designation d ON d.id = p.designation_id
        JOIN designations_designationlist l ON l.id = d.list_id LEFT JOIN heir h ON h.entity_id = d.entity_id
        WHERE l.jurisdiction_id = %(place)s AND p.known @> %(known)s::bigint AND p.valid @> %(day)s::date
        AND p.status <> 'unknown'
        GROUP BY 1
    ), kin AS (
        SELECT own.entity_id, own.entity_id AS key FROM own
        UNION SELECT own.entity_id, heir.entity_id FROM own JOIN heir ON heir.heir_id = own.entity_id
    ), shared AS (
        SELECT DISTINCT kin.entity_id FROM kin
        JOIN designations_designation d ON d.entity_id = kin.key
        JOIN designations_designationlist l ON l.id = d.list_id AND l.jurisdiction_id <> %(place)s
        JOIN designations_period p ON p.designation_id = d.id AND p.known @> %(known)s::bigint
        WHERE p.valid @> %(day)s::date
        OR (p.start_lo IS NULL OR p.start_lo <= %(day)s::date) AND p.start_hi > %(day)s::date
    ), alone AS MATERIALIZED (
        SELECT e.name, e.slug, own.lists FROM own JOIN designations_entity e ON e.id = own.entity_id
        WHERE own.entity_id NOT IN (SELECT entity_id FROM shared)
    )
    SELECT name, slug, lists, (SELECT count(*) FROM alone), (SELECT count(*) FROM own) FROM alone
    WHERE %(after)s::text = ''
    OR (name, slug) > (SELECT a.name, a.slug FROM alone a WHERE a.slug = %(after)s::text)
    ORDER BY name, slug LIMIT %(most)s::int
"""  # noqa: S608 - no text of a reader


@dataclass(frozen=True, slots=True)
class Alone:
    """A page of the names that no other jurisdiction lists, how many there are, and of how many."""

    rows: Sequence[tuple[str, str, Sequence[int]]]
    number: int
    of: int


def steps_of(
    lists: Sequence[DesignationList], *, day: date, known_at: int
) -> dict[int, list[tuple[date, int]]]:
    """How many were in force on each list from which month on, up to a day, by the list's key; one query."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"lists": keys(lists), "day": day, "known": known_at})
        for key, month, number in cursor.fetchall():
            found[key].append((month, number))
    return found


def alone(
    place: Jurisdiction, *, day: date, known_at: int, heirs: Mapping[int, int], after: str = "", most: int
) -> Alone:
    """Names, slugs and keys of own lists of those whom only `place` is recorded to list; one query."""
    values: dict[str, Any] = {"place": place.pk, "day": day, "known": known_at, "after": after, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, values | merged(heirs))
        found = cursor.fetchall()
    rows = [(name, slug, lists) for name, slug, lists, *_ in found]
    return Alone(rows, *(found[0][3:5] if found else (0, 0)))
