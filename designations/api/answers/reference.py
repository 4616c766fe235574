"""Jurisdictions, lists, acts and sources: always under their current labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from designations.api.answers.values import moment, text
from designations.models import DesignationList
from designations.models.feed import HEALTH

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


def list_answers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each of `rows` with the health of the feeds that it is followed by. No query."""
    return [{**_answer(row), "feeds": [_health(feed) for feed in row["feeds"]]} for row in rows]


def _health(feed: dict[str, str | None]) -> dict[str, str | None]:
    moments = {key: moment(datetime.fromisoformat(at)) if (at := feed[key]) else None for key in HEALTH}
    return {"name": feed["name"], **moments}


def plain_answers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Acts or sources, from their columns. No query."""
    return [_answer(row) for row in rows]
