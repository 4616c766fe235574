"""Differences made events: drafts for an editor, or for a trusted feed published at once. Never both.

The record decides what is news: an entry that already stands as the file has it adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from designations.editorial.access import IMPORTER
from designations.editorial.capture import keep
from designations.editorial.edit import edit
from designations.editorial.fold import Transition, fold
from designations.editorial.project import transitions
from designations.editorial.proposed import Proposed, today
from designations.importers.differences import (
    Difference,
    explain,
    primary_name,
    when_between,
    when_listed,
    when_stated,
)
from designations.models import (
    Capture,
    Change,
    Citation,
    Designation,
    DesignationList,
    Draft,
    DraftCitation,
    EntryLink,
    Event,
    EventKind,
    EventVersion,
    Snapshot,
    Source,
)
from designations.text.partial_dates import PartialDate

MOST_QUOTED = 480
WAITING = (Draft.State.OPEN, Draft.State.SUBMITTED, Draft.State.APPROVED, Draft.State.SENT_BACK)
_STANDING = ("in_force", "suspended")


@dataclass(frozen=True, slots=True)
class News:
    """One event that a version of a feed shows; `stated` is the date that the file itself gives of it."""

    kind: EventKind
    link: EntryLink
    list: DesignationList
    occurred_on: PartialDate
    data: Mapping[str, Any]
    summary: str
    shown_on: date
    stated: PartialDate | None = None


def line_of(data: Mapping[str, Any]) -> str:
    """The passage that is cited: reference, name, listing date and programmes, as the file has them."""
    parts = [data["reference"], primary_name(data), *data["programmes"]]
    if data["listed_on"]:
        parts.append(f"listed {data['listed_on']}")
    return " | ".join(" ".join(str(part).split()) for part in parts)[:MOST_QUOTED]


def lines_of(news: Sequence[News]) -> list[str]:
    """The passages of `news`, each once."""
    return list(dict.fromkeys(line_of(one.data) for one in news))


def news_of(
    found: Sequence[Difference],
    *,
    links: Mapping[str, EntryLink],
    snapshot: Snapshot,
    last: date | None,
    before_last: date | None,
) -> list[News]:
    """What of `found` neither the record knows yet nor a draft of an earlier version waits to tell.

    `last` and `before_last` date the versions before.
    """
    lists = {row.pk: row for row in DesignationList.objects.all()}
    linked = [link.entity_id for link in links.values() if link.entity_id]
    known, told = _standing(linked, valid_on=snapshot.dated), _told(linked)
    programmes: dict[int, list[str]] = {}
    for name, list_id in snapshot.feed.programmes.values_list("programme", "list_id"):
        programmes.setdefault(list_id, []).append(name)
    news: list[News] = []
    for one in found:
        link = links.get(one.reference)
        if link is None or link.entity_id is None:
            continue
        pair = (one.list_id, link.entity_id)
        status, certain = known.get(pair, ("not_listed", True))
        stands, list_, now = status in _STANDING, lists[one.list_id], snapshot.dated
        if one.kind in ("added", "returned") and not told.get(pair, stands) and one.after:
            names = programmes[one.list_id]
            day = when_listed(one.after, programmes=names, last=last, now=now)
            stated = when_stated(one.after, programmes=names, now=now)
            news.append(News(EventKind.LISTED, link, list_, day, one.after, "", now, stated))
        elif one.kind == "removed" and told.get(pair, stands or not certain) and one.before:
            gone = when_between(last, now) if one.after else when_between(before_last, last or today())
            text = "Gone from the official list file."
            news.append(News(EventKind.DELISTED, link, list_, gone, one.before, text, now))
        elif one.kind == "changed" and stands and one.before and one.after:
            day, text = when_between(last, now), explain(one.before, one.after)
            news.append(News(EventKind.AMENDED, link, list_, day, one.after, text, now))
    return news


def _standing(entities: Sequence[int], *, valid_on: date) -> dict[tuple[int, int], tuple[str, bool]]:
    rows = Designation.objects.filter(entity__in=entities)
    known = rows.standing(valid_on=valid_on, known_at=Change.objects.known_seq())
    return {(row.list_id, row.entity_id): (row.status, row.certain) for row in known}  # type: ignore[attr-defined]


def _told(entities: Sequence[int]) -> dict[tuple[int, int], bool]:
    """Whether an entity will stand on a list once the drafts of earlier versions are published."""
    waiting = Draft.objects.filter(
        author__username=IMPORTER,
        entity__in=entities,
        kind__in=(EventKind.LISTED, EventKind.DELISTED),
        state__in=WAITING,
    )
    rows = waiting.order_by("pk").values_list("list_id", "entity_id", "kind")
    return {(list_id, entity_id or 0): kind == EventKind.LISTED for list_id, entity_id, kind in rows}


def contradictions(news: Sequence[News]) -> list[News]:
    """Those of `news` that do not fit what the record says of their designation: an editor decides."""
    slugs = [slug_of(one) for one in news]
    known = dict(Designation.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    recorded, _keys = transitions(designation_ids=known.values(), known_at=Change.objects.known_seq())
    wrong: list[News] = []
    for slug, one in zip(slugs, news, strict=True):
        before = recorded.get(known.get(slug, 0), [])
        when = one.occurred_on
        new = Transition(id="~", kind=one.kind.value, lo=when.lo, hi=when.hi, when=str(when))
        if len(fold([*before, new]).anomalies) > len(fold(before).anomalies):
            wrong.append(one)
    return wrong


def slug_of(one: News) -> str:
    """The slug of the designation that `one` is about."""
    if one.link.entity is None:
        raise ValueError(f"{one.link} is undecided")
    return Designation.slug_of(list_slug=one.list.slug, entity_slug=one.link.entity.slug)


def source_of(snapshot: Snapshot, news: Sequence[News], *, by: User) -> tuple[Source, Capture]:
    """The snapshot as the source of its events, with the cited rows as the capture."""
    feed = snapshot.feed
    source = Source(
        title=f"{feed.name}, version of {snapshot.dated.day} {snapshot.dated:%B %Y}"[:500],
        publisher=feed.publisher,
        url=str(feed.addresses.get("main", "")),
        published_on=PartialDate.day(snapshot.dated),
        kind=Source.Kind.DATASET,
    )
    edit(source, by=by, reason="official list file")
    capture = keep(source, text="\n".join(lines_of(news)), by=by)
    snapshot.source = source
    snapshot.save(update_fields=["source"])
    return source, capture


def _fields(one: News) -> dict[str, Any]:
    gone = one.kind == EventKind.DELISTED
    return {
        "kind": one.kind,
        "list": one.list,
        "occurred_on": one.occurred_on,
        "summary": one.summary,
        "name_on_list": "" if gone else primary_name(one.data)[:500],
        "reference": "" if gone else one.data["reference"][:120],
    }


def citation_of(one: News, *, source: Source, capture: Capture) -> Citation:
    """The row that shows `one`, as a passage of `source`."""
    quote = line_of(one.data)
    start = capture.text.index(quote)
    return Citation(
        source=source,
        capture=capture,
        quote=quote,
        start=start,
        end=start + len(quote),
        known_by=source.published_on.hi if source.published_on else today(),
    )


def proposals(news: Sequence[News], *, source: Source, capture: Capture) -> list[Proposed]:
    """Events ready for publication by the importer."""
    found: list[Proposed] = []
    for one in news:
        citation = citation_of(one, source=source, capture=capture)
        version = EventVersion(**_fields(one), event=Event(), version=1)
        label = f"entry {one.data['reference']} ({one.list.slug})"
        found.append(Proposed(version=version, entity=one.link.entity, citations=[citation], label=label))
    return found


def drafts(news: Sequence[News], *, source: Source, by: User) -> int:
    """Drafts that wait for an editor; those that wait already are not written again. Returns how many."""
    unread = Draft.objects.filter(
        author=by, corrects=None, kind=EventKind.AMENDED, state__in=[Draft.State.SUBMITTED, Draft.State.OPEN]
    )
    waiting = set(unread.values_list("list_id", "entity_id"))
    # A listing or delisting is news only where no draft waits to tell it.
    fresh = [
        one
        for one in news
        if one.kind != EventKind.AMENDED or (one.list.pk, one.link.entity_id) not in waiting
    ]
    rows = Draft.objects.bulk_create(
        Draft(**_fields(one), entity=one.link.entity, author=by, edited_by=by, state=Draft.State.SUBMITTED)
        for one in fresh
    )
    DraftCitation.objects.bulk_create(
        DraftCitation(draft=draft, source=source, quote=line_of(one.data))
        for draft, one in zip(rows, fresh, strict=True)
    )
    return len(rows)
