"""An editor's decision on who an entry of a list file is, and the events that waited for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import IMPORTER, require, system_user
from designations.editorial.errors import NotAllowedNow
from designations.editorial.log import take_clock
from designations.editorial.publish import publish_as_program
from designations.importers.differences import Difference, when_listed
from designations.importers.propose import News, contradictions, drafts, news_of, proposals
from designations.importers.resolve import create_entities
from designations.importers.rows_cited import cited_source
from designations.models import Draft, Entity, Entry, EntryLink, Snapshot

_WAITING = (Draft.State.OPEN, Draft.State.SUBMITTED, Draft.State.APPROVED, Draft.State.SENT_BACK)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision brought: how many drafts and published events, or withdrawn drafts."""

    link: EntryLink
    drafts: int = 0
    published: int = 0
    withdrawn: int = 0


def decide(link: EntryLink, *, entity: Entity | None, by: User) -> Decision:
    """Link an undecided entry to `entity`, or to a new one made of it (None), and write what waited for that.

    The lists on which the entry stands in the last version, and the record does not have it, become drafts,
    or for a trusted feed published events. The same decision again changes nothing. Raises
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
        news = _waiting(link, run)
        return _written(link, news, run, by=by) if news else Decision(link)


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
            state__in=_WAITING,
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


def _waiting(link: EntryLink, run: list[Entry]) -> list[News]:
    """The listings of the entry, as it stands now, that the record lacks, dated from its first version."""
    if not run or run[-1].seen.upper is not None:
        return []
    feed, now = link.feed, run[-1]
    programmes: dict[int, list[str]] = {}
    for name, list_id in feed.programmes.values_list("programme", "list_id"):
        programmes.setdefault(list_id, []).append(name)
    found = [
        Difference("added", link.reference, list_id, None, now.data)
        for list_id, names in sorted(programmes.items())
        if set(names) & set(now.programmes)
    ]
    latest = feed.snapshots.exclude(number=None).order_by("-number")[0]
    news = news_of(found, links={link.reference: link}, snapshot=latest, last=None, before_last=None)
    days = dict(feed.snapshots.exclude(number=None).values_list("number", "dated"))
    dated: list[News] = []
    for one in news:
        names = programmes[one.list.pk]
        first = _first(run, names)
        day = when_listed(now.data, programmes=names, last=days.get(first - 1), now=days[first])
        dated.append(replace(one, occurred_on=day))
    return dated


def _first(run: list[Entry], names: list[str]) -> int:
    """The number of the version since which the entry has had one of the programmes without a break."""
    first = run[-1].seen.lower
    for row in reversed(run):
        if not set(names) & set(row.programmes):
            break
        first = row.seen.lower
    return int(first or 1)


def _written(link: EntryLink, news: list[News], run: list[Entry], *, by: User) -> Decision:
    importer, feed = system_user(IMPORTER), link.feed
    # The version in which the row began to read as it does now.
    snapshot = Snapshot.objects.get(feed=feed, number=run[-1].seen.lower)
    source, capture = cited_source(snapshot, news, by=importer)
    contrary = contradictions(news) if feed.is_trusted else news
    before = list(Draft.objects.filter(author=importer, entity=link.entity).values_list("pk", flat=True))
    written = drafts(contrary, source=source, by=importer)
    # Who decided on the entity has a part in the draft, and is no second person for it.
    Draft.objects.filter(author=importer, entity=link.entity).exclude(pk__in=before).update(edited_by=by)
    events = publish_as_program(
        proposals([one for one in news if one not in contrary], source=source, capture=capture),
        by=importer,
        announce=run[0].seen.lower > 1,
        cause=f"{feed.name}, {snapshot.dated}: entry {link.reference} was linked",
    )
    return Decision(link, drafts=written, published=len(events))
