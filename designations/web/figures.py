"""Numbers counted over the whole record, list by list, and counted again only for the lists that changed.

They are kept beside the pages, with the number of the change up to which they count. What was published,
corrected, retracted or cited since touches a few lists; anything that may touch others, such as an edited
source or a redaction, has all of them counted again. A cache that is down costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from django.core.cache import caches
from django.db import connection

from designations.web.kept_pages import ALIAS, SECONDS, unless_down
from designations.web.validators import build

Number = TypeVar("Number")
# Counting for some lists asks for their keys; None is all.
Count = Callable[[Sequence[int] | None], dict[int, Number]]
# Beyond so many changes all is counted again: a load of facts or of a list file.
MOST = 2000

# An event counts on the lists of all its versions, and for the proposals that any of them answers. NULL says
# that something else than events was changed.
_CHANGED = """
    WITH span AS (
        SELECT seq, action, subject_type FROM designations_change
        WHERE seq > %(after)s::bigint AND seq <= %(upto)s::bigint
    ), touched AS (
        SELECT v.event_id FROM span JOIN designations_eventversion v ON v.change_id = span.seq
        UNION
        SELECT v.event_id FROM span JOIN designations_citation c ON c.change_id = span.seq
        JOIN designations_eventversion v ON v.id = c.version_id
    ), version AS (
        SELECT v.id, v.list_id FROM touched JOIN designations_eventversion v ON v.event_id = touched.event_id
    )
    SELECT list_id FROM version
    UNION
    SELECT p.list_id FROM version JOIN designations_resolution r ON r.answer_id = version.id
    JOIN designations_eventversion p ON p.event_id = r.event_id
    UNION
    SELECT NULL FROM span WHERE action = 'redacted'
    OR subject_type NOT IN ('event', 'entity') AND action <> 'created'
"""


def figures(name: str, *, known_at: int, count: Count[Number], day: date | None = None) -> dict[int, Number]:
    """What `count` says of each list as known at a change, under a name that no other numbers have.

    `count` takes keys of lists, or None for all, and answers with every key that it was asked for; it may
    answer with those of jurisdictions instead, as long as it counts whole ones. `day` is given where the
    numbers are those of a day.
    """
    key = f"figures-{build()}-{name}-{day or 'ever'}"
    held = unless_down(lambda: caches[ALIAS].get(key))
    seq: int | None
    numbers: dict[int, Number]
    seq, numbers = held if held is not None else (None, {})
    if seq == known_at:
        return numbers
    changed = None if seq is None or seq > known_at else _changed(after=seq, upto=known_at)
    if changed is None:
        numbers = count(None)
    elif changed:
        numbers = numbers | count(changed)
    # A reader of an earlier state does not take away what the others have.
    if seq is None or seq < known_at:
        unless_down(lambda: caches[ALIAS].set(key, (known_at, numbers), SECONDS))
    return numbers


def _changed(*, after: int, upto: int) -> list[int] | None:
    """The lists whose numbers may have changed; None where that may be any."""
    if upto - after > MOST:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"after": after, "upto": upto})
        found = [row[0] for row in cursor.fetchall()]
    return None if None in found else found
