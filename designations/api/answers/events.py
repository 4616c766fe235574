"""Events as they were known, with their citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from designations.api.answers.citations import citations_of
from designations.api.answers.values import moment, text
from designations.api.reading import Known
from designations.models import Resolution, Ruling
from designations.models.event import EventVersionQuerySet

_PLAIN = ("version", "kind", "adverse")
_TEXTS = (
    "occurred_on", "announced_on", "effective_on", "actor", "speaker", "stance", "name_on_list", "reference",
    "mode", "end_reason", "proposed_effect", "summary", "retraction_reason",
)  # fmt: skip
_REFERENCES = {
    "list": "list__slug",
    "about": "about__public_id",
    "act": "act__public_id",
    "within": "within__slug",
    "continued_by": "continued_by__slug",
}
_MOMENTS = ("published_at", "corrected_at", "retracted_at")
_COLUMNS = (
    "pk", "event_id", "event__public_id", "hi", "designation__entity_id", "designation__entity__slug",
    "on_behalf_of_jurisdiction__slug", "on_behalf_of_entity_id", "on_behalf_of_entity__slug",
    *_PLAIN, *_TEXTS, *_REFERENCES.values(), *_MOMENTS,
)  # fmt: skip
_ORDER = (
    "id", "version", "kind", "list", "entity", "occurred_on", "announced_on", "effective_on", "actor",
    "speaker", "on_behalf_of", "stance", "about", "resolves", "act", "name_on_list", "reference", "mode",
    "within", "end_reason", "continued_by", "proposed_effect", "adverse", "summary", "citations",
    "published_at", "corrected_at", "retracted_at", "retraction_reason", "ruling",
)  # fmt: skip


def event_columns(rows: EventVersionQuerySet, *, known: Known) -> Any:
    """`rows` as the dictionaries that `event_answers` takes."""
    ruled = Ruling.objects.of_versions(known_at=known.seq)
    return rows.with_history(known_at=known.seq).annotate(ruled=ruled).values(*_COLUMNS, "ruled")


def event_answers(rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
    """Each of `rows` with its citations and what it resolves. Two queries."""
    versions = [row["pk"] for row in rows]
    citations = citations_of(versions, known_at=known.seq)
    resolved = _resolved(versions)
    answers = []
    for row in rows:
        answer = {
            "id": row["event__public_id"],
            "entity": known.entity_slug(row["designation__entity_id"], row["designation__entity__slug"]),
            "on_behalf_of": row["on_behalf_of_jurisdiction__slug"]
            or known.entity_slug(row["on_behalf_of_entity_id"], row["on_behalf_of_entity__slug"]),
            "resolves": resolved[row["pk"]],
            "citations": citations[row["pk"]],
            "ruling": _ruling(row["ruled"]),
            **{name: row[name] for name in _PLAIN},
            **{name: text(row[name]) for name in _TEXTS},
            **{name: row[column] for name, column in _REFERENCES.items()},
            **{name: moment(row[name]) for name in _MOMENTS},
        }
        answers.append({name: answer[name] for name in _ORDER})
    return answers


def _ruling(told: dict[str, Any] | None) -> dict[str, Any] | None:
    return told and {**told, "ruled_at": moment(datetime.fromisoformat(told["ruled_at"]))}


def _resolved(versions: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Resolution.objects.filter(answer__in=versions).order_by("pk")
    for version, event in rows.values_list("answer_id", "event__public_id"):
        found[version].append(event)
    return found
