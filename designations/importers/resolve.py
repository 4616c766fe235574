"""Which entity an entry of a list is. Certain where a record says so; otherwise candidates for an editor.

In this order: the reference on a designation of the list, a name of somebody in the record of that very list,
an identifier. A like name elsewhere is never more than a candidate: organisations share names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from designations.editorial.edit import log_edits
from designations.editorial.slugs import free_slug
from designations.importers.differences import primary_name
from designations.models import Designation, Entity, EntityIdentifier, EntityName, EntryLink, Feed, Period
from designations.text.names import fold_name

MOST_CANDIDATES = 8
_KINDS = {"person": Entity.Kind.PERSON}


@dataclass(slots=True)
class Known:
    """What the record knows of entities, folded once for a whole version."""

    by_reference: dict[tuple[int, str], int]
    by_name_on_list: dict[tuple[int, str], set[int]]
    by_identifier: dict[tuple[str, str], int]
    by_name: dict[str, set[int]]
    slugs: dict[int, str]

    @classmethod
    def now(cls) -> Known:
        """The names, references and identifiers of today."""
        by_reference: dict[tuple[int, str], int] = {}
        on_list: dict[tuple[int, str], set[int]] = defaultdict(set)
        current = Period.objects.filter(Q(known__endswith__isnull=True)).values_list(
            "designation__list_id", "designation__entity_id", "reference", "name_on_list"
        )
        for list_id, entity_id, reference, name in current.iterator(chunk_size=5000):
            if reference:
                by_reference[list_id, reference] = entity_id
            if name:
                on_list[list_id, fold_name(name)].add(entity_id)
        names: dict[str, set[int]] = defaultdict(set)
        slugs: dict[int, str] = {}
        for entity_id, name, slug in Entity.objects.values_list("pk", "name", "slug").iterator(
            chunk_size=5000
        ):
            names[fold_name(name)].add(entity_id)
            slugs[entity_id] = slug
        rows = EntityName.objects.filter(strength=EntityName.Strength.STRONG).values_list("entity_id", "name")
        for entity_id, name in rows.iterator(chunk_size=5000):
            names[fold_name(name)].add(entity_id)
        names_of: dict[int, set[str]] = defaultdict(set)
        for name, entity_ids in names.items():
            for entity_id in entity_ids:
                names_of[entity_id].add(name)
        pairs = Designation.objects.values_list("list_id", "entity_id")
        for list_id, entity_id in pairs.iterator(chunk_size=5000):
            for name in names_of[entity_id]:
                on_list[list_id, name].add(entity_id)
        identifiers = EntityIdentifier.objects.values_list("scheme", "value", "entity_id")
        return cls(by_reference, on_list, {(s, v): e for s, v, e in identifiers}, names, slugs)


def resolve(
    feed: Feed, entries: Mapping[str, tuple[Mapping[str, Any], frozenset[int]]], *, by: User, create: bool
) -> dict[str, EntryLink]:
    """The link of each of `entries` (reference -> what it says, the lists it stands on), kept for good.

    With `create` an entry that no entity resembles becomes a new one; otherwise it waits for an editor, as do
    those with candidates.
    """
    links = {
        link.reference: link for link in feed.links.filter(reference__in=entries).select_related("entity")
    }
    # What an editor took apart is not linked again by a rule.
    open_ones = [r for r in entries if r not in links or not (links[r].entity or links[r].is_reopened)]
    if not open_ones:
        return links
    known = Known.now()
    claimed = dict(feed.links.exclude(entity=None).values_list("entity_id", "reference"))
    found = {ref: links.get(ref) or EntryLink(feed=feed, reference=ref) for ref in open_ones}
    # The name that an entry goes by speaks before its other names, over all entries.
    for primary_only in (True, False):
        for reference, link in found.items():
            if link.entity_id is None:
                _decide(link, *entries[reference], known, claimed=claimed, primary_only=primary_only)
    fresh = [(r, entries[r][0]) for r, link in found.items() if not (link.entity_id or link.candidates)]
    if not create:
        fresh = []
    for reference, entity in create_entities(fresh, by=by).items():
        found[reference].entity, found[reference].rule = entity, EntryLink.Rule.NEW
    EntryLink.objects.bulk_create([link for link in found.values() if link.pk is None], batch_size=2000)
    EntryLink.objects.bulk_update(
        [link for ref, link in found.items() if ref in links],
        ["entity", "rule", "candidates"],
        batch_size=1000,
    )
    stored = feed.links.filter(reference__in=entries).select_related("entity")
    return {link.reference: link for link in stored}


def _decide(
    link: EntryLink,
    data: Mapping[str, Any],
    lists: Iterable[int],
    known: Known,
    *,
    claimed: dict[int, str],
    primary_only: bool,
) -> None:
    """Link `link` to the one entity that a rule names and no other entry claims; else note the candidates."""
    names = {fold_name(name["name"]) for name in data["names"] if not name["weak"]} - {""}
    sought = {fold_name(primary_name(data))} - {""} if primary_only else names
    places = list(lists)
    keys = [(identifier["scheme"], identifier["value"]) for identifier in data["identifiers"]]
    rules: dict[EntryLink.Rule, set[int | None]] = {
        EntryLink.Rule.DESIGNATION: {known.by_reference.get((place, link.reference)) for place in places},
        EntryLink.Rule.NAME_ON_LIST: {
            e for place in places for name in sought for e in known.by_name_on_list.get((place, name), ())
        },
        EntryLink.Rule.IDENTIFIER: {known.by_identifier.get(key) for key in keys},
    }
    why: dict[int, str] = {}
    for rule, hits in rules.items():
        found = {hit for hit in hits if hit is not None}
        if len(found) == 1 and not found & claimed.keys():
            [link.entity_id] = found
            link.rule, link.candidates = rule, []
            claimed[link.entity_id] = link.reference
            return
        why |= {e: f"{rule.label}; {claimed.get(e, 'another entry')} may be it, too" for e in found}
    for name in sorted(names):
        for entity_id in known.by_name.get(name, ()):
            why.setdefault(entity_id, f"is also called {name}")
    link.candidates = [[known.slugs[e], reason] for e, reason in why.items()][:MOST_CANDIDATES]


def create_entities(fresh: list[tuple[str, Mapping[str, Any]]], *, by: User) -> dict[str, Entity]:
    """New entities, with all names of their entries, logged as one batch."""
    if not fresh:
        return {}
    taken = set(Entity.objects.values_list("slug", flat=True))
    made: dict[str, Entity] = {}
    for reference, data in fresh:
        slug = free_slug(primary_name(data), otherwise=reference, taken=taken)
        kind = _KINDS.get(data["kind"], Entity.Kind.ORGANISATION)
        made[reference] = Entity(slug=slug, name=primary_name(data)[:250], kind=kind)
    Entity.objects.bulk_create(made.values(), batch_size=2000)
    EntityName.objects.bulk_create(
        [row for reference, data in fresh for row in _names(made[reference], data)], batch_size=5000
    )
    stored = Entity.objects.filter(pk__in=[e.pk for e in made.values()])
    rows = stored.prefetch_related("names", "identifiers", "relations__other")
    log_edits([(entity, None) for entity in rows], by=by, reason="official list file")
    return made


def _names(entity: Entity, data: Mapping[str, Any]) -> list[EntityName]:
    seen, rows = {entity.name}, list[EntityName]()
    for name in data["names"]:
        if name["name"][:250] not in seen:
            seen.add(name["name"][:250])
            rows.append(
                EntityName(
                    entity=entity,
                    name=name["name"][:250],
                    script=name["script"][:4],
                    language=name["language"][:10],
                    kind=EntityName.Kind.AKA if name["kind"] == "primary" else name["kind"],
                    strength=EntityName.Strength.WEAK if name["weak"] else EntityName.Strength.STRONG,
                )
            )
    return rows
