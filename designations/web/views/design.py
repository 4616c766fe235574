"""The page of the design: every component from its own partial, in both themes, for whoever builds pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.samples import TOKENS, samples


@page(on_day=False)
def design(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """Everything that the public pages are made of, over invented rows."""
    context = {"themes": [samples("light"), samples("dark")], "tokens": TOKENS}
    return render(request, "web/about/design.html", clocks.context() | context)
