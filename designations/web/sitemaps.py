"""The addresses that search engines are told of, in blocks of rows by key: no count, no offset, two queries
for any block.

Persons are left out, with what happened to them, and so is whoever is read as another entity. The English
addresses alone are named: each page leads to its other languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from designations.models import (
    Change,
    Citation,
    DesignationList,
    Entity,
    Event,
    EventVersion,
    Jurisdiction,
    Merge,
    Source,
)

SIZE = 5000
# Of any row: what PostgreSQL can count to.
LAST_KEY = 2**63 - 1 - SIZE
FIXED = ("home", "lists", "jurisdictions", "entities", "events", "changes")
ABOUT = ("method", "coverage", "corrections", "not_listed")


@dataclass(frozen=True, slots=True)
class Place:
    """One address, and when what it shows last changed; None where that is not known."""

    path: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its rows, the name of the page with the field that stands in its address, and how to
    find when the rows of a block last changed."""

    rows: Callable[[int], QuerySet[Any]]
    page: str
    field: str
    changed: Callable[[QuerySet[Any], int], Mapping[Any, datetime]]


def fixed() -> list[Place]:
    """The pages that are there whatever the record holds."""
    return [Place(reverse(f"web:{name}")) for name in (*FIXED, *ABOUT)]


def blocks(*, known_at: int) -> list[tuple[str, int]]:
    """The kinds and numbers of the blocks in which anything is; one query for each kind."""
    return [
        (name, number)
        for name, kind in KINDS.items()
        for number in kind.rows(known_at)
        .order_by()
        .annotate(block=Cast(F("pk") / SIZE, IntegerField()))
        .values_list("block", flat=True)
        .distinct()
        .order_by("block")
    ]


def places(name: str, *, block: int, known_at: int) -> list[Place]:
    """The addresses of one block; none where nothing is in it."""
    kind = KINDS[name]
    rows = kind.rows(known_at).filter(pk__gte=block * SIZE, pk__lt=(block + 1) * SIZE).order_by("pk")
    changed = kind.changed(rows, known_at)
    return [
        Place(reverse(kind.page, args=[key]), changed.get(key))
        for key in rows.values_list(kind.field, flat=True)
    ]


def _entities(known_at: int) -> QuerySet[Any]:
    merged = Merge.objects.filter(entity=OuterRef("pk"), known__contains=known_at)
    return Entity.objects.exclude(kind=Entity.Kind.PERSON).filter(~Exists(merged))


def _events(known_at: int) -> QuerySet[Any]:
    standing = EventVersion.objects.standing(known_at=known_at).filter(event=OuterRef("pk"))
    return Event.objects.filter(
        Exists(standing.exclude(Q(designation__entity__kind=Entity.Kind.PERSON, designation__isnull=False)))
    )


def _sources(known_at: int) -> QuerySet[Any]:
    return Source.objects.filter(
        Exists(Citation.objects.filter(source=OuterRef("pk"), change_id__lte=known_at))
    )


def _logged(subject: str, field: str) -> Callable[[QuerySet[Any], int], Mapping[Any, datetime]]:
    """When the record of each was last changed itself."""

    def find(rows: QuerySet[Any], known_at: int) -> Mapping[Any, datetime]:
        mine = Change.objects.filter(
            subject_type=subject, subject_id__in=rows.order_by().values(field), seq__lte=known_at
        )
        return _latest(mine.order_by().values_list("subject_id").annotate(last=Max("at")))

    return find


def _happened(through: str) -> Callable[[QuerySet[Any], int], Mapping[Any, datetime]]:
    """When an event was last published or corrected that the page of each shows."""

    def find(rows: QuerySet[Any], known_at: int) -> Mapping[Any, datetime]:
        mine = EventVersion.objects.filter(**{f"{through}__in": rows.order_by().values("pk")})
        named = mine.filter(change_id__lte=known_at).order_by()
        key = f"{through}__slug"
        return _latest(named.values_list(key).annotate(last=Max("change__at")))

    return find


def _latest(pairs: Iterable[tuple[Any, datetime]]) -> dict[Any, datetime]:
    return dict(pairs)


KINDS: dict[str, Kind] = {
    "jurisdictions": Kind(
        lambda known_at: Jurisdiction.objects.all(),
        "web:jurisdiction",
        "slug",
        _happened("list__jurisdiction"),
    ),
    "lists": Kind(lambda known_at: DesignationList.objects.all(), "web:list", "slug", _happened("list")),
    "entities": Kind(_entities, "web:entity", "slug", _happened("designation__entity")),
    "events": Kind(_events, "web:event", "public_id", _logged("event", "public_id")),
    "sources": Kind(_sources, "web:source", "public_id", _logged("source", "public_id")),
}
