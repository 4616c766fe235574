"""Entities by lists on a day, in one query however large the record is: rows, numbers and overlaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from designations.models import DesignationList, Period
from designations.web.states import HEIR, LISTED, SURELY_NOT, State, keys, merged, of_codes, states_on

CHUNK = 2000

_CELLS = f"""
    WITH heir (entity_id, heir_id) AS ({HEIR}),
    state AS ({states_on("day")}),
    cell AS MATERIALIZED (
        SELECT coalesce(heir.heir_id, state.entity_id) AS entity_id, list_id, min(code) AS code
        FROM state LEFT JOIN heir USING (entity_id) GROUP BY 1, 2
    ),
    line AS (
        SELECT entity_id, count(*) FILTER (WHERE code < {LISTED}) AS number,
            jsonb_object_agg(list_id, code) AS cells,
            max(code) FILTER (WHERE list_id = %(listed_by)s::bigint) AS by_code,
            max(code) FILTER (WHERE list_id = %(not_by)s::bigint) AS not_code
        FROM cell GROUP BY entity_id
        HAVING bool_or(code < 6 OR code %% 2 = 1)
    ),
    chosen AS MATERIALIZED (
        SELECT line.*, e.name, e.slug FROM line JOIN designations_entity e ON e.id = line.entity_id
        WHERE (%(listed_by)s::bigint IS NULL OR by_code < {LISTED})
        AND (%(not_by)s::bigint IS NULL OR not_code IS NULL OR not_code >= {LISTED})
        AND (NOT %(sure)s::boolean OR not_code IN {SURELY_NOT})
    )
"""  # noqa: S608 - no text of a reader
_PAGE = f"""{_CELLS},
    page AS (
        SELECT * FROM chosen WHERE %(after)s::text = ''
        OR (-number, name, slug) > (SELECT -number, name, slug FROM chosen WHERE slug = %(after)s::text)
        ORDER BY number DESC, name, slug LIMIT %(most)s::int
    ),
    listed AS (SELECT entity_id, list_id FROM cell WHERE code < {LISTED}),
    shared AS (
        SELECT a.list_id AS one, b.list_id AS other, count(*) AS number
        FROM listed a JOIN listed b ON b.entity_id = a.entity_id AND b.list_id >= a.list_id GROUP BY 1, 2
    )
    SELECT
        (SELECT jsonb_agg(jsonb_build_array(entity_id, name, slug, number, cells)
            ORDER BY number DESC, name, slug) FROM page),
        (SELECT jsonb_build_array(count(*), count(*) FILTER (WHERE not_code IN {SURELY_NOT}),
            count(*) FILTER (WHERE not_code IS NULL)) FROM chosen),
        (SELECT jsonb_agg(jsonb_build_array(one, other, number)) FROM shared)
"""  # noqa: S608 - no text of a reader
_ALL = f"{_CELLS} SELECT entity_id, name, slug, number, cells FROM chosen ORDER BY number DESC, name, slug"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Line:
    """One entity with its state on each list with which anything happened, by the list's key."""

    pk: int
    name: str
    slug: str
    number: int
    states: Mapping[int, State]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the lines, how many there are in all, and how many names any two lists share.

    Of the `number` in all, `surely_not` are with certainty not on the list `not_by`, and of `unrecorded`
    nothing is recorded there.
    """

    lines: Sequence[Line]
    number: int
    surely_not: int
    unrecorded: int
    shared: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader wants held against each other. `heirs` says who is read as whom."""

    lists: Sequence[DesignationList]
    day: date
    known: int
    heirs: Mapping[int, int] = field(default_factory=dict)
    listed_by: DesignationList | None = None
    not_by: DesignationList | None = None
    sure: bool = False

    def page(self, *, after: str, most: int) -> Matrix:
        """At most `most` lines from behind the entity with slug `after`, those on most lists first."""
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, self._values() | {"after": after, "most": most})
            lines, numbers, shared = map(_read, cursor.fetchone() or ())
        return Matrix(
            lines=[_line(line) for line in lines],
            number=numbers[0],
            surely_not=numbers[1],
            unrecorded=numbers[2],
            shared={(one, other): number for one, other, number in shared},
        )

    def all(self) -> Iterator[list[Line]]:
        """Every line, in the same order, some at a time: the database holds the rest."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(_ALL, self._values())
            while rows := cursor.fetchmany(CHUNK):
                yield [_line(row) for row in rows]

    def first_listings(self, lines: Sequence[Line]) -> dict[tuple[int, int], Period]:
        """The first period of each line on each list that had begun by the day; by both keys."""
        own = {line.pk: line.pk for line in lines}
        own |= {key: heir for key, heir in self.heirs.items() if heir in own}
        rows = (
            Period.objects.known(known_at=self.known)
            .filter(designation__entity__in=list(own), designation__list__in=keys(self.lists))
            .exclude(start_hi__gt=self.day)
            .select_related("designation")
            .oldest_first()
        )
        found: dict[tuple[int, int], Period] = {}
        for row in rows:
            found.setdefault((own[row.designation.entity_id], row.designation.list_id), row)
        return found

    def _values(self) -> dict[str, Any]:
        return {
            "lists": keys(self.lists),
            "day": self.day,
            "known": self.known,
            "listed_by": self.listed_by.pk if self.listed_by else None,
            "not_by": self.not_by.pk if self.not_by else None,
            "sure": self.sure and self.not_by is not None,
            **merged(self.heirs),
        }


def _line(row: Sequence[Any]) -> Line:
    pk, name, slug, number, cells = row
    return Line(pk, name, slug, number, of_codes(_read(cells)))


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value or []
