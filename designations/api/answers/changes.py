"""The public log. It keeps citations without their words; those are looked up, so a redaction reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from designations.api.answers.citations import citations_in_log
from designations.api.answers.values import absent_is_null, moment
from designations.models import Change


def change_answers(rows: Sequence[Change]) -> list[dict[str, Any]]:
    """Each of `rows`, without the account that made it. One query."""
    logged = [
        citation for row in rows for record in (row.before, row.after) for citation in _citations(record)
    ]
    by_id, brought = citations_in_log(
        ids={citation["id"] for citation in logged if citation["id"] is not None},
        changes={row.seq for row in rows if any(c["id"] is None for c in _citations(row.after))},
    )
    return [
        {
            "seq": row.seq,
            "at": moment(row.at),
            "action": row.action,
            "subject_type": row.subject_type,
            "subject_id": row.subject_id,
            "before": _record(row.before, by_id, iter(())),
            "after": _record(row.after, by_id, iter(brought[row.seq])),
        }
        for row in rows
    ]


def _citations(record: dict[str, Any] | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (record or {}).get("citations", [])
    return found


def _record(
    record: dict[str, Any] | None, by_id: dict[int, dict[str, Any]], brought: Iterator[dict[str, Any]]
) -> dict[str, Any] | None:
    """`record` with its citations in full: earlier ones by key, those of the change itself in their order."""
    if record is None:
        return None
    answer: dict[str, Any] = absent_is_null(record)
    if "citations" in record:
        answer["citations"] = [
            by_id[citation["id"]] if citation["id"] is not None else next(brought)
            for citation in record["citations"]
        ]
    return answer
