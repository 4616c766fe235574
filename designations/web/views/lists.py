"""Lists: all of them, and one as it stood on a day."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from designations.models import DesignationList, EventVersion, Feed, FeedProgramme
from designations.text.kinds import STATUS_LABELS
from designations.text.places import place_name
from designations.web.addresses import page_url
from designations.web.cards import Link
from designations.web.cite import plain
from designations.web.cited import change_at, cite_links, cited_list
from designations.web.clocks import Clocks
from designations.web.fetch import add_citations, in_force_by_list, standing_events
from designations.web.health import health_of
from designations.web.members import in_order, members, searched, sort_choices
from designations.web.missing import no_list
from designations.web.page import page
from designations.web.paging import cut, links
from designations.web.present.events import brief
from designations.web.present.health import health_card
from designations.web.present.heirs import Heirs
from designations.web.present.links import event_link
from designations.web.present.lists import feed_health, list_page, list_rows
from designations.web.present.standings import any_ended, standing_rows
from designations.web.states import STATUSES, states_of
from designations.web.validators import Beside
from designations.web.views.between import spans
from designations.web.views.members import downloads

SIZE = 200
EVENTS = 30
PENDING = 50


@page()
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """All lists, with how many designations stand on each on a day."""
    lists = DesignationList.objects.select_related("jurisdiction")
    context = {"rows": list_rows(lists, counts=in_force_by_list(reading=clocks.reading))}
    return render(request, "web/list_index.html", clocks.context() | context)


@page("status", "name", "sort", "after", beside=[Beside.FEEDS])
def designation_list(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """One list with who stood on it on a day, what is proposed, and what happened last."""
    row = _list(slug, clocks=clocks)
    known_at, valid_on = clocks.known, clocks.reading.valid_on
    heirs = Heirs.known(known_at=known_at)
    own = standing_events(known_at=known_at).filter(list=row)
    pending = list(own.pending(known_at=known_at).by_day()[:PENDING])
    events = list(own.by_day()[:EVENTS])
    add_citations(pending, events, known_at=known_at)
    states = states_of(row, day=valid_on, known_at=known_at)
    ordered = in_order(members(row, states=states, clocks=clocks, heirs=heirs), clocks=clocks)
    found, more = cut(list(ordered[: SIZE + 1]), size=SIZE)
    feeds = feed_health(row.feed_records)
    context = {
        "list": list_page(row, successors=[(s["slug"], s["name"]) for s in row.successor_records]),
        "has_file": row.has_file,
        "cite_text": plain(
            cited_list(
                clocks,
                slug=row.slug,
                name=row.name,
                jurisdiction=place_name(row.jurisdiction),
                at=row.change_at,
            )
        ),
        "cite_links": cite_links(clocks, path=reverse("web:list", args=[row.slug])),
        "crumbs": [
            Link(_("Lists"), page_url("web:lists")),
            Link(place_name(row.jurisdiction), page_url("web:jurisdiction", row.jurisdiction.slug)),
            Link(row.name),
        ],
        "feeds": feeds,
        "members": (rows := standing_rows(found, heirs=heirs, valid_on=valid_on, pending=proposals(pending))),
        "any_ended": any_ended(rows),
        "not_yet": bool(row.established and row.established.lo and row.established.lo > valid_on),
        "tally": _tally(states),
        "filter_status": clocks.get("status"),
        "status_links": _choices(clocks),
        "pending": [brief(version, heirs=heirs) for version in pending],
        "events": [brief(version, heirs=heirs) for version in events],
        "health": health_card(row, health_of(row, known_at=known_at), feeds=feeds),
        **_tools(row, clocks=clocks),
        **links(clocks, last=found[-1].slug if found else "", more=more),
    }
    return render(request, "web/list.html", clocks.context() | context)


def proposals(pending: list[EventVersion]) -> dict[int, Link]:
    """A link to the newest open proposal by the key of the designation that it is about."""
    return {
        version.designation_id: event_link(
            version.event.public_id, kind=version.kind, occurred_on=version.occurred_on
        )
        for version in reversed(pending)
        if version.designation_id
    }


def _list(slug: str, *, clocks: Clocks) -> Any:
    successors = DesignationList.objects.filter(succeeds=OuterRef("pk")).order_by("name")
    rows = DesignationList.objects.select_related("jurisdiction", "succeeds").annotate(
        successor_records=ArraySubquery(successors.values(record=JSONObject(slug="slug", name="name"))),
        feed_records=Feed.objects.health_of_list(),
        change_at=change_at(clocks),
        has_file=Exists(FeedProgramme.objects.filter(list=OuterRef("pk"))),
    )
    row = rows.filter(slug=slug).first()
    if row is None:
        raise no_list(slug)
    return row


def _tools(row: DesignationList, *, clocks: Clocks) -> dict[str, object]:
    """What a reader does with the members: search, sort, take away, compare with an earlier day."""
    return {
        "member_name": clocks.get("name"),
        "kept": [(name, value) for name, value in clocks.given.items() if name not in ("name", "after")],
        "searched": searched(clocks),
        "clear_url": clocks.address(name="", after=""),
        "sort_links": sort_choices(clocks),
        "downloads": downloads(row, clocks=clocks),
        "spans": spans(row.slug, today=timezone.now().date()),
    }


def _tally(states: Mapping[int, int]) -> list[tuple[str, int]]:
    """How many designations of the list have each status, those with none left out."""
    numbers = Counter(STATUSES[code // 2] for code in states.values())
    return [(status, numbers[status]) for status in STATUS_LABELS if status in numbers]


def _choices(clocks: Clocks) -> list[tuple[str, str, bool]]:
    chosen = clocks.get("status")
    texts = {"": _("On the list"), **STATUS_LABELS, "all": _("Everyone in the record")}
    return [
        (str(text), clocks.address(status=status, after=""), status == chosen)
        for status, text in texts.items()
    ]
