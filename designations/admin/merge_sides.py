"""Two entities side by side: what each is called, where it stands, what hangs on it and who follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from designations.models import (
    Designation,
    Entity,
    EntityRelation,
    EventVersion,
    Merge,
    Reading,
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


def compare(left: Sequence[int], right: Sequence[int]) -> Pair:
    """The families `left` and `right`, each with its head first. A dozen queries, whatever they hold."""
    keys = [*left, *right]
    reading = Reading.now()
    rows = Entity.objects.filter(pk__in=keys).prefetch_related(
        "names", "identifiers", "relations__other", "inverse_relations__entity"
    )
    entities = {row.pk: row for row in rows}
    sides = [_side([entities[key] for key in part]) for part in (left, right)]
    of = {key: side for part, side in zip((left, right), sides, strict=True) for key in part}
    standings = Designation.objects.filter(entity__in=keys).standing(
        valid_on=reading.valid_on, known_at=reading.known_seq
    )
    for row in standings.select_related("list__jurisdiction", "entity").order_by("list__slug", "slug"):
        of[row.entity_id].standings.append(row)
    events = (
        EventVersion.objects.standing(known_at=reading.known_seq)
        .filter(designation__entity__in=keys)
        .order_by()
        .values_list("designation__entity")
        .annotate(number=Count("pk", distinct=True), cited=Count("citations"))
    )
    for key, number, citations in events:
        of[key].events += number
        of[key].citations += citations
    following = Subscription.objects.filter(entity__in=keys, confirmed_seq__isnull=False).order_by()
    for key, number in following.values_list("entity").annotate(number=Count("pk")):
        of[key].subscriptions += number
    both = [row for key, row in sides[0].lists.items() if key in sides[1].lists]
    unshared = [name for name in sides[0].names if name not in sides[1].names]
    followers = following.aggregate(number=Count("subscriber", distinct=True))["number"]
    return Pair(sides[0], sides[1], both, unshared, followers)


def _side(entities: Sequence[Entity]) -> Side:
    return Side(
        entity=entities[0],
        others=list(entities[1:]),
        names=_once(name for e in entities for name in (e.name, *(row.name for row in e.names.all()))),
        identifiers=_once(str(row) for e in entities for row in e.identifiers.all()),
        relations=_once(text for e in entities for text in relations_of(e)),
    )


def relations_of(entity: Entity) -> list[str]:
    """The relations of `entity` from both sides, in words; those of others speak from its side."""
    own = [f"{row.get_kind_display()} {row.other}" for row in entity.relations.all()]
    inverse = [
        f"{INVERSE[EntityRelation.Kind(row.kind)]} {row.entity}" for row in entity.inverse_relations.all()
    ]
    return own + inverse


def _once(texts: Any) -> list[str]:
    return list(dict.fromkeys(texts))
