"""What search engines ask for: what they may read, and the addresses of all pages that they may show."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from designations.web import sitemaps
from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.site import on_site

XML = "application/xml"
# Every page exists for every day and every moment: one would never come to an end.
_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?*valid_on=
Disallow: /*?*known_at=
Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs are asked not to read."""
    text = _ROBOTS.format(sitemap=on_site(reverse("sitemap")))
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )


@page(on_day=False)
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The addresses of the sitemaps."""
    addresses = [reverse("sitemap-of-pages")]
    addresses += [reverse("sitemap-block", args=block) for block in sitemaps.blocks(known_at=clocks.known)]
    return render(request, "web/sitemaps/index.xml", {"addresses": addresses}, content_type=XML)


@page(on_day=False)
def of_pages(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The pages that are always there."""
    return render(request, "web/sitemaps/places.xml", {"places": sitemaps.fixed()}, content_type=XML)


@page(on_day=False)
def of_block(request: HttpRequest, clocks: Clocks, kind: str, block: int) -> HttpResponse:
    """The pages of one kind whose rows are in one block."""
    if kind not in sitemaps.KINDS or block * sitemaps.SIZE > sitemaps.LAST_KEY:
        raise Http404
    places = sitemaps.places(kind, block=block, known_at=clocks.known)
    if not places:
        raise Http404
    return render(request, "web/sitemaps/places.xml", {"places": places}, content_type=XML)
