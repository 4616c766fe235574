"""Finding the published event that a picked passage is to be cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from designations.admin.chosen import chosen
from designations.admin.refusals import person
from designations.admin.searching import versions_about
from designations.editorial.access import may
from designations.models import Citation, EventVersion, Source

if TYPE_CHECKING:
    from designations.admin.captures import CaptureAdmin

_MOST_FOUND = 30


def events_view(admin: CaptureAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Look for an event by names in any script, list, kind and date; with `part`, the findings alone."""
    if not may(person(request), "publish_event"):
        raise PermissionDenied
    picked = chosen(request)
    if picked is None or picked.capture.pk != pk:
        raise Http404
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    context = {
        "found": list(matching(asked) if asked else citing(picked.capture.source)),
        "asked": asked,
        "most": _MOST_FOUND,
        "picked": picked,
    }
    if "part" in request.GET:
        return TemplateResponse(request, "admin/designations/capture/events_found.html", context)
    return TemplateResponse(request, "admin/designations/capture/events.html", {
        **admin.admin_site.each_context(request),
        "title": "Cite for an existing event",
        "opts": admin.opts,
        "capture": picked.capture,
        "source": picked.capture.source,
        **context,
    })  # fmt: skip


def matching(asked: str) -> QuerySet[EventVersion]:
    """The events, by their latest versions, of which each word of `asked` says something."""
    found = _standing().filter(versions_about(asked))
    # The entity whose own name it is goes before those that bear it as an alias or a part.
    first = asked.split()[0]
    by_name = Case(When(designation__entity__name__icontains=first, then=0), default=1)
    return found.order_by(by_name, Length("designation__entity__name"), "-change_id", "-pk")[:_MOST_FOUND]


def citing(source: Source) -> QuerySet[EventVersion]:
    """The events that cite `source` already."""
    cited = Exists(Citation.objects.filter(version=OuterRef("pk"), source=source))
    return _standing().filter(cited).order_by("-change_id", "-pk")[:_MOST_FOUND]


def _standing() -> QuerySet[EventVersion]:
    return (
        EventVersion.objects.current()
        .filter(retraction_reason="")
        .select_related("event", "list__jurisdiction", "designation__entity")
    )
