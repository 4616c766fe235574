"""Addresses of other pages as this page leads to them: they keep its clocks, as they keep its language.

Whoever looks at a list as of 2010 and follows a name gets to that name as of 2010. A page that looks at no
day is given none, and the head and the foot of every page lead to today. Search engines are not to follow:
`robots.txt` bars what states a clock, and such a page names the plain one as the one to be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from designations.web.clocks import Clocks

_given: ContextVar[Mapping[str, str]] = ContextVar("clocks_of_the_page")


@contextmanager
def seen_from(clocks: Clocks) -> Iterator[None]:
    """While a page is made, lead on as it was asked for. Today and now are kept by saying nothing."""
    said = {name: value for name in ("valid_on", "known_at") if (value := clocks.get(name))}
    if clocks.reading.valid_on == timezone.now().date():
        said.pop("valid_on", None)
    token = _given.set(said)
    try:
        yield
    finally:
        _given.reset(token)


def page_url(name: str, *args: object, **question: object) -> str:
    """The address of a page with its own parameters, but for empty ones, and the clocks that it obeys."""
    said = _given.get({})
    clocks = {clock: said[clock] for clock in _obeyed().get(name, ()) if clock in said}
    asked = {key: value for key, value in question.items() if value not in ("", None)} | clocks
    address = reverse(name, args=args)
    return f"{address}?{urlencode(asked, safe=',')}" if asked else address


@cache
def _obeyed() -> Mapping[str, tuple[str, ...]]:
    """The clocks that each page obeys, by its name. The routes know the views, and those know this room."""
    routes = import_module("designations.web.urls").urlpatterns
    return {f"web:{route.name}": getattr(route.callback, "obeys", ()) for route in routes}
