"""Entities with the names, identifiers and relations of all that had been merged into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from designations.api.answers.values import text
from designations.api.reading import Known
from designations.models import Entity, EntityIdentifier, EntityName, EntityRelation

COLUMNS = ("pk", "slug", "name", "kind", "description", "countries", "founded")

_NAME_COLUMNS = ("name", "script", "language", "kind", "strength")
Details = dict[int, list[dict[str, Any]]]


def entity_answers(rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
    """Each of `rows`, heirs or never merged. Four queries."""
    mine = {pk: row["pk"] for row in rows for pk in known.family(row["pk"])}
    merged = _merged(rows, mine)
    names, identifiers, relations = _names(mine), _identifiers(mine), _relations(mine, known=known)
    return [
        {
            **{name: text(row[name]) for name in ("slug", "name", "kind", "description")},
            "countries": row["countries"].split(";") if row["countries"] else [],
            "founded": text(row["founded"]),
            "merged": [slug for slug, _ in merged[row["pk"]]],
            "names": _once(
                [
                    *names[row["pk"]],
                    *(_name(name=name, script="", language="", kind="aka", strength="strong")
                      for _, name in merged[row["pk"]] if name != row["name"]),
                ],
                by="name",
            ),
            "identifiers": identifiers[row["pk"]],
            "relations": relations[row["pk"]],
        }
        for row in rows
    ]  # fmt: skip


def _merged(rows: Sequence[dict[str, Any]], mine: dict[int, int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    others = set(mine) - {row["pk"] for row in rows}
    for pk, slug, name in (
        Entity.objects.filter(pk__in=others).order_by("slug").values_list("pk", "slug", "name")
    ):
        found[mine[pk]].append((slug, name))
    return found


def _once(items: list[dict[str, Any]], *, by: str) -> list[dict[str, Any]]:
    """`items` without repetitions of what stands under `by`; the first one stays."""
    return list({item[by]: item for item in reversed(items)}.values())[::-1]


def _name(**columns: str) -> dict[str, Any]:
    return {name: text(value) for name, value in columns.items()}


def _names(mine: dict[int, int]) -> Details:
    found: Details = defaultdict(list)
    rows = EntityName.objects.filter(entity__in=mine).order_by("kind", "name", "pk")
    for entity, *columns in rows.values_list("entity_id", *_NAME_COLUMNS):
        found[mine[entity]].append(_name(**dict(zip(_NAME_COLUMNS, columns, strict=True))))
    return found


def _identifiers(mine: dict[int, int]) -> Details:
    found: Details = defaultdict(list)
    rows = EntityIdentifier.objects.filter(entity__in=mine).order_by("scheme", "value")
    for entity, scheme, value in rows.values_list("entity_id", "scheme", "value"):
        found[mine[entity]].append({"scheme": scheme, "value": value})
    return found


def _relations(mine: dict[int, int], *, known: Known) -> Details:
    """Relations to the heirs of what is related, without those of an entity to itself."""
    found: Details = defaultdict(list)
    rows = EntityRelation.objects.filter(entity__in=mine).order_by("kind", "other__slug", "pk")
    for entity, kind, other, slug in rows.values_list("entity_id", "kind", "other_id", "other__slug"):
        relation = {"kind": kind, "other": known.entity_slug(other, slug)}
        if known.heirs.get(other, other) != mine[entity] and relation not in found[mine[entity]]:
            found[mine[entity]].append(relation)
    return found
