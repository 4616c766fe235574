"""Addresses in capital letters, as people write them from memory or a program makes them of a heading.

Every address of a page is in small letters, and no two differ by their case: `/entities/Taliban/` can only
mean `/entities/taliban/`, and leads there for good. Where there is no such row, the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from designations.models import DesignationList, Entity, Event, Jurisdiction, Snapshot, Source
from designations.web.languages import language_of

_SECONDS = 24 * 3600
# By the first part of a page's path: whose rows the second one names, and by what.
_ROWS: dict[str, tuple[type[Any], str]] = {
    "entities": (Entity, "slug"),
    "lists": (DesignationList, "slug"),
    "jurisdictions": (Jurisdiction, "slug"),
    "events": (Event, "public_id"),
    "sources": (Source, "public_id"),
    "snapshots": (Snapshot, "public_id"),
}


class SmallLetters:
    """Middleware: leads from an address with capital letters to the page that it means, if there is one.

    Only to public pages: what has an address that is a secret, and the desk, tell letters apart.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method in ("GET", "HEAD") and path != path.lower() and (meant := _meant(path)):
            question = request.META.get("QUERY_STRING", "")
            response = HttpResponsePermanentRedirect(meant + (f"?{question}" if question else ""))
            response.headers["Cache-Control"] = f"public, max-age={_SECONDS}"
            return response
        return self.get_response(request)


def _meant(path: str) -> str:
    """The address of the page that is meant; '' for none. At most one query."""
    small = path.lower()
    if small.rpartition("/")[2] and "." not in small.rpartition("/")[2]:
        small += "/"
    with translation.override(language_of(small)):
        match = _page_at(small)
        if match is None or not _is_there(match, small):
            return ""
        return reverse(match.view_name, args=match.args, kwargs=match.kwargs)


def _page_at(path: str) -> ResolverMatch | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if hasattr(match.func, "obeys") else None


def _is_there(match: ResolverMatch, path: str) -> bool:
    """Whether the row exists that the address names; of one that names none there is a page."""
    if not match.kwargs:
        return True
    first, *rest = path.strip("/").split("/")
    rows = _ROWS.get(rest[0] if first == language_of(path) else first)
    if rows is None:
        return False
    model, field = rows
    value, *_others = match.kwargs.values()
    found: bool = model._default_manager.filter(**{field: value}).exists()
    return found
