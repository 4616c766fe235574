"""One list on two days: what became of it in between."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from designations.models import DesignationList
from designations.text.places import place_name
from designations.web.addresses import page_url
from designations.web.asked import asked_day, asked_word
from designations.web.between import WHATS, Between
from designations.web.cards import Link
from designations.web.clocks import AddressError, Clocks
from designations.web.missing import no_list
from designations.web.page import page
from designations.web.paging import cut, links, unknown_row
from designations.web.present.between import difference_rows, tally_lines, what_label
from designations.web.present.heirs import Heirs
from designations.web.present.links import list_link

SIZE = 100


@page("from", "to", "what", "after", on_day=False)
def between(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """Who was added, removed, suspended, reinstated and renamed, with the events that say so."""
    row = DesignationList.objects.select_related("jurisdiction").filter(slug=slug).first()
    if row is None:
        raise no_list(slug)
    today = clocks.reading.valid_on
    last = asked_day(clocks, "to") or today
    first = asked_day(clocks, "from") or years_before(last, 1)
    if last < first:
        raise AddressError("to", gettext("This day is earlier than the first one; swap them."))
    what = asked_word(clocks, "what", words=WHATS)
    asked = Between(row, first, last, clocks.known)
    rows, numbers = asked.page(what=what, after=clocks.get("after"), most=SIZE + 1)
    found, more = cut(rows, size=SIZE)
    if clocks.get("after") and not found:
        raise unknown_row(clocks.get("after"))
    heirs = Heirs.known(known_at=clocks.known)
    names = {key: (heirs.entities[heir].slug, heirs.entities[heir].name) for key, heir in heirs.keys.items()}
    tally = tally_lines(numbers)
    context = {
        "list": list_link(row),
        "crumbs": [
            Link(gettext("Lists"), page_url("web:lists")),
            Link(place_name(row.jurisdiction), page_url("web:jurisdiction", row.jurisdiction.slug)),
            Link(row.name, page_url("web:list", row.slug)),
            Link(gettext("Between two days")),
        ],
        "first": first,
        "last": last,
        "what": what,
        "what_label": what_label(what) if what else "",
        "tally": [(*line, clocks.address(what=line[0], after="")) for line in tally],
        "all_url": clocks.address(what="", after="") if what else "",
        "spans": spans(row.slug, today=today),
        "events_url": page_url("web:events", list=row.slug, occurred_from=first, occurred_to=last),
        "rows": difference_rows(found, evidence=asked.evidence(found), names=names),
        **links(clocks, last=found[-1].slug if found else "", more=more),
    }
    return render(request, "web/between.html", clocks.context() | context)


def spans(slug: str, *, today: date) -> list[Link]:
    """Links to what became of a list in the times that readers ask for most."""
    texts = {
        1: gettext("In the last year"),
        5: gettext("In the last five years"),
        10: gettext("In the last ten years"),
    }
    return [
        Link(text, page_url("web:between", slug, **{"from": years_before(today, years)}))
        for years, text in texts.items()
    ]


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; for 29 February the day before, where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - years)
