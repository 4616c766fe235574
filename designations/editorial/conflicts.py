"""Where the record's own sources disagree: found in one statement, with what has been ruled on left out.

What a citation says of the day is the date that it claims, else the event's own. A claim that meets the date
of announcement or effect is explained by it, and no disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from designations.models import Event
from designations.models.event_fields import PROPOSALS, TRANSITIONS, EventKind

DATES, DISPUTED, OFFICIAL, ALIKE = "dates", "disputed", "official", "alike"
REASONS = {
    DATES: "Sources give different dates",
    DISPUTED: "A source disputes it",
    OFFICIAL: "Official sources and the press say different things",
    ALIKE: "A like event is recorded within thirty days",
}
# What happens to a designation once and not again a few days later.
_ONCE = sorted(TRANSITIONS | PROPOSALS | {EventKind.PROPOSAL_REJECTED, EventKind.RENEWED})

_CONFLICTS = """
WITH head AS (
    SELECT DISTINCT ON (event_id) id, event_id, kind, designation_id, occurred_on, announced_on, effective_on,
        lo, hi, retraction_reason
    FROM designations_eventversion ORDER BY event_id, version DESC
), standing AS (
    SELECT * FROM head WHERE retraction_reason = ''
), claimed AS (
    SELECT h.event_id, c.id, c.disputes, s.kind IN ('official', 'court', 'dataset') AS official,
        designations_days(h.occurred_on) AS own, designations_days(c.claimed_on) AS claim,
        designations_days(h.announced_on) AS announced, designations_days(h.effective_on) AS effective
    FROM standing h
    JOIN designations_citation c ON c.version_id = h.id
    JOIN designations_source s ON s.id = c.source_id
    WHERE h.id IN (SELECT version_id FROM designations_citation WHERE claimed_on IS NOT NULL OR disputes)
), said AS (
    SELECT event_id, id, disputes, official, own, CASE
        WHEN coalesce(claim && announced, false) OR coalesce(claim && effective, false) THEN own
        ELSE coalesce(claim, own) END AS day
    FROM claimed
), alike AS (
    SELECT b.event_id, a.event_id AS other_id
    FROM standing a JOIN standing b USING (designation_id, kind)
    WHERE a.event_id < b.event_id AND kind = ANY(%(once)s) AND a.occurred_on <> b.occurred_on
        AND coalesce(a.lo, a.hi) <= b.hi + 30 AND coalesce(b.lo, b.hi) <= a.hi + 30
), found AS (
    SELECT event_id, 'dates' AS why FROM said WHERE NOT day && own
    UNION SELECT a.event_id, 'dates' FROM said a JOIN said b USING (event_id)
        WHERE a.id < b.id AND NOT a.day && b.day
    UNION SELECT event_id, 'disputed' FROM said WHERE disputes
    UNION SELECT a.event_id, 'official' FROM said a JOIN said b USING (event_id)
        WHERE a.official AND NOT b.official AND (a.disputes <> b.disputes OR NOT a.day && b.day)
    UNION SELECT event_id, 'alike' FROM alike
), ruled AS (
    SELECT event_id, max(change_id) AS change_id FROM designations_ruling GROUP BY event_id
), settled AS (
    SELECT r.event_id FROM ruled r JOIN standing h USING (event_id) WHERE NOT EXISTS (
        SELECT 1 FROM designations_citation c
        WHERE c.version_id = h.id AND c.change_id > r.change_id AND NOT EXISTS (
            SELECT 1 FROM designations_citation o JOIN designations_eventversion v ON v.id = o.version_id
            WHERE v.event_id = h.event_id AND o.change_id <= r.change_id AND o.source_id = c.source_id
                AND (o.quote, o.disputes) = (c.quote, c.disputes)
                AND o.claimed_on IS NOT DISTINCT FROM c.claimed_on
        )
    )
)
SELECT f.event_id, array_agg(f.why ORDER BY f.why),
    (SELECT coalesce(array_agg(a.other_id), '{}') FROM alike a WHERE a.event_id = f.event_id)
FROM found f
WHERE (f.event_id IN (SELECT event_id FROM settled)) = %(ruled)s
    AND (%(event)s::bigint IS NULL OR f.event_id = %(event)s)
    AND (%(before)s::bigint IS NULL OR f.event_id < %(before)s)
GROUP BY f.event_id HAVING %(why)s::text IS NULL OR %(why)s = ANY(array_agg(f.why))
ORDER BY f.event_id DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An event about which sources disagree, why, and the like events that were recorded before it."""

    event_id: int
    why: tuple[str, ...]
    like: tuple[int, ...]

    @property
    def reasons(self) -> list[str]:
        """Why, in words."""
        return [REASONS[why] for why in self.why]


def conflicts(
    *, most: int, before: int | None = None, why: str | None = None, ruled: bool = False
) -> list[Conflict]:
    """At most `most` conflicts, the event published last first, from below the event's key `before`.

    Those that a ruling settled are left out, or are the only ones (`ruled`). One query.
    """
    return _ask(most=most, before=before, why=why, ruled=ruled, event=None)


def conflict_of(event: Event) -> Conflict | None:
    """The conflict about `event`, settled or not."""
    found: Sequence[Conflict] = [
        *_ask(most=1, before=None, why=None, ruled=False, event=event.pk),
        *_ask(most=1, before=None, why=None, ruled=True, event=event.pk),
    ]
    return found[0] if found else None


def _ask(**asked: int | str | None) -> list[Conflict]:
    with connection.cursor() as cursor:
        cursor.execute(_CONFLICTS, {**asked, "once": _ONCE})
        return [Conflict(pk, tuple(why), tuple(like)) for pk, why, like in cursor.fetchall()]
