"""Lists and entities found by name on the form itself, for browsers without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from designations.admin.labels import choices_of, label_of
from designations.models import DesignationList, Entity
from designations.search.by_name import closest_first, entities_called, lists_called

MOST = 20


def found(request: HttpRequest) -> dict[str, Any]:
    """What was sought in the fields `find_list` and `find_entity`, and the rows found, with their labels."""
    entity, register = request.POST.get("find_entity", "")[:250], request.POST.get("find_list", "")[:250]
    rows: dict[str, list[Any]] = {"list": [], "entity": []}
    if entity.strip():
        rows["entity"] = list(closest_first(entities_called(Entity.objects.all(), entity), entity)[:MOST])
    if register.strip():
        rows["list"] = list(lists_called(choices_of(DesignationList), register)[:MOST])
    return {
        "sought": {"entity": entity, "list": register},
        "found": {name: [(row.pk, label_of(row)) for row in some] for name, some in rows.items()},
    }
