"""Pages that say how the record is made, how far it reaches, and what its words mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from designations.text.kinds import STATUS_LABELS, UNSURE_LABELS
from designations.text.places import in_order
from designations.web.asked import asked_word
from designations.web.clocks import Clocks
from designations.web.coverage import Coverage, coverage, whole
from designations.web.page import page
from designations.web.validators import Beside

# What a list of lists is put in order by. The weakest come first, since they are what is looked for.
_ORDERS: dict[str, tuple[Promise, Callable[[Coverage], Any]]] = {
    "": (
        gettext_lazy("By jurisdiction"),
        lambda row: in_order(row.jurisdiction.name if row.jurisdiction else ""),
    ),
    "events": (gettext_lazy("Fewest events first"), lambda row: row.events),
    "exact": (gettext_lazy("Fewest exact dates first"), lambda row: _weakest(row.exact_share)),
    "official": (gettext_lazy("Fewest official sources first"), lambda row: _weakest(row.official_share)),
    "passages": (gettext_lazy("Fewest passages first"), lambda row: _weakest(row.quoted_share)),
    "news": (gettext_lazy("Longest without news first"), lambda row: row.news.timestamp() if row.news else 0),
}


@page(on_day=False)
def method(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """How a fact comes into the record, is checked, dated and corrected."""
    return render(request, "web/about/method.html", clocks.context())


@page(on_day=False)
def not_listed(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """What each word of a standing means, and what it does not."""
    statuses = [(status, UNSURE_LABELS.get(status)) for status in STATUS_LABELS]
    return render(request, "web/about/not_listed.html", clocks.context() | {"statuses": statuses})


@page("sort", on_day=False, beside=[Beside.FEEDS])
def covered(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """How well each list is covered, in the order that `sort` names."""
    sort = asked_word(clocks, "sort", words=filter(None, _ORDERS))
    days = int(settings.STALE_LIST_DAYS)
    rows = coverage(known_at=clocks.known, stale_after=days)
    context = {
        "rows": sorted(rows, key=_ORDERS[sort][1]),
        "whole": whole(rows),
        "days": days,
        "never": sum(row.checked is None for row in rows),
        "stale": sum(row.is_stale for row in rows),
        "orders": [
            (str(text), clocks.address(sort=name), name == sort) for name, (text, _key) in _ORDERS.items()
        ],
    }
    return render(request, "web/about/coverage.html", clocks.context() | context)


def _weakest(share: int | None) -> int:
    # A list without any event is the least covered of all.
    return -1 if share is None else share
