"""One search over entities, lists and jurisdictions: a page, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from designations.models import DesignationList, Entity, Jurisdiction
from designations.search.query import ALL, About, Found, find
from designations.text.places import as_recorded
from designations.web.asked import asked_word
from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.present.found import found_row

SIZE = 30
SUGGESTED = 8
# How long a suggestion may be kept: a name that was just published is missed that long.
SECONDS = 60


@page("q", on_day=False)
def search(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """What is called `q`, by noun, best first."""
    query = clocks.get("q")
    found = _found(query, most=SIZE, known=clocks.known) if query else []
    sections = [
        (title, [found_row(one) for one in found if isinstance(one.subject, model)][:SIZE])
        for title, model in (
            (_("Organisations, groups and persons"), Entity),
            (_("Lists"), DesignationList),
            (_("Jurisdictions"), Jurisdiction),
        )
    ]
    context = {
        "searched": query,
        "sections": [(title, rows) for title, rows in sections if rows],
        "size": SIZE,
    }
    return render(request, "web/search.html", clocks.context() | context)


@page("q", "about", on_day=False)
def suggest(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The first few of what `q` finds, for the box in the head of every page; with `about` of one noun."""
    noun = asked_word(clocks, "about", words=ALL)
    about = [one for one in ALL if one == noun] or ALL
    found = _found(clocks.get("q"), most=SUGGESTED, known=clocks.known, about=about)[:SUGGESTED]
    response = JsonResponse({"found": [_suggestion(one) for one in found]})
    patch_cache_control(response, public=True, max_age=SECONDS)
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(query: str, *, most: int, known: int, about: Collection[About] = ALL) -> list[Found]:
    """What `find` finds; where the page's language has the query as the name of a country, that one first.

    The index of names has countries in English: on other pages they are found by the names that stand there.
    """
    found = find(query, most=most, known=known, about=about)
    place = as_recorded(query) if "jurisdiction" in about else ""
    if not place:
        return found
    there = find(place, most=most, known=known, about=[noun for noun in about if noun != "entity"])
    named = [one for one in there if isinstance(one.subject, Jurisdiction)][:1]
    # Its lists come after what is called so itself; each once.
    ordered = {(type(one.subject), one.subject.pk): one for one in (*named, *found, *there)}
    return list(ordered.values())


def _suggestion(found: Found) -> dict[str, str]:
    row = found_row(found)
    return {
        "name": row.name,
        "slug": found.subject.slug,
        "url": row.url,
        "what": row.what,
        "why": f"{row.why} {row.matched}".strip(),
    }
