"""Relations between entities lead somewhere: nothing is, through others, a wing of itself."""

from django.db import connection

from designations.editorial.errors import Incomplete
from designations.models import EntityRelation

_WAY = """
    WITH RECURSIVE way (entity_id, path) AS (
        SELECT %s::bigint, ARRAY[%s::bigint]
        UNION ALL
        SELECT r.other_id, way.path || r.other_id
        FROM way JOIN designations_entityrelation r ON r.entity_id = way.entity_id
        WHERE r.kind = %s AND r.other_id <> ALL (way.path) AND array_length(way.path, 1) < 50
    )
    SELECT e.name FROM (SELECT path FROM way WHERE entity_id = %s LIMIT 1) found
    CROSS JOIN LATERAL unnest(found.path) WITH ORDINALITY AS step (pk, n)
    JOIN designations_entity e ON e.id = step.pk ORDER BY step.n
"""


def refuse_circle(relation: EntityRelation) -> None:
    """Raise `Incomplete` on `other` if with `relation` an entity would stand so to itself.

    The caller holds the clock, so that no second writer closes the circle from the other side.
    """
    if relation.entity_id == relation.other_id:
        raise Incomplete({"other": ["Choose another entity: this is the one that you are editing."]})
    with connection.cursor() as cursor:
        cursor.execute(_WAY, [relation.other_id, relation.other_id, relation.kind, relation.entity_id])
        names = [name for (name,) in cursor.fetchall()]
    if names:
        told = f" {relation.get_kind_display()} ".join(names)
        text = f"That would be a circle, since it is on record that {told}."
        raise Incomplete({"other": [f"{text} Remove one of these relations first, or choose another kind."]})
