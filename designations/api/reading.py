"""What one request reads: both clocks, and the merges as they stood on the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from designations.api.problems import Fault, bad_values
from designations.models import Entity, Merge, Reading, ReadingError


@dataclass(frozen=True)
class Known:
    """The record after change `seq`, on day `valid_on`. Merges are looked up once, and only if asked for."""

    seq: int
    valid_on: date

    @cached_property
    def heirs(self) -> Mapping[int, int]:
        """The final heir's key of every entity that had been merged."""
        return Merge.objects.heirs(known_at=self.seq)

    @cached_property
    def _labels(self) -> Mapping[int, tuple[str, str]]:
        heirs = Entity.objects.filter(pk__in=set(self.heirs.values()))
        return {pk: (slug, name) for pk, slug, name in heirs.values_list("pk", "slug", "name")}

    def entity(self, pk: int, *, slug: str, name: str) -> tuple[str, str]:
        """Slug and name under which entity `pk`, itself called `slug` and `name`, is read."""
        heir = self.heirs.get(pk)
        return (slug, name) if heir is None else self._labels[heir]

    def entity_slug(self, pk: int | None, slug: str | None) -> str | None:
        """The slug under which entity `pk` is read; None for none."""
        return None if pk is None or slug is None else self.entity(pk, slug=slug, name="")[0]

    def family(self, pk: int) -> list[int]:
        """The keys of the entity as which `pk` is read, and of all that had been merged into it."""
        heir = self.heirs.get(pk, pk)
        return [heir, *sorted(entity for entity, into in self.heirs.items() if into == heir)]


def known(values: Mapping[str, Any]) -> Known:
    """The reading that `valid_on` and `known_at` among the parameters' `values` ask for."""
    day: date | None = values.get("valid_on")
    try:
        reading = Reading.parse(valid_on=day.isoformat() if day else None, known_at=values.get("known_at"))
    except ReadingError as error:
        raise bad_values(Fault(error.field, str(error))) from error
    return Known(seq=reading.known_seq, valid_on=reading.valid_on)
