"""Whom one jurisdiction lists and, as far as is recorded, no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from designations.models import DesignationList, Jurisdiction
from designations.text.places import place_name
from designations.web.addresses import page_url
from designations.web.cards import EntityLink, Link, ListLink
from designations.web.clocks import Clocks
from designations.web.missing import no_jurisdiction
from designations.web.page import page
from designations.web.paging import cut, links, unknown_row
from designations.web.places import Alone, alone
from designations.web.present.heirs import Heirs
from designations.web.present.links import jurisdiction_link, list_link

SIZE = 100


@page("after")
def only_here(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """All of them, by name."""
    place = Jurisdiction.objects.filter(slug=slug).first()
    if place is None:
        raise no_jurisdiction(slug)
    own = list(DesignationList.objects.filter(jurisdiction=place).select_related("jurisdiction"))
    after = clocks.get("after")
    found = alone_there(place, clocks=clocks, heirs=Heirs.known(known_at=clocks.known), most=SIZE + 1)
    rows, more = cut(found.rows, size=SIZE)
    if after and not rows:
        raise unknown_row(after)
    context = {
        "place": jurisdiction_link(place),
        "crumbs": [
            Link(gettext("Jurisdictions"), page_url("web:jurisdictions")),
            Link(place_name(place), page_url("web:jurisdiction", place.slug)),
            Link(gettext("Listed here alone")),
        ],
        "rows": alone_rows(rows, lists={row.pk: list_link(row) for row in own}),
        "number": found.number,
        "of": found.of,
        **links(clocks, last=rows[-1][1] if rows else "", more=more),
    }
    return render(request, "web/alone.html", clocks.context() | context)


def alone_there(
    place: Jurisdiction, *, clocks: Clocks, heirs: Heirs, most: int, first: bool = False
) -> Alone:
    """A page, or the first page, of them on the day and the state of the record that the reader asked for."""
    return alone(
        place,
        day=clocks.reading.valid_on,
        known_at=clocks.known,
        heirs=heirs.keys,
        after="" if first else clocks.get("after"),
        most=most,
    )


def alone_rows(
    rows: Sequence[tuple[str, str, Sequence[int]]], *, lists: Mapping[int, ListLink]
) -> list[tuple[EntityLink, list[ListLink]]]:
    """Each name with the lists of the jurisdiction on which it stands."""
    return [(EntityLink(slug, name), [lists[key] for key in own]) for name, slug, own in rows]
