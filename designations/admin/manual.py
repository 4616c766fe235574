"""The manual of the desk: how to date, cite, name and correct, with one story told step by step.

It is a page of the desk and no file beside the code, because it links to the records that it speaks of.
"""

from __future__ import annotations

from functools import partial

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from designations.importers.facts.events import event_id
from designations.models import Event

# The steps of the worked example, and the shipped events that record them.
STORY = {
    "listed": "taliban-ru-fsb-listed-2003-02-14",
    "kazakhstan": "taliban-kz-terror-delisted-2023-12-29",
    "welcomed": "taliban-kz-terror-statement-2023-12-29",
    "announced": "taliban-ru-fsb-statement-2024-05-01",
    "proposed": "taliban-ru-fsb-delisting_proposed-2024-05-27",
    "opposed": "taliban-ru-fsb-statement-2024-05-28-2",
    "bill": "taliban-ru-fsb-proposed-2024-11-25",
    "law": "taliban-ru-fsb-amended-2024-12-28",
    "asked": "taliban-ru-fsb-delisting_proposed-2025-03-31",
    "suspended": "taliban-ru-fsb-suspended-2025-04-17",
}


def manual_urls(site: AdminSite) -> list[URLPattern]:
    """The address of the manual, for `site`."""
    return [path("manual/", site.admin_view(partial(manual, site=site)), name="manual")]


def manual(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """The manual; its links lead to those of the shipped events that this installation has."""
    steps = {event_id(key): step for step, key in STORY.items()}
    links = {
        steps[event.public_id]: event.get_absolute_url()
        for event in Event.objects.filter(public_id__in=steps)
    }
    context = {**site.each_context(request), "title": "Manual for editors", "links": links}
    return TemplateResponse(request, "admin/manual.html", context)
