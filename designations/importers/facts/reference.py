"""What events refer to: jurisdictions, lists, entities with their names, sources. Set-based.

A row that an editor changed since the last load is left as it is and reported.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Model

from designations.editorial.edit import log_edits
from designations.editorial.records import reference_record, subject_of
from designations.importers.facts.read import Facts, Row
from designations.models import (
    Change,
    DesignationList,
    Entity,
    EntityIdentifier,
    EntityName,
    Jurisdiction,
    Source,
)
from designations.text.ids import derived_id
from designations.text.names import script_of


@dataclass(slots=True)
class Report:
    """What a load did; `notes` are for the person who ran it."""

    created: int = 0
    updated: int = 0
    published: int = 0
    corrected: int = 0
    cited: int = 0
    unchanged: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)


def source_id(key: str) -> str:
    """The permanent public id of a shipped source; the same on every installation."""
    return derived_id("source", key)


def load_reference(facts: Facts, *, by: User, report: Report) -> None:
    """Bring every reference row up to the files; the caller holds the clock and the transaction."""
    _bring_up(
        Jurisdiction, "slug", facts["jurisdictions"], _jurisdiction, by=by, report=report,
    )  # fmt: skip
    places = {row.code: row for row in Jurisdiction.objects.all()}
    _bring_up(DesignationList, "slug", facts["lists"], lambda row: _list(row, places), by=by, report=report)
    _bring_up(Source, "public_id", facts["sources"], _source, by=by, report=report)
    _entities(facts, by=by, report=report)


def _jurisdiction(row: Row) -> Jurisdiction:
    return Jurisdiction(slug=row["code"].lower(), code=row["code"], name=row["name"], kind=row["kind"])


def _list(row: Row, places: dict[str, Jurisdiction]) -> DesignationList:
    same = (
        "name", "native_name", "authority", "legal_basis", "legal_basis_url", "official_url", "scope",
        "review_cycle", "delisting_procedure", "source_url",
    )  # fmt: skip
    return DesignationList(
        slug=row["id"], jurisdiction=places[row["jurisdiction"]], established=row.date("established"),
        **{name: row[name] for name in same},
    )  # fmt: skip


def _source(row: Row) -> Source:
    same = ("url", "title", "publisher", "author", "kind", "language", "archived_url")
    return Source(
        public_id=source_id(row["id"]),
        published_on=row.date("published_on"),
        **{name: row[name] for name in same},
    )


def _entity(row: Row) -> Entity:
    return Entity(
        slug=row["id"], name=row["name"], kind=row["kind"], description=row["description"],
        countries=row["country_codes"], founded=row.date("founded"),
    )  # fmt: skip


def _edited_meanwhile(subjects: Iterable[Model], *, by: User) -> set[str]:
    """The permanent ids of those among `subjects` that somebody else changed last."""
    keys = [subject_of(subject) for subject in subjects]
    if not keys:
        return set()
    last = (
        Change.objects.filter(subject_type=keys[0][0], subject_id__in=[key for _, key in keys])
        .exclude(action__in=[Change.Action.MERGED, Change.Action.UNMERGED, Change.Action.REDACTED])
        .order_by("subject_id", "-seq")
        .distinct("subject_id")
    )
    return {change.subject_id for change in last if change.actor_id != by.pk}


def _bring_up(
    model: type[Model], key: str, rows: list[Row], build: Callable[[Row], Model], *, by: User, report: Report
) -> None:
    wanted = {getattr(row, key): row for row in map(build, rows)}
    stored = {getattr(row, key): row for row in model._default_manager.filter(**{f"{key}__in": wanted})}
    names = [field.name for field in model._meta.concrete_fields if field.name not in ("id", key, "succeeds")]
    changed: list[tuple[Model, dict[str, object] | None]] = []
    differing = [
        row for slug, row in stored.items() if any(_differs(row, wanted[slug], name) for name in names)
    ]
    theirs = _edited_meanwhile(differing, by=by)
    for row in differing:
        slug = getattr(row, key)
        if slug in theirs:
            report.skipped += 1
            report.notes.append(
                f"{model._meta.verbose_name} {slug}: an editor changed it since; left as it is"
            )
            continue
        before = reference_record(row)
        for name in names:
            setattr(row, name, getattr(wanted[slug], name))
        changed.append((row, before))
    fresh = [row for slug, row in wanted.items() if slug not in stored]
    if changed:
        model._default_manager.bulk_update([row for row, _ in changed], names)
    model._default_manager.bulk_create(fresh)
    log_edits([*((row, None) for row in fresh), *changed], by=by, reason="shipped facts")
    report.created += len(fresh)
    report.updated += len(changed)
    report.unchanged += len(stored) - len(differing)


def _differs(stored: Model, wanted: Model, name: str) -> bool:
    return bool(getattr(stored, name) != getattr(wanted, name))


def _entities(facts: Facts, *, by: User, report: Report) -> None:
    known = Entity.objects.in_bulk([row["id"] for row in facts["groups"]], field_name="slug")
    before = {slug: reference_record(entity) for slug, entity in _with_names(known).items()}
    theirs = _edited_meanwhile(known.values(), by=by)
    wanted = {row["id"]: _entity(row) for row in facts["groups"]}
    fresh = [entity for slug, entity in wanted.items() if slug not in known]
    Entity.objects.bulk_create(fresh)
    ours = {slug: entity for slug, entity in known.items() if slug not in theirs}
    columns = ["name", "kind", "description", "countries", "founded"]
    differing = [e for slug, e in ours.items() if any(_differs(e, wanted[slug], name) for name in columns)]
    for entity in differing:
        for name in columns:
            setattr(entity, name, getattr(wanted[entity.slug], name))
    Entity.objects.bulk_update(differing, columns)
    open_to_us = {**ours, **{entity.slug: entity for entity in fresh}}
    _names(facts, open_to_us, before)
    after = _with_names(open_to_us)
    touched = [(e, before.get(slug)) for slug, e in after.items() if before.get(slug) != reference_record(e)]
    log_edits(list(touched), by=by, reason="shipped facts")
    for slug in sorted(theirs):
        if any(_differs(known[slug], wanted[slug], name) for name in columns):
            report.skipped += 1
            report.notes.append(f"entity {slug}: an editor changed it since; left as it is")
    report.created += len(fresh)
    report.updated += len(touched) - len(fresh)
    report.unchanged += len(known) - (len(touched) - len(fresh))


def _with_names(entities: dict[str, Entity]) -> dict[str, Entity]:
    rows = Entity.objects.filter(slug__in=entities).prefetch_related(
        "names", "identifiers", "relations__other"
    )
    return {row.slug: row for row in rows}


def _names(facts: Facts, entities: dict[str, Entity], before: dict[str, dict[str, object]]) -> None:
    have: dict[str, set[str]] = defaultdict(set)
    for slug, name in EntityName.objects.filter(entity__slug__in=before).values_list("entity__slug", "name"):
        have[slug].add(name)
    names: list[EntityName] = []
    identifiers: list[EntityIdentifier] = []
    for row in facts["aliases"]:
        if row["group_id"] in entities and row["name"] not in have[row["group_id"]]:
            have[row["group_id"]].add(row["name"])
            names.append(
                EntityName(
                    entity=entities[row["group_id"]],
                    name=row["name"],
                    script=row["language_script"],
                    kind=row["kind"],
                )
            )
    for row in facts["groups"]:
        native = row["native_name"]
        if row["id"] in entities and native and native not in have[row["id"]]:
            names.append(
                EntityName(
                    entity=entities[row["id"]], name=native, script=script_of(native),
                    language=row["native_language"], kind=EntityName.Kind.NATIVE,
                )
            )  # fmt: skip
        if row["id"] in entities and row["wikidata_id"]:
            identifiers.append(
                EntityIdentifier(entity=entities[row["id"]], scheme="wikidata", value=row["wikidata_id"])
            )
    EntityName.objects.bulk_create(names)
    EntityIdentifier.objects.bulk_create(identifiers, ignore_conflicts=True)
