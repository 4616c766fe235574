"""One act with many groups: a draft for each of them, which share act, dates and citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.applicable import applies
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.edit import log_edits
from designations.editorial.errors import Incomplete
from designations.editorial.log import take_clock
from designations.editorial.proposed import Proposed, complete, faults
from designations.editorial.quotes import captures_of, verified
from designations.editorial.slugs import free_slug
from designations.models import Draft, DraftCitation, Entity, EntityName, EventKind, EventVersion
from designations.text.names import script_of

MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group that the act names: an entity, or None for a new one of this name."""

    name: str
    entity: Entity | None = None


def draft_together(
    shared: Draft,
    *,
    lines: Sequence[Line],
    citation: DraftCitation,
    by: User,
    new_kind: str = Entity.Kind.ORGANISATION,
) -> list[Draft]:
    """A draft for each of `lines`, sent for review; new entities are created with them, or nothing is.

    Each draft has what `shared` says, and the name of its line where the kind has a name on the list. A fixed
    number of queries. Raises `Incomplete` by field, for too many lines, for an entity that stands in two of
    them, and for whatever `faults` finds.
    """
    require(by, "submit_draft")
    check(shared, lines=lines, citation=citation)
    with transaction.atomic():
        take_clock()
        fresh = iter(_create([line.name for line in lines if line.entity is None], kind=new_kind, by=by))
        drafts = [_one(shared, line, entity=line.entity or next(fresh), by=by) for line in lines]
        Draft.objects.bulk_create(drafts)
        DraftCitation.objects.bulk_create(
            DraftCitation(
                draft=draft,
                source=citation.source,
                quote=citation.quote,
                translation=citation.translation,
                claimed_on=citation.claimed_on,
            )
            for draft in drafts
        )
    return drafts


def check(shared: Draft, *, lines: Sequence[Line], citation: DraftCitation) -> None:
    """Raise `Incomplete` for what keeps `draft_together` from writing; nothing is written here."""
    if not lines:
        raise Incomplete({"names": ["Name at least one group."]})
    if len(lines) > MOST:
        raise Incomplete({"names": [f"These are {len(lines)} groups; at most {MOST} are entered together."]})
    seen: set[int] = set()
    for line in lines:
        if line.entity is not None and line.entity.pk in seen:
            raise Incomplete({"names": [f"{line.entity} is named twice; leave one of the lines out."]})
        if line.entity is not None:
            seen.add(line.entity.pk)
        if len(line.name) > 250:
            raise Incomplete(
                {"names": [f"'{line.name[:60]}...' is too long for a name (at most 250 letters)."]}
            )
    proved = verified(citation, captures=captures_of(citation.source))
    version = EventVersion(**{name: getattr(shared, name) for name in SHARED_FIELDS})
    complete(version)
    # All drafts say the same of everything that the rules look at, but for the entity that each has.
    somebody = next((line.entity for line in lines if line.entity), Entity(name=lines[0].name))
    errors = faults(Proposed(version=version, entity=somebody, citations=[proved]))
    if errors:
        raise Incomplete(errors)


def _one(shared: Draft, line: Line, *, entity: Entity, by: User) -> Draft:
    draft = Draft(
        **{name: getattr(shared, name) for name in SHARED_FIELDS},
        entity=entity,
        author=by,
        edited_by=by,
        state=Draft.State.SUBMITTED,
    )
    if line.name and applies("name_on_list", EventKind(shared.kind)):
        draft.name_on_list = line.name
    return draft


def _create(names: Sequence[str], *, kind: str, by: User) -> list[Entity]:
    """New entities of these names, logged as one batch; the caller holds the clock."""
    if not names:
        return []
    taken = set(Entity.objects.values_list("slug", flat=True))
    rows = [Entity(name=n, slug=free_slug(n, otherwise="entity", taken=taken), kind=kind) for n in names]
    for row in rows:
        row.clean_fields()
    Entity.objects.bulk_create(rows)
    # A name in another script is kept as such, since the first one should become the name in English.
    EntityName.objects.bulk_create(
        EntityName(entity=row, name=row.name, script=script_of(row.name), kind=EntityName.Kind.NATIVE)
        for row in rows
        if script_of(row.name) not in ("Latn", "Zyyy")
    )
    stored = Entity.objects.filter(pk__in=[row.pk for row in rows])
    log_edits(
        [(row, None) for row in stored.prefetch_related("names", "identifiers", "relations__other")],
        by=by,
        reason="named by an act",
    )
    return rows
