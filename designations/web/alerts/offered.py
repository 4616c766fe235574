"""Which entities the form of the alerts offers: those that were chosen, and those that a name finds.

A record holds far more entities than a page can: nothing here reads them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from designations.models import Change, Entity, Merge
from designations.search.by_name import closest_first, entities_called

MOST_FOUND = 20
# What one address or form may name; what is chosen of it is bounded by the form.
MOST_NAMED = 200
LONGEST_SLUG = 80
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Offered:
    """Entities by slug; `more` says that the name finds others, `read_as` holds the heirs of merged ones."""

    chosen: dict[str, Entity]
    found: dict[str, Entity] = field(default_factory=dict)
    more: bool = False
    read_as: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, Entity]:
        """Those that were chosen, then the others that were found."""
        return self.chosen | self.found


def offered(*, chosen: Iterable[str], name: str) -> Offered:
    """The entities with the slugs `chosen`, and those that are called `name`, each as its heir.

    Slugs that nobody knows are left out. At most four queries.
    """
    keys = Merge.objects.heirs(known_at=Change.objects.known_seq())
    slugs = [slug for slug in dict.fromkeys(chosen) if len(slug) <= LONGEST_SLUG and "\0" not in slug]
    rows = list(Entity.objects.filter(slug__in=slugs[:MOST_NAMED]).order_by("name", "pk")) if slugs else []
    matches = list(closest_first(entities_called(Entity.objects.all(), name), name)[: MOST_FOUND + 1])
    merged = {keys[row.pk] for row in (*rows, *matches) if row.pk in keys}
    heirs = Entity.objects.in_bulk(merged) if merged else {}

    def heir(row: Entity) -> Entity:
        return heirs.get(keys.get(row.pk, 0), row)

    mine = {heir(row).slug: heir(row) for row in rows}
    others = {heir(row).slug: heir(row) for row in matches[:MOST_FOUND]}
    return Offered(
        chosen=mine,
        found={slug: row for slug, row in others.items() if slug not in mine},
        more=len(matches) > MOST_FOUND,
        read_as={row.slug: heir(row).slug for row in rows if row.pk in heirs or row.pk in keys},
    )
