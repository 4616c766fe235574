"""Two versions of a feed side by side, as far as one list goes: what was added, what is gone, other names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import pgettext_lazy

from designations.models import Snapshot

# An entry that did not change is one row in both versions, and is not looked into.
_DIFFERENCES = """
    WITH old AS (
        SELECT id, reference, data -> 'names' AS names FROM designations_entry
        WHERE feed_id = %(feed)s AND seen @> %(old)s::int AND programmes ?| %(programmes)s
    ), new AS (
        SELECT id, reference, data -> 'names' AS names FROM designations_entry
        WHERE feed_id = %(feed)s AND seen @> %(new)s::int AND programmes ?| %(programmes)s
    ), differing AS (
        SELECT coalesce(old.reference, new.reference) AS reference, old.names AS before, new.names AS after,
            CASE WHEN old.id IS NULL THEN 'added' WHEN new.id IS NULL THEN 'gone' ELSE 'changed' END AS what
        FROM old FULL JOIN new ON new.reference = old.reference
        WHERE old.id IS DISTINCT FROM new.id
    )
    SELECT reference, what, before, after FROM differing
    WHERE what <> 'changed' OR
        (SELECT array_agg(DISTINCT n ->> 'name') FROM jsonb_array_elements(before) n)
        IS DISTINCT FROM (SELECT array_agg(DISTINCT n ->> 'name') FROM jsonb_array_elements(after) n)
"""
_PAGE = f"SELECT * FROM ({_DIFFERENCES}) d WHERE reference > %(after)s ORDER BY reference LIMIT %(most)s"  # noqa: S608
_TALLY = f"SELECT what, count(*) FROM ({_DIFFERENCES}) d GROUP BY what"  # noqa: S608


_LABELS = {
    "added": pgettext_lazy("entry of a file", "added"),
    "gone": pgettext_lazy("entry of a file", "gone"),
    "changed": pgettext_lazy("entry of a file", "changed"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that differs. `before` and `after` are its names, the one it goes by first."""

    reference: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def label(self) -> str:
        """What became of it, in words."""
        return str(_LABELS[self.what])


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one version of a feed to another, for the entries under some programmes."""

    old: Snapshot
    new: Snapshot
    programmes: Sequence[str]

    def rows(self, *, after: str, most: int) -> list[Row]:
        """At most `most` of the entries that differ, by reference, from behind `after`."""
        return [
            Row(reference, what, _names(before), _names(now))
            for reference, what, before, now in self._ask(_PAGE, after=after, most=most)
        ]

    def tally(self) -> dict[str, int]:
        """How many were 'added', are 'gone' and 'changed' their names."""
        found = dict(self._ask(_TALLY))
        return {what: int(found.get(what, 0)) for what in ("added", "gone", "changed")}

    def _ask(self, query: str, **more: str | int) -> list[Any]:
        values: dict[str, Any] = {
            "feed": self.old.feed_id,
            "old": self.old.number,
            "new": self.new.number,
            "programmes": list(self.programmes),
        }
        with connection.cursor() as cursor:
            cursor.execute(query, values | more)
            return list(cursor.fetchall())


def _names(value: Any) -> tuple[str, ...]:
    names = json.loads(value) if isinstance(value, str) else value or []
    ordered = sorted(names, key=lambda name: name["kind"] != "primary")
    return tuple(dict.fromkeys(str(name["name"]) for name in ordered))
