"""Approved drafts of the queue, published together: shown once more, and then all of them or none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.base import number_of
from designations.admin.refusals import person, refusals_told
from designations.admin.review_queue import SIZE, chosen, query_of
from designations.editorial.access import may
from designations.editorial.publish import publish
from designations.models import Draft

FIELD = "draft"


def together_view(request: HttpRequest, site: Any) -> HttpResponse:
    """Ask whether subscribers are told, then publish what was ticked; a refusal is told in the queue."""
    by = person(request)
    if not may(by, "publish_event"):
        raise PermissionDenied
    query = query_of(chosen(QueryDict(request.POST.get("queue", "")).dict()))
    back = redirect(f"{reverse('admin:review_queue')}?{query}")
    keys = {number_of(key) for key in request.POST.getlist(FIELD)[:SIZE]}
    # What was decided elsewhere in the meantime is not published by a page that shows it as approved.
    rows = Draft.objects.filter(pk__in=keys, state=Draft.State.APPROVED)
    drafts = list(rows.select_related("entity", "list", "author").order_by("pk"))
    if not drafts or len(drafts) < len(keys):
        gone = "Not all of them are approved any more. Look at the queue again."
        messages.error(request, gone if keys else "Tick some drafts.")
        return back
    if "confirmed" in request.POST:
        with refusals_told(request, done=f"{len(drafts)} published together."):
            publish(drafts, by=by, announce="announce" in request.POST)
        return back
    return TemplateResponse(request, "admin/designations/draft/publish_selected.html", {
        **site.each_context(request),
        "title": "Publish together",
        "drafts": drafts,
        "opts": Draft._meta,
        "checkbox": FIELD,
        "queue": query,
    })  # fmt: skip
