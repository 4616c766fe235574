"""Citations. What was captured stays private; the quoted passage and its offsets are public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from designations.api.answers.values import text
from designations.models import Citation

COLUMNS = (
    "pk", "version_id", "change_id", "source__public_id", "quote", "translation", "start", "end", "disputes",
    "claimed_on", "redacted_because",
)  # fmt: skip


def citation_answer(row: dict[str, Any]) -> dict[str, Any]:
    """A citation from its `COLUMNS`. A redacted one has a reason instead of its quotation."""
    redacted = bool(row["redacted_because"])
    return {
        "source": row["source__public_id"],
        "quote": None if redacted else text(row["quote"]),
        "translation": text(row["translation"]),
        "start": row["start"],
        "end": row["end"],
        "disputes": row["disputes"],
        "claimed_on": text(row["claimed_on"]),
        "redacted_because": text(row["redacted_because"]),
    }


def citations_of(versions: Collection[int], *, known_at: int) -> dict[int, list[dict[str, Any]]]:
    """The citations of event versions by the version's key, as known at `known_at`. One query."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Citation.objects.filter(version__in=versions, change_id__lte=known_at).order_by("pk")
    for row in rows.values(*COLUMNS):
        found[row["version_id"]].append(citation_answer(row))
    return found


def citations_in_log(
    *, ids: Collection[int], changes: Collection[int]
) -> tuple[dict[int, dict[str, Any]], dict[int, list[dict[str, Any]]]]:
    """Citations by key, and those that each of `changes` brought, in their order. One query."""
    by_id: dict[int, dict[str, Any]] = {}
    brought: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Citation.objects.filter(Q(pk__in=ids) | Q(change__in=changes)).order_by("pk")
    for row in rows.values(*COLUMNS):
        by_id[row["pk"]] = answer = citation_answer(row)
        brought[row["change_id"]].append(answer)
    return by_id, brought
