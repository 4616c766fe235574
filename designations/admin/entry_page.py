"""An entry of a list file and the entities that it may be, as the desk shows them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from designations.importers.decide import runs
from designations.importers.differences import primary_name
from designations.models import Change, Designation, Entity, EntryLink


@dataclass(frozen=True, slots=True)
class Told:
    """One side: what it is called and known by, as (label, values)."""

    name: str
    rows: list[tuple[str, list[str]]]
    entity: Entity | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`entry` is None where no version has the entry any more; `is_current` whether the last one does."""

    link: EntryLink
    entry: Told | None
    candidates: list[Told]
    is_current: bool

    @classmethod
    def of(cls, link: EntryLink) -> EntryPage:
        """The page of `link`; the number of queries does not depend on that of the candidates."""
        run = runs(link)
        reasons = dict(link.candidates)
        if link.entity is not None:
            reasons = {link.entity.slug: f"linked: {link.get_rule_display()}"}
        found = Entity.objects.filter(slug__in=reasons).prefetch_related("names", "identifiers")
        entities = {entity.slug: entity for entity in found}
        standing = _standing(list(entities.values()))
        return cls(
            link=link,
            entry=_entry(run[-1].data) if run else None,
            candidates=[
                _candidate(entities[slug], why=why, lists=standing.get(entities[slug].pk, []))
                for slug, why in reasons.items()
                if slug in entities
            ],
            is_current=bool(run) and run[-1].seen.upper is None,
        )


def _entry(data: Mapping[str, Any]) -> Told:
    main = primary_name(data)
    rows = [
        (
            "Other names",
            [f"{n['name']}{' (weak)' if n['weak'] else ''}" for n in data["names"] if n["name"] != main],
        ),
        ("Kind", [data["kind"]]),
        ("Programmes", data["programmes"]),
        ("Listed on", [data["listed_on"]] if data["listed_on"] else []),
        ("Born", data["births"]),
        ("Countries", data["countries"]),
        ("Identifiers", [f"{i['scheme']} {i['value']} {i['country']}".strip() for i in data["identifiers"]]),
        ("Remarks", [data["remarks"]] if data.get("remarks") else []),
    ]
    return Told(main, [(label, [str(v) for v in values]) for label, values in rows if values])


def _candidate(entity: Entity, *, why: str, lists: list[str]) -> Told:
    rows = [
        ("Other names", [name.name for name in entity.names.all()]),
        ("Kind", [entity.get_kind_display()]),
        ("Stands on", lists),
        ("Founded", [str(entity.founded)] if entity.founded else []),
        ("Countries", [str(entity.countries)] if entity.countries else []),
        ("Identifiers", [f"{row.scheme} {row.value}" for row in entity.identifiers.all()]),
    ]
    return Told(entity.name, [(label, values) for label, values in rows if values], entity, why)


def _standing(entities: list[Entity]) -> dict[int, list[str]]:
    rows = Designation.objects.filter(entity__in=entities).select_related("list").order_by("slug")
    today, now = timezone.now().date(), Change.objects.known_seq()
    told: dict[int, list[str]] = {}
    for row in rows.standing(valid_on=today, known_at=now):
        status = str(row.status).replace("_", " ")  # type: ignore[attr-defined]
        told.setdefault(row.entity_id, []).append(f"{row.list.name}: {status}")
    return told
