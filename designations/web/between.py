"""What became of a list between two days: who came, who went, what was suspended, what is called otherwise.

The two days are compared, and not the events between them: so what only came and went is told as that, and
nothing is counted twice. `sure` is false where the dates leave open whether it happened in that time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from designations.models import DesignationList, EventVersion, Period
from designations.web.states import State, states_on

# In the order in which a page shows them.
WHATS = ("added", "removed", "suspended", "reinstated", "renamed", "passed", "relisted")

# The name that stood on the list on a day, for those on it on both days.
_SPELT = """
    LEFT JOIN LATERAL (
        SELECT designations_name_on(p.names, %({day})s::date) ->> 'name_on_list' AS name
        FROM designations_period p
        WHERE p.designation_id = old.designation_id AND old.code < 4 AND new.code < 4
        AND p.known @> %(known)s::bigint AND p.valid @> %({day})s::date LIMIT 1
    ) {alias} ON true
"""
# Listings that lie between the days as a whole; and those that ended between them and began again.
_BETWEEN = """
    SELECT 1 FROM designations_period p
    WHERE p.designation_id = old.designation_id AND p.known @> %(known)s::bigint AND p.status <> 'unknown'
"""
_DIFFERENCES = f"""
    WITH old AS ({states_on("first")}), new AS ({states_on("last")}),
    told AS MATERIALIZED (
        SELECT old.designation_id, d.slug, e.name, e.slug AS entity, e.id AS entity_id,
            old.code AS before, new.code AS after, was.name AS was_called, now.name AS now_called,
            CASE
                WHEN old.code >= 4 AND new.code < 4 THEN 'added'
                WHEN old.code < 4 AND new.code >= 4 OR old.code / 2 = 2 AND new.code / 2 = 3 THEN 'removed'
                WHEN old.code < 2 AND new.code / 2 = 1 THEN 'suspended'
                WHEN old.code / 2 = 1 AND new.code < 2 THEN 'reinstated'
                WHEN old.code < 4 AND was.name <> now.name AND '' NOT IN (was.name, now.name) THEN 'renamed'
                WHEN old.code >= 6 AND new.code % 2 = 1 THEN 'added'
                WHEN old.code < 4 AND new.code % 2 = 1 THEN 'removed'
                WHEN old.code >= 6 AND new.code >= 6 AND EXISTS (
                    {_BETWEEN} AND p.start_hi > %(first)s::date AND p.end_hi <= %(last)s::date
                ) THEN 'passed'
                WHEN old.code < 4 AND new.code < 4 AND EXISTS (
                    {_BETWEEN} AND p.end_hi > %(first)s::date AND p.end_hi <= %(last)s::date AND NOT EXISTS (
                        SELECT 1 FROM designations_period q
                        WHERE q.designation_id = p.designation_id AND q.known @> %(known)s::bigint
                        AND q.opened_by_id = p.closed_by_id
                    )
                ) THEN 'relisted'
            END AS what,
            old.code % 2 = 0 AND new.code % 2 = 0 AND (old.code / 2 <> 2 OR new.code / 2 = 3)
            AND new.code / 2 <> 2 AS sure
        FROM old JOIN new USING (designation_id)
        JOIN designations_designation d ON d.id = old.designation_id
        JOIN designations_entity e ON e.id = d.entity_id
        {_SPELT.format(day="first", alias="was")} {_SPELT.format(day="last", alias="now")}
    ),
    differing AS (
        SELECT *, array_position(%(whats)s::text[], what) AS rank FROM told WHERE what IS NOT NULL
    )
""".replace("code % 2", "code %% 2")  # noqa: S608 - no text of a reader
# The numbers of each kind stand beside every row, and alone where no row is asked for or found.
_PAGE = f"""{_DIFFERENCES},
    tally AS (
        SELECT jsonb_agg(jsonb_build_array(what, sure, number)) AS told
        FROM (SELECT what, sure, count(*) AS number FROM differing GROUP BY what, sure) counted
    ),
    page AS (
        SELECT before, after, designation_id, slug, name, entity, entity_id,
            coalesce(was_called, '') AS was_called, coalesce(now_called, '') AS now_called, what, sure, rank
        FROM differing
        WHERE (%(what)s::text = '' OR what = %(what)s::text) AND (%(after)s::text = ''
            OR (rank, name, slug) > (SELECT rank, name, slug FROM differing WHERE slug = %(after)s::text))
        ORDER BY rank, name, slug LIMIT %(most)s::int
    )
    SELECT tally.told, before, after, designation_id, slug, name, entity, entity_id,
        was_called, now_called, what, sure
    FROM tally LEFT JOIN page ON true ORDER BY rank, name, slug
"""  # noqa: S608
Tally = dict[tuple[str, bool], int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One name of the list for which the two days differ."""

    designation: int
    slug: str
    name: str
    entity: str
    entity_pk: int
    before: State
    after: State
    was_called: str
    now_called: str
    what: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Between:
    """A list on two days, as known at one change."""

    row: DesignationList
    first: date
    last: date
    known: int

    def page(self, *, what: str, after: str, most: int) -> tuple[list[Difference], Tally]:
        """At most `most` differences, or those of one kind, from behind the designation with slug `after`.

        With them how many there are of each kind, those that are certain and those that are not; one query.
        """
        values: dict[str, Any] = {
            "lists": [self.row.pk], "first": self.first, "last": self.last, "known": self.known,
            "whats": list(WHATS), "what": what, "after": after, "most": most,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, values)
            rows = cursor.fetchall()
        tally = {(kind, sure): number for kind, sure, number in json.loads(rows[0][0] or "[]")}
        return [_difference(*row) for _, *row in rows if row[0] is not None], tally

    def evidence(self, rows: Sequence[Difference]) -> dict[int, list[EventVersion]]:
        """The events that may have brought it about, oldest first, by the key of the designation.

        Three queries for any number of rows.
        """
        wanted = [row.designation for row in rows]
        events: dict[int, set[int]] = defaultdict(set)
        for period in Period.objects.known(known_at=self.known).filter(designation__in=wanted):
            for key, lo, hi in (
                (period.opened_by_id, period.start_lo, period.start_hi),
                (period.closed_by_id, period.end_lo, period.end_hi),
            ):
                if key and hi and hi > self.first and (lo is None or lo <= self.last):
                    events[key].add(period.designation_id)
        versions = EventVersion.objects.standing(known_at=self.known).select_related("event")
        amended = Q(designation__in=wanted, kind="amended", hi__gt=self.first, lo__lte=self.last)
        found: dict[int, list[EventVersion]] = defaultdict(list)
        for version in versions.filter(Q(event__in=list(events)) | amended).by_day().reverse():
            for key in events.get(version.event_id) or {version.designation_id or 0}:
                found[key].append(version)
        return found


def _difference(before: int, after: int, *same: Any) -> Difference:
    pk, slug, name, entity, entity_pk, *called = same
    states = State.of(before), State.of(after)
    return Difference(pk, slug, name, entity, entity_pk, *states, *called)
