"""For whom a speaker speaks, as a suggestion on the form: it is shown to the editor, who may change it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from designations.admin.labels import label_of
from designations.models import Draft, Entity, Jurisdiction

_LONGEST = 300
_MOST_WORDS = 30
_LONGEST_NAME = 8
_WORD = re.compile(r"[^\s,;()]+")


def behalf_of(speaker: str) -> Jurisdiction | Entity | None:
    """The country, body or entity that `speaker` spoke for before, else the longest name in it.

    None where two are as long, or nothing is named. A code counts in capitals alone.
    """
    known = (
        Draft.objects.filter(speaker=speaker)
        .exclude(on_behalf_of_jurisdiction=None, on_behalf_of_entity=None)
        .select_related("on_behalf_of_jurisdiction", "on_behalf_of_entity")
        .order_by("-pk")
        .first()
        if speaker
        else None
    )
    if known is not None:
        return known.on_behalf_of_jurisdiction or known.on_behalf_of_entity
    names = set(_runs(speaker))
    if not names:
        return None
    found: list[tuple[int, Jurisdiction | Entity]] = []
    for place in Jurisdiction.objects.filter(Q(name__in=names) | Q(code__in=names)):
        found += [(len(name), place) for name in (place.name, place.code) if name in names]
    alike = Q(name__in=names) | Q(names__name__in=names)
    rows = Entity.objects.filter(alike).values_list("pk", "name", "names__name")[:100]
    entities = Entity.objects.in_bulk({row[0] for row in rows})
    for key, *texts in rows:
        found += [(len(name), entities[key]) for name in texts if name in names]
    best = max((length for length, _ in found), default=0)
    rivals = {(type(row), row.pk): row for length, row in found if length == best}
    return next(iter(rivals.values())) if len(rivals) == 1 else None


@require_GET
def behalf_view(request: HttpRequest) -> JsonResponse:
    """The suggestion for a speaker that is being typed."""
    if not request.user.has_perm("designations.view_draft"):
        raise PermissionDenied
    found = behalf_of(request.GET.get("speaker", "").strip()[:_LONGEST])
    if found is None:
        return JsonResponse({})
    field = "on_behalf_of_jurisdiction" if isinstance(found, Jurisdiction) else "on_behalf_of_entity"
    return JsonResponse({"field": field, "id": found.pk, "text": label_of(found)})


def _runs(text: str) -> Iterator[str]:
    words = _WORD.findall(text)[:_MOST_WORDS]
    for begin in range(len(words)):
        for end in range(begin + 1, min(begin + _LONGEST_NAME, len(words)) + 1):
            run = " ".join(words[begin:end])
            yield run
            yield run.removesuffix("'s").removesuffix("\u2019s")
