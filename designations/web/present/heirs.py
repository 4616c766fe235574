"""Under which entity a merged one is read. Links lead to the heir; the record itself is untouched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from designations.models import Entity, Merge


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who is read as whom, at one change number."""

    keys: Mapping[int, int]
    entities: Mapping[int, Entity]

    @classmethod
    def known(cls, *, known_at: int) -> Heirs:
        """As merges stood at a change number: one query, a second one where anything is merged."""
        keys = Merge.objects.heirs(known_at=known_at)
        return cls(keys, Entity.objects.in_bulk(set(keys.values())) if keys else {})

    def of(self, entity: Entity) -> Entity:
        """The entity as which `entity` is read: its heir, or itself."""
        return self.entities.get(self.keys.get(entity.pk, 0), entity)

    def family(self, entity: Entity) -> list[int]:
        """The keys of an entity and of all that are read as it."""
        return [entity.pk, *(key for key, heir in self.keys.items() if heir == entity.pk)]
