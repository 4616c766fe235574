"""Countries and bodies: all of them, and one with its lists."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.models import DesignationList, Jurisdiction
from designations.text.places import in_order, place_name
from designations.web.addresses import page_url
from designations.web.cards import Link
from designations.web.clocks import Clocks
from designations.web.fetch import add_citations, in_force_by_list, standing_events
from designations.web.missing import no_jurisdiction
from designations.web.page import page
from designations.web.paging import cut, events_after, links
from designations.web.places import steps_of
from designations.web.present.events import brief
from designations.web.present.heirs import Heirs
from designations.web.present.links import list_link
from designations.web.present.lists import ListRow, list_rows
from designations.web.present.places import over_time
from designations.web.views.alone import alone_rows, alone_there

SIZE = 30
PENDING = 30
ALONE = 10
COMPARED = 4
_HEADINGS = {
    "country": gettext_lazy("Countries"),
    "union": gettext_lazy("Unions"),
    "international_body": gettext_lazy("International bodies"),
}


@page()
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """All jurisdictions by kind, with how many designations stand on their lists on a day."""
    counts = in_force_by_list(reading=clocks.reading)
    lists = list_rows(DesignationList.objects.select_related("jurisdiction"), counts=counts)
    everywhere = sorted(Jurisdiction.objects.all(), key=lambda place: in_order(place_name(place)))
    per_place: dict[str, list[ListRow]] = {}
    for row in lists:
        per_place.setdefault(row.jurisdiction.slug, []).append(row)
    groups = [
        (
            heading,
            [_totals(place, per_place.get(place.slug, [])) for place in everywhere if place.kind == kind],
        )
        for kind, heading in _HEADINGS.items()
    ]
    context = {"groups": [(heading, rows) for heading, rows in groups if rows]}
    return render(request, "web/jurisdiction_index.html", clocks.context() | context)


def _totals(place: Jurisdiction, rows: list[ListRow]) -> dict[str, object]:
    return {
        "slug": place.slug,
        "name": place_name(place),
        "lists": len(rows),
        "in_force": sum(row.in_force for row in rows),
        "suspended": sum(row.suspended for row in rows),
    }


@page("after")
def jurisdiction(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """One jurisdiction: its lists, what is proposed there, what happened."""
    place = Jurisdiction.objects.filter(slug=slug).first()
    if place is None:
        raise no_jurisdiction(slug)
    known_at = clocks.known
    rows = list(DesignationList.objects.filter(jurisdiction=place).select_related("jurisdiction"))
    # With the keys of its lists the planner knows how many events these have.
    own = standing_events(known_at=known_at).filter(list__in=[row.pk for row in rows])
    pending = list(own.pending(known_at=known_at).by_day()[:PENDING])
    ordered = events_after(own, after=clocks.get("after"), known_at=known_at)
    events, more = cut(list(ordered[: SIZE + 1]), size=SIZE)
    add_citations(pending, events, known_at=known_at)
    heirs = Heirs.known(known_at=known_at)
    context = {
        **_numbers(place, rows, clocks=clocks, heirs=heirs),
        "jurisdiction": {
            "slug": place.slug,
            "name": place_name(place),
            "code": place.code,
            "kind_label": place.get_kind_display(),
        },
        "crumbs": [Link(_("Jurisdictions"), page_url("web:jurisdictions")), Link(place_name(place))],
        "rows": list_rows(rows, counts=in_force_by_list(reading=clocks.reading, lists=rows)),
        "pending": [brief(version, heirs=heirs) for version in pending],
        "events": [brief(version, heirs=heirs) for version in events],
        **links(clocks, last=events[-1].event.public_id if events else "", more=more),
    }
    return render(request, "web/jurisdiction.html", clocks.context() | context)


def _numbers(
    place: Jurisdiction, lists: Sequence[DesignationList], *, clocks: Clocks, heirs: Heirs
) -> dict[str, object]:
    """How many stood on its lists over time, and whom nobody else is recorded to list; two queries."""
    day = clocks.reading.valid_on
    years, series = over_time(lists, steps=steps_of(lists, day=day, known_at=clocks.known), today=day)
    found = alone_there(place, clocks=clocks, heirs=heirs, most=ALONE, first=True)
    slugs = ",".join(row.slug for row in lists[:COMPARED])
    return {
        "over_time": series,
        "years": years,
        "alone": alone_rows(found.rows, lists={row.pk: list_link(row) for row in lists}),
        "alone_number": found.number,
        "alone_of": found.of,
        "alone_url": page_url("web:only_here", place.slug),
        "compare_url": page_url("web:compare", list=slugs),
    }
