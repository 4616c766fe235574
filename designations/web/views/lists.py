"""Lists: all of them, and one as it stood on a day."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.models import Designation, DesignationList, EventVersion, Feed, FeedProgramme
from designations.models.designation import DesignationQuerySet
from designations.text.kinds import STATUS_LABELS
from designations.web.cards import Link
from designations.web.clocks import AddressError, Clocks
from designations.web.fetch import add_citations, in_force_by_list, standing_events
from designations.web.page import Missing, page
from designations.web.paging import cut, links, unknown_row
from designations.web.present.events import brief
from designations.web.present.heirs import Heirs
from designations.web.present.links import event_link
from designations.web.present.lists import feed_health, list_page, list_rows
from designations.web.present.standings import standing_rows
from designations.web.suggest import lists_like
from designations.web.validators import Beside

SIZE = 200
EVENTS = 30
PENDING = 50
# Who stands on it, and who may: a listing of unknown start, or one whose day is not known exactly.
_MEMBERS = Q(status__in=["in_force", "suspended", "unknown"]) | Q(certain=False)


@page()
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """All lists, with how many designations stand on each on a day."""
    lists = DesignationList.objects.select_related("jurisdiction")
    context = {"rows": list_rows(lists, counts=in_force_by_list(reading=clocks.reading))}
    return render(request, "web/list_index.html", clocks.context() | context)


@page("status", "after", beside=[Beside.FEEDS])
def designation_list(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """One list with who stood on it on a day, what is proposed, and what happened last."""
    row = _list(slug)
    known_at, valid_on = clocks.known, clocks.reading.valid_on
    heirs = Heirs.known(known_at=known_at)
    own = standing_events(known_at=known_at).filter(list=row)
    pending = list(own.pending(known_at=known_at).by_day()[:PENDING])
    events = list(own.by_day()[:EVENTS])
    add_citations(pending, events, known_at=known_at)
    everyone = Designation.objects.filter(list=row).standing(valid_on=valid_on, known_at=known_at)
    members, more = _members(everyone, clocks=clocks)
    context = {
        "list": list_page(row, successors=[(s["slug"], s["name"]) for s in row.successor_records]),
        "has_file": row.has_file,
        "crumbs": [
            Link(_("Lists"), reverse("web:lists")),
            Link(row.jurisdiction.name, reverse("web:jurisdiction", args=[row.jurisdiction.slug])),
            Link(row.name),
        ],
        "feeds": feed_health(row.feed_records),
        "members": standing_rows(members, heirs=heirs, valid_on=valid_on, pending=proposals(pending)),
        "tally": _tally(everyone),
        "filter_status": clocks.get("status"),
        "status_links": _choices(clocks),
        "pending": [brief(version, heirs=heirs) for version in pending],
        "events": [brief(version, heirs=heirs) for version in events],
        **links(clocks, last=members[-1].slug if members else "", more=more),
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


def no_list(slug: str) -> Missing:
    """What to say where no list has this slug."""
    return Missing(_("No list is called '%(slug)s'.") % {"slug": slug}, suggestions=lists_like(slug))


def _list(slug: str) -> Any:
    successors = DesignationList.objects.filter(succeeds=OuterRef("pk")).order_by("name")
    rows = DesignationList.objects.select_related("jurisdiction", "succeeds").annotate(
        successor_records=ArraySubquery(successors.values(record=JSONObject(slug="slug", name="name"))),
        feed_records=Feed.objects.health_of_list(),
        has_file=Exists(FeedProgramme.objects.filter(list=OuterRef("pk"))),
    )
    row = rows.filter(slug=slug).first()
    if row is None:
        raise no_list(slug)
    return row


def _members(everyone: Any, *, clocks: Clocks) -> tuple[list[Any], bool]:
    """One page of those with the status asked for, by name; without one, of all that stand or may stand."""
    status = clocks.get("status")
    if status and status not in (*STATUS_LABELS, "all"):
        told = {"text": status, "words": ", ".join(STATUS_LABELS)}
        raise AddressError("status", _("'%(text)s' is none of %(words)s and all.") % told)
    if status == "all":
        chosen = everyone
    else:
        chosen = everyone.filter(status=status) if status else everyone.filter(_MEMBERS)
    after = clocks.get("after")
    if after:
        anchor = Designation.objects.filter(slug=after).values_list("entity__name", flat=True).first()
        if anchor is None:
            raise unknown_row(after)
        chosen = chosen.filter(Q(entity__name__gt=anchor) | Q(entity__name=anchor, slug__gt=after))
    rows = (
        chosen.circumstances(valid_on=clocks.reading.valid_on, known_at=clocks.known)
        .with_periods(known_at=clocks.known)
        .select_related("list__jurisdiction", "entity")
        .order_by("entity__name", "slug")
    )
    return cut(list(rows[: SIZE + 1]), size=SIZE)


def _tally(everyone: DesignationQuerySet) -> list[tuple[str, int]]:
    """How many designations of the list have each status, those with none left out; one query."""
    numbers = everyone.aggregate(**{s: Count("pk", filter=Q(status=s)) for s in STATUS_LABELS})
    return [(status, numbers[status]) for status in STATUS_LABELS if numbers[status]]


def _choices(clocks: Clocks) -> list[tuple[str, str, bool]]:
    chosen = clocks.get("status")
    texts = {"": _("On the list"), **STATUS_LABELS, "all": _("Everyone in the record")}
    return [
        (str(text), clocks.address(status=status, after=""), status == chosen)
        for status, text in texts.items()
    ]
