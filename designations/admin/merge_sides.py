"""Two entities side by side: what each is called, where it stands, what hangs on it and who follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from designations.models import (
    Designation,
    Entity,
    EntityIdentifier,
    EntityName,
    EntityRelation,
    EventVersion,
    Merge,
    Subscription,
)

INVERSE = {
    EntityRelation.Kind.WING_OF: "has the wing",
    EntityRelation.Kind.SUCCESSOR_OF: "was succeeded by",
    EntityRelation.Kind.COVERED_BY: "has a listing that covers",
}


@dataclass(slots=True)
class Side:
    """An entity, with all that are read as it."""

    entity: Entity
    others: list[Entity]
    names: list[str]
    identifiers: list[str]
    relations: list[str]
    standings: list[Any] = field(default_factory=list)
    events: int = 0
    citations: int = 0
    subscriptions: int = 0

    @property
    def lists(self) -> dict[int, Any]:
        """The lists on which it stands or stood, by key."""
        return {row.list_id: row.list for row in self.standings}


@dataclass(slots=True)
class Pair:
    """Two sides; `both` are lists with a row of each, `unshared` the names that only `left` has."""

    left: Side
    right: Side
    both: list[Any]
    unshared: list[str]
    followers: int

    @property
    def rows(self) -> int:
        """How many rows of designations the two have together."""
        return len(self.left.standings) + len(self.right.standings)

    @property
    def events(self) -> int:
        """How many events the two have together."""
        return self.left.events + self.right.events


def current_steps() -> dict[int, int]:
    """Who is merged directly into whom, today, by key."""
    return dict(Merge.objects.filter(known__endswith__isnull=True).values_list("entity_id", "heir_id"))


def last_heir(key: int, *, steps: Mapping[int, int]) -> int:
    """As whom `key` is read."""
    while key in steps:
        key = steps[key]
    return key


def family(key: int, *, steps: Mapping[int, int]) -> list[int]:
    """`key`, and all that are read as it, directly or not."""
    found = [key]
    for one in found:
        found += [entity for entity, heir in steps.items() if heir == one]
    return found


def compare(left: Sequence[int], right: Sequence[int], *, known: int) -> Pair:
    """The families `left` and `right`, each with its head first. Five queries, whatever they hold."""
    keys = [*left, *right]
    entities = {row.pk: row for row in _entities(keys)}
    relations = _relations(keys)
    sides = [_side([entities[key] for key in part], relations) for part in (left, right)]
    of = {key: side for part, side in zip((left, right), sides, strict=True) for key in part}
    standings = Designation.objects.filter(entity__in=keys).standing(
        valid_on=timezone.now().date(), known_at=known
    )
    for row in standings.select_related("list__jurisdiction", "entity").order_by("list__slug", "slug"):
        of[row.entity_id].standings.append(row)
    events = (
        EventVersion.objects.standing(known_at=known)
        .filter(designation__entity__in=keys)
        .order_by()
        .values_list("designation__entity")
        .annotate(number=Count("pk", distinct=True), cited=Count("citations"))
    )
    for key, number, citations in events:
        of[key].events += number
        of[key].citations += citations
    following = Subscription.objects.filter(entity__in=keys, confirmed_seq__isnull=False).order_by()
    counted = following.aggregate(
        left=Count("pk", filter=Q(entity__in=left)),
        right=Count("pk", filter=Q(entity__in=right)),
        subscribers=Count("subscriber", distinct=True),
    )
    sides[0].subscriptions, sides[1].subscriptions = counted["left"], counted["right"]
    both = [row for key, row in sides[0].lists.items() if key in sides[1].lists]
    unshared = [name for name in sides[0].names if name not in sides[1].names]
    return Pair(sides[0], sides[1], both, unshared, counted["subscribers"])


def _entities(keys: Sequence[int]) -> QuerySet[Any]:
    """Entities with their names and identifiers as texts: one query."""
    names = EntityName.objects.filter(entity=OuterRef("pk")).values("name")
    identifiers = EntityIdentifier.objects.filter(entity=OuterRef("pk"))
    told = identifiers.values(told=Concat("scheme", Value(": "), "value"))
    rows = Entity.objects.filter(pk__in=keys)
    return rows.annotate(other_names=ArraySubquery(names), known_as=ArraySubquery(told))


def _relations(keys: Sequence[int]) -> list[EntityRelation]:
    rows = EntityRelation.objects.filter(Q(entity__in=keys) | Q(other__in=keys))
    return list(rows.select_related("entity", "other"))


def _side(entities: Sequence[Any], relations: Sequence[EntityRelation]) -> Side:
    return Side(
        entity=entities[0],
        others=list(entities[1:]),
        names=_once(name for e in entities for name in (e.name, *e.other_names)),
        identifiers=_once(text for e in entities for text in e.known_as),
        relations=_once(text for e in entities for text in _told(e, relations)),
    )


def _told(entity: Entity, relations: Sequence[EntityRelation]) -> list[str]:
    """The relations of `entity` from both sides, in words; those of others speak from its side."""
    own = [f"{row.get_kind_display()} {row.other}" for row in relations if row.entity_id == entity.pk]
    inverse = [
        f"{INVERSE[EntityRelation.Kind(row.kind)]} {row.entity}"
        for row in relations
        if row.other_id == entity.pk
    ]
    return own + inverse


def _once(texts: Any) -> list[str]:
    return list(dict.fromkeys(texts))
