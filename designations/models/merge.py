"""Merges of entities: resolved when read; nothing is repointed, so a merge can be undone."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import connection, models

from designations.models.entity import Entity

HEIRS = """
    WITH RECURSIVE step (entity_id, heir_id) AS (
        SELECT entity_id, heir_id FROM designations_merge WHERE known @> %(known_at)s::bigint
    ), chain (entity_id, heir_id) AS (
        SELECT entity_id, heir_id FROM step
        UNION
        SELECT chain.entity_id, step.heir_id FROM chain JOIN step ON step.entity_id = chain.heir_id
    )
    SELECT chain.entity_id, chain.heir_id FROM chain
    WHERE NOT EXISTS (SELECT 1 FROM step WHERE step.entity_id = chain.heir_id)
"""


class MergeQuerySet(models.QuerySet["Merge"]):
    """Readings of merges."""

    def heirs(self, *, known_at: int) -> dict[int, int]:
        """The final heir's key of every entity that was merged at change number `known_at`."""
        with connection.cursor() as cursor:
            cursor.execute(HEIRS, {"known_at": known_at})
            return dict(cursor.fetchall())

    def family(self, *, entity_id: int, known_at: int) -> list[int]:
        """The keys of an entity and of all that were merged into it at change number `known_at`."""
        return [entity_id, *(e for e, heir in self.heirs(known_at=known_at).items() if heir == entity_id)]


class Merge(models.Model):
    """`entity` was found to be the same as `heir`, while `known`: a range of change numbers."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="merges")
    heir = models.ForeignKey(Entity, models.PROTECT, related_name="inherited")
    known = BigIntegerRangeField()
    reason = models.CharField(max_length=500, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            ExclusionConstraint(
                name="merge_once_at_a_time",
                expressions=[("entity", RangeOperators.EQUAL), ("known", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=~models.Q(entity=models.F("heir")), name="merge_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.entity} -> {self.heir}"
