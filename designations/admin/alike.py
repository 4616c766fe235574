"""Entities that may be the same as another one, because a name of theirs reads the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from designations.models import Entity
from designations.text.names import fold_name

MOST = 10
_SAME = """
    WITH sought AS MATERIALIZED (
        SELECT array_agg(DISTINCT designations_letters(name)) AS keys FROM (
            SELECT name FROM designations_entity WHERE id = ANY (%(family)s)
            UNION ALL SELECT name FROM designations_entityname WHERE entity_id = ANY (%(family)s)
        ) own WHERE designations_letters(name) <> ''
    )
    SELECT id, name FROM designations_entity
    WHERE designations_letters(name) = ANY (ARRAY(SELECT unnest(keys) FROM sought))
    UNION ALL
    SELECT entity_id, name FROM designations_entityname
    WHERE designations_letters(name) = ANY (ARRAY(SELECT unnest(keys) FROM sought))
    LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another entity, and the names by which it resembles."""

    entity: Entity
    names: list[str]


def alike(family: Collection[int]) -> list[Alike]:
    """Entities outside of `family` (an entity and those read as it) with a name of the same letters.

    A suggestion and no more: organisations share names. Two queries.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SAME, {"family": list(family)})
        rows = cursor.fetchall()
    own = {_key(name) for pk, name in rows if pk in family}
    found: dict[int, list[str]] = {}
    for pk, name in rows:
        if pk not in family and _key(name) in own:
            found.setdefault(pk, []).append(name)
    entities = Entity.objects.in_bulk(sorted(found)[:MOST])
    return [Alike(entities[pk], sorted(set(found[pk]))) for pk in entities]


def _key(name: str) -> str:
    return fold_name(name).replace(" ", "")
