"""An editor's decision on who an entry of a list file is, and the events that waited for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import IMPORTER, require, system_user
from designations.editorial.errors import NotAllowedNow
from designations.editorial.log import take_clock
from designations.importers.late import write_late
from designations.importers.propose import WAITING
from designations.importers.resolve import create_entities
from designations.models import Draft, Entity, Entry, EntryLink


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision brought: how many drafts, published events and citations, or withdrawn drafts."""

    link: EntryLink
    drafts: int = 0
    published: int = 0
    cited: int = 0
    withdrawn: int = 0


def decide(link: EntryLink, *, entity: Entity | None, by: User) -> Decision:
    """Link an undecided entry to `entity`, or to a new one made of it (None), and write what waited for that.

    What the versions showed of the entry so far, its listings and delistings, becomes drafts, or for a
    trusted feed published events. The same decision again changes nothing. Raises
    `PermissionRefused`, or `NotAllowedNow` where the entry is linked otherwise, where another entry of the
    feed is that entity already, and where no entity can be made since the feed has no such entry now.
    """
    require(by, "edit_reference")
    with transaction.atomic():
        take_clock()
        link = _locked(link)
        if link.entity_id is not None:
            if entity is not None and entity.pk == link.entity_id:
                return Decision(link)
            raise NotAllowedNow(f"{link}: that is decided. Undo the link before you decide otherwise.")
        run = runs(link)
        if entity is None:
            if not run:
                raise NotAllowedNow(f"{link.reference} was never in this feed: nothing can be made of it.")
            entity = create_entities([(link.reference, run[-1].data)], by=by)[link.reference]
        _refuse_second(link, entity)
        link.entity, link.rule = entity, EntryLink.Rule.EDITOR
        link.decided_by, link.is_reopened = by, False
        link.save(update_fields=["entity", "rule", "decided_by", "is_reopened"])
        return _written(link, by=by)


def reopen(link: EntryLink, *, by: User) -> Decision:
    """Undo a link: the entry is undecided again, no rule decides it, and its unpublished drafts are rejected.

    What was published stays: it is corrected or retracted by itself. A link that is undecided stays so.
    Raises `PermissionRefused`.
    """
    require(by, "edit_reference")
    with transaction.atomic():
        take_clock()
        link = _locked(link)
        if link.entity is None:
            return Decision(link)
        was, why = link.entity, f"linked before: {link.get_rule_display()}"
        withdrawn = Draft.objects.filter(
            author=system_user(IMPORTER),
            entity=was,
            state__in=WAITING,
            citations__source__snapshot__feed=link.feed,
            citations__quote__startswith=f"{link.reference} | ",
        )
        count = Draft.objects.filter(pk__in=withdrawn.values("pk")).update(
            state=Draft.State.REJECTED,
            reviewer=by,
            review_comment=f"Entry {link.reference} is not, or not surely, {was}."[:1000],
        )
        kept = [row for row in link.candidates if row[0] != was.slug]
        link.entity, link.rule, link.candidates = None, "", [[was.slug, why], *kept]
        link.decided_by, link.is_reopened = by, True
        link.save(update_fields=["entity", "rule", "candidates", "decided_by", "is_reopened"])
    return Decision(link, withdrawn=count)


def runs(link: EntryLink) -> list[Entry]:
    """The last unbroken run of versions of the entry, oldest first; those before it fell out and returned."""
    rows = list(Entry.objects.filter(feed=link.feed_id, reference=link.reference).order_by("-seen"))
    run: list[Entry] = []
    for row in rows:
        if run and row.seen.upper != run[-1].seen.lower:
            break
        run.append(row)
    return run[::-1]


def _locked(link: EntryLink) -> EntryLink:
    rows = EntryLink.objects.select_for_update(of=("self",)).select_related("feed", "entity")
    return rows.get(pk=link.pk)


def _refuse_second(link: EntryLink, entity: Entity) -> None:
    other = link.feed.links.filter(entity=entity).exclude(pk=link.pk).first()
    if other is not None:
        raise NotAllowedNow(
            f"{entity} is entry {other.reference} of this feed already. If both are the same, create a new "
            "entity and merge it; if that link is wrong, undo it first."
        )


def _written(link: EntryLink, *, by: User) -> Decision:
    own = Draft.objects.filter(author=system_user(IMPORTER), entity=link.entity)
    before = list(own.values_list("pk", flat=True))
    done = write_late(link)
    # Who decided on the entity has a part in the draft, and is no second person for it.
    own.exclude(pk__in=before).update(edited_by=by)
    return Decision(link, drafts=done.drafts, published=done.published, cited=done.cited)
