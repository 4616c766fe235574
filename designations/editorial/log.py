"""Writing to the public log."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from designations.editorial.signals import changes_recorded
from designations.models import Change

_INSERT = """
    INSERT INTO designations_change
        (seq, at, batch, action, subject_type, subject_id, before, after, actor_id, cause, announce)
    SELECT 0, to_timestamp(0), %s, e->>'action', e->>'subject_type', e->>'subject_id',
        nullif(e->'before', 'null'), nullif(e->'after', 'null'), %s, %s, %s
    FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS t (e, n) ORDER BY n
    RETURNING seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One item to be logged."""

    action: Change.Action
    subject_type: str
    subject_id: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def take_clock() -> int:
    """Lock the clock until the transaction ends: the first lock of every verb. Returns the last number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT designations_take_clock()")
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def record(entries: Sequence[LogEntry], *, by: User, announce: bool, cause: str = "") -> list[int]:
    """Log `entries` as one batch, inside the caller's transaction; returns their numbers in order."""
    if not entries:
        return []
    rows = [
        {
            "action": entry.action.value,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "before": entry.before,
            "after": entry.after,
        }
        for entry in entries
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT, [uuid.uuid4(), by.pk, cause[:500], announce, json.dumps(rows, cls=DjangoJSONEncoder)]
        )
        numbers = sorted(row[0] for row in cursor.fetchall())
    transaction.on_commit(lambda: changes_recorded.send_robust(sender=Change, seq=numbers[-1]))
    return numbers
