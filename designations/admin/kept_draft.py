"""A half-filled form of a draft, kept in the session while its editor creates an entity elsewhere.

Without JavaScript only: with it, the entity is created in a window of its own.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from designations.models import Entity

_KEY = "kept_draft"
KEPT = "kept"


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was typed, and go to the form of a new entity."""
    request.session[_KEY] = {"path": request.path, "data": request.POST.urlencode()}
    return HttpResponseRedirect(f"{reverse('admin:designations_entity_add')}?{KEPT}=1")


def back(request: HttpRequest, entity: Entity) -> HttpResponse | None:
    """The way back to the form that was kept, with `entity` chosen; None if none was."""
    kept = request.session.get(_KEY)
    if KEPT not in request.GET or kept is None:
        return None
    return HttpResponseRedirect(f"{kept['path']}?{KEPT}=1&entity={entity.pk}")


def restored(request: HttpRequest, *, button: str) -> bool:
    """Turn `request` into one that sends, by `button`, what was kept; False if nothing was.

    `button` must be one that writes nothing: this was a mere look at a page.
    """
    kept = request.session.get(_KEY)
    if request.method != "GET" or KEPT not in request.GET or not kept or kept["path"] != request.path:
        return False
    del request.session[_KEY]
    data = QueryDict(kept["data"], mutable=True)
    data.pop("_new_entity", None)
    data[button] = "1"
    if request.GET.get("entity", "").isdecimal():
        data["entity"] = request.GET["entity"]
    request.method = "POST"
    request.POST = data  # type: ignore[assignment]
    return True
