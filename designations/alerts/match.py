"""Which subscriptions an announced change answers to: one statement for many changes and all subscriptions.

The same statement says how many a draft would reach, so that what editors are told cannot differ from what is
sent.

Each branch of the union looks into one of the three partial indexes of `Subscription`; a single predicate
full of 'or null' would read the whole table for every change. (`OFFSET 0` keeps the planner from combining
the wide conditions on list and jurisdiction instead of looking up the entity.)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from designations.editorial.access import IMPORTER
from designations.models import Change, Merge
from designations.models.merge import HEIRS

# The program by which versions of list files become events.
ANNOUNCED = (Change.Action.PUBLISHED.value, Change.Action.CORRECTED.value, Change.Action.RETRACTED.value)

# A change tells of the version it made and, when it corrects, of the one before: whoever follows what an
# event was wrongly said to be about learns that it was not.
_LOGGED = """
    SELECT c.seq, c.batch, made.act_id, made.event_id,
        CASE WHEN author.username = %(importer)s THEN made.list_id END AS digest_id,
        told.kind, told.list_id, l.jurisdiction_id, d.entity_id
    FROM designations_change c
    JOIN designations_eventversion made ON made.change_id = c.seq
    JOIN auth_user author ON author.id = made.author_id
    JOIN designations_eventversion told
        ON told.event_id = made.event_id AND told.version IN (made.version, made.version - 1)
    JOIN designations_designationlist l ON l.id = told.list_id
    LEFT JOIN designations_designation d ON d.id = told.designation_id
    WHERE c.seq > %(after)s AND c.seq <= %(upto)s
        AND c.announce AND c.subject_type = 'event' AND c.action = ANY(%(announced)s)
"""
# What a draft would tell, as if the next change were its publication.
_DRAFTED = """
    SELECT %(next)s::bigint AS seq, NULL::uuid AS batch, NULL::bigint AS act_id, NULL::bigint AS event_id,
        NULL::bigint AS digest_id, told.kind, told.list_id, l.jurisdiction_id, told.entity_id
    FROM unnest(%(kinds)s::text[], %(lists)s::bigint[], %(entities)s::bigint[])
        AS told (kind, list_id, entity_id)
    JOIN designations_designationlist l ON l.id = told.list_id
"""
_GIVEN = "SELECT * FROM unnest(%(merged)s::bigint[], %(heirs)s::bigint[])"
_DUE = """
WITH news AS ({news}), heir (entity_id, heir_id) AS ({heirs}), root AS (
    SELECT DISTINCT n.entity_id, coalesce(h.heir_id, n.entity_id) AS root_id
    FROM news n LEFT JOIN heir h USING (entity_id) WHERE n.entity_id IS NOT NULL
), family AS (
    SELECT entity_id, root_id AS member_id FROM root
    UNION SELECT r.entity_id, h.entity_id FROM root r JOIN heir h ON h.heir_id = r.root_id
), hit AS (
    SELECT n.seq, n.batch, n.act_id, n.digest_id, n.event_id, s.subscriber_id
    FROM news n JOIN family f USING (entity_id)
    CROSS JOIN LATERAL (
        SELECT * FROM designations_subscription
        WHERE entity_id = f.member_id AND confirmed_seq < n.seq OFFSET 0
    ) s
    WHERE (s.list_id IS NULL OR s.list_id = n.list_id)
        AND (s.jurisdiction_id IS NULL OR s.jurisdiction_id = n.jurisdiction_id)
        AND (s.kinds = '{{}}' OR n.kind = ANY(s.kinds))
    UNION ALL
    SELECT n.seq, n.batch, n.act_id, n.digest_id, n.event_id, s.subscriber_id
    FROM news n JOIN designations_subscription s ON s.list_id = n.list_id
    WHERE s.entity_id IS NULL AND s.confirmed_seq < n.seq AND (s.kinds = '{{}}' OR n.kind = ANY(s.kinds))
    UNION ALL
    SELECT n.seq, n.batch, n.act_id, n.digest_id, n.event_id, s.subscriber_id
    FROM news n JOIN designations_subscription s ON s.jurisdiction_id = n.jurisdiction_id
    WHERE s.entity_id IS NULL AND s.list_id IS NULL AND s.confirmed_seq < n.seq
        AND (s.kinds = '{{}}' OR n.kind = ANY(s.kinds))
    UNION ALL
    SELECT n.seq, n.batch, n.act_id, n.digest_id, n.event_id, s.subscriber_id
    FROM news n JOIN designations_subscription s ON s.jurisdiction_id IS NULL
    WHERE s.entity_id IS NULL AND s.list_id IS NULL AND s.confirmed_seq < n.seq
        AND (s.kinds = '{{}}' OR n.kind = ANY(s.kinds))
), due AS (
    SELECT DISTINCT seq, batch, act_id, digest_id, event_id, subscriber_id FROM hit
)
"""
_OWE = """
{due}, present AS (
    SELECT id FROM designations_subscriber WHERE id IN (SELECT subscriber_id FROM due) FOR KEY SHARE
)
INSERT INTO designations_delivery
    (change_id, subscriber_id, channel, message, state, due_at, attempts, last_error, created_at)
SELECT due.seq, due.subscriber_id, 'email', {message}, 'due', now(), 0, '', now()
FROM due JOIN present ON present.id = due.subscriber_id
ORDER BY due.seq, due.subscriber_id
ON CONFLICT (change_id, subscriber_id, channel) DO NOTHING
"""
_COUNT = "{due} SELECT count(DISTINCT subscriber_id) FROM due"
# Events of one act share a message, and so do those of one list that a version of its file showed; any other
# event has one of its own. Derived, so that matching
# again after a crash finds the same message.
_MESSAGE = """
encode(substring(sha256(convert_to(
    due.subscriber_id || ':' || due.batch || ':' || coalesce(
        'act:' || due.act_id, 'list:' || due.digest_id, 'event:' || due.event_id
    ),
    'UTF8'
)) FOR 16), 'hex')::uuid
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a version of an event is about, as far as subscriptions choose by it."""

    kind: str
    list_id: int
    entity_id: int | None


def owe(*, after: int, upto: int) -> int:
    """Insert the Deliveries owed for the changes above `after` up to `upto`; return how many are new.

    Merged entities count as one, as merges stand at `upto`. The caller holds the cursor and the transaction.
    """
    heirs = Merge.objects.heirs(known_at=upto)
    with connection.cursor() as cursor:
        cursor.execute(
            _OWE.format(due=_DUE.format(news=_LOGGED, heirs=_GIVEN), message=_MESSAGE),
            {
                "after": after,
                "upto": upto,
                "announced": list(ANNOUNCED),
                "importer": IMPORTER,
                "merged": list(heirs),
                "heirs": list(heirs.values()),
            },
        )
        return int(cursor.rowcount)


def would_reach(*, told: Sequence[Told], known: int | None = None) -> int:
    """How many confirmed subscribers an announced change that tells of `told` would reach if it came next.

    `known` is the last change number, where the caller asked for it already; one query then.
    """
    known = Change.objects.known_seq() if known is None else known
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT.format(due=_DUE.format(news=_DRAFTED, heirs=HEIRS)),
            {
                "next": known + 1,
                "kinds": [one.kind for one in told],
                "lists": [one.list_id for one in told],
                "entities": [one.entity_id for one in told],
                "known_at": known,
            },
        )
        return int(cursor.fetchone()[0])
