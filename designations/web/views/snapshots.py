"""The versions of official list files: one by itself, those of a list, and two of them side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.models import DesignationList, Feed, FeedProgramme, Snapshot
from designations.models.event import EventVersionQuerySet
from designations.text.places import place_name
from designations.text.separators import with_commas
from designations.web.addresses import page_url
from designations.web.cards import Link
from designations.web.clocks import AddressError, Clocks
from designations.web.fetch import add_citations, standing_events
from designations.web.missing import no_list
from designations.web.page import Missing, page
from designations.web.paging import cut, events_after, links
from designations.web.present.events import brief
from designations.web.present.heirs import Heirs
from designations.web.present.links import snapshot_name
from designations.web.validators import Beside
from designations.web.versions import Comparison

SIZE = 50
VERSIONS = 100
MOST_DIGITS = 9
_COUNTS = {
    "added": gettext_lazy("added"),
    "missing": gettext_lazy("missing"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "duplicates": gettext_lazy("duplicates"),
}


@page("after", on_day=False, beside=[Beside.FEEDS])
def snapshot(request: HttpRequest, clocks: Clocks, public_id: str) -> HttpResponse:
    """One imported version: what it was, and the events that rest on it. Its files are private."""
    rows = Snapshot.objects.filter(state=Snapshot.State.IMPORTED).select_related("feed", "source")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Missing(_("No version of a list file has the id ‘%(id)s’.") % {"id": public_id})
    known_at = clocks.known
    found, more = cut(list(_citing(row, clocks=clocks)[: SIZE + 1]), size=SIZE)
    add_citations(found, known_at=known_at)
    heirs = Heirs.known(known_at=known_at)
    followed = DesignationList.objects.filter(feed_programmes__feed=row.feed_id).distinct().order_by("name")
    lists = list(followed.select_related("jurisdiction"))
    context = {
        "snapshot": row,
        "name": snapshot_name(row),
        "counts": [(_counted(name), number) for name, number in row.counts.items()],
        "crumbs": [Link(_("Lists"), page_url("web:lists")), Link(snapshot_name(row))],
        "lists": [_of_list(own, feed=row.feed) for own in lists],
        "events": [brief(version, heirs=heirs) for version in found],
        **links(clocks, last=found[-1].event.public_id if found else "", more=more),
    }
    return render(request, "web/snapshot.html", clocks.context() | context)


def _of_list(own: DesignationList, *, feed: Feed) -> Link:
    return Link(with_commas((place_name(own.jurisdiction), own.name)), _address(own, feed))


def _counted(name: str) -> str:
    return str(_COUNTS.get(name, name))


def _citing(row: Snapshot, *, clocks: Clocks) -> EventVersionQuerySet:
    own = standing_events(known_at=clocks.known).filter(
        citations__source=row.source_id, citations__change_id__lte=clocks.known
    )
    return events_after(own.distinct(), after=clocks.get("after"), known_at=clocks.known)


def _address(row: DesignationList, feed: Feed) -> str:
    return page_url("web:snapshots", row.slug, feed=feed.slug)


@page("feed", "from", "to", "after", on_day=False, beside=[Beside.FEEDS])
def snapshots(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """The versions of a list's file, newest first, or two of them side by side."""
    row = DesignationList.objects.select_related("jurisdiction").filter(slug=slug).first()
    if row is None:
        raise no_list(slug)
    programmes = list(FeedProgramme.objects.filter(list=row).select_related("feed").order_by("feed__slug"))
    feeds = {one.feed.slug: one.feed for one in programmes}
    feed = _feed(feeds, clocks=clocks)
    imported = Snapshot.objects.filter(feed=feed, state=Snapshot.State.IMPORTED).order_by("-number")
    context: dict[str, Any] = {
        "list": row,
        "feed": feed,
        "feeds": [Link(one.name, _address(row, one)) for one in feeds.values()],
        "crumbs": [
            Link(_("Lists"), page_url("web:lists")),
            Link(row.name, page_url("web:list", row.slug)),
            Link(_("Versions of its file")),
        ],
    }
    if clocks.get("from") or clocks.get("to"):
        versions = {version.number: version for version in imported.filter(number__in=_numbers(clocks))}
        old, new = (_version(clocks, name, versions) for name in ("from", "to"))
        names = [one.programme for one in programmes if one.feed_id == old.feed_id]
        comparison = Comparison(old, new, names)
        rows, more = cut(comparison.rows(after=clocks.get("after"), most=SIZE + 1), size=SIZE)
        context |= {"old": old, "new": new, "rows": rows, "tally": comparison.tally()}
        context |= links(clocks, last=rows[-1].reference if rows else "", more=more)
        context["all_url"] = clocks.address(**{"from": "", "to": "", "after": ""})
        return render(request, "web/snapshots_compared.html", clocks.context() | context)
    after = clocks.get("after")
    if after:
        imported = imported.filter(number__lt=_number(after, name="after"))
    found, more = cut(list(imported[: VERSIONS + 1]), size=VERSIONS)
    context["versions"] = [(one, _beside(clocks, one)) for one in found]
    context |= links(clocks, last=str(found[-1].number) if found else "", more=more)
    return render(request, "web/snapshots.html", clocks.context() | context)


def _feed(feeds: dict[str, Feed], *, clocks: Clocks) -> Feed | None:
    wanted = clocks.get("feed")
    if wanted and wanted not in feeds:
        raise AddressError(
            "feed", _("No file called ‘%(name)s’ is followed for this list.") % {"name": wanted}
        )
    return feeds[wanted] if wanted else next(iter(feeds.values()), None)


def _beside(clocks: Clocks, one: Snapshot) -> str:
    """The address at which a version stands beside the one before it."""
    number = one.number or 0
    if number < 2:
        return ""
    return clocks.address(**{"from": str(number - 1), "to": str(number), "after": ""})


def _number(text: str, *, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise AddressError(name, _("‘%(text)s’ is not the number of a version.") % {"text": text})
    return int(text)


def _numbers(clocks: Clocks) -> list[int]:
    return [_number(clocks.get(name), name=name) for name in ("from", "to")]


def _version(clocks: Clocks, name: str, versions: dict[int | None, Snapshot]) -> Snapshot:
    found = versions.get(_number(clocks.get(name), name=name))
    if found is None:
        told = {"number": clocks.get(name)}
        raise AddressError(name, _("This file has no version %(number)s.") % told)
    return found
