"""Jurisdictions, lists, acts and sources: always under their current labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from designations.api.answers.values import text
from designations.models import DesignationList

JURISDICTION_COLUMNS = ("pk", "slug", "code", "name", "kind")
LIST_COLUMNS = (
    "pk", "slug", "jurisdiction__slug", "name", "native_name", "authority", "legal_basis", "legal_basis_url",
    "official_url", "source_url", "established", "scope", "review_cycle", "delisting_procedure",
    "succeeds__slug",
)  # fmt: skip
ACT_COLUMNS = ("pk", "public_id", "jurisdiction__slug", "number", "title", "dated", "url")
SOURCE_COLUMNS = (
    "pk", "public_id", "url", "title", "publisher", "author", "published_on", "kind", "language",
    "archived_url",
)  # fmt: skip
_NAMES = {"public_id": "id", "jurisdiction__slug": "jurisdiction", "succeeds__slug": "succeeds"}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    return {_NAMES.get(name, name): text(value) for name, value in row.items() if name != "pk"}


def jurisdiction_answers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each of `rows` with the slugs of its lists. One query."""
    lists: dict[int, list[str]] = defaultdict(list)
    found = DesignationList.objects.filter(jurisdiction__in=[row["pk"] for row in rows]).order_by("slug")
    for place, slug in found.values_list("jurisdiction_id", "slug"):
        lists[place].append(slug)
    return [{**_answer(row), "lists": lists[row["pk"]]} for row in rows]


def plain_answers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lists, acts or sources, from their columns. No query."""
    return [_answer(row) for row in rows]
