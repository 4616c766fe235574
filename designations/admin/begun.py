"""What the form for a cited passage begins with, and why: a list and an entity, or a few to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from designations.admin.carried import carried
from designations.admin.chosen import Chosen, chosen
from designations.admin.labels import choices_of, label_of
from designations.admin.refusals import person
from designations.models import DesignationList, Entity
from designations.search.mentioned import MOST, entities_in, lists_in

PASSAGE = "Taken from the passage."
TITLE = "Taken from the title of the source."
BEFORE = "As in most of your drafts from this source."
_BEGUN = "designations.begun"


@dataclass(frozen=True, slots=True)
class Suggested:
    """For one field: what it is set to, why, and what else the passage names, as (key, label)."""

    key: int | None = None
    why: str = ""
    others: list[tuple[int, str]] = field(default_factory=list)


def begun(request: HttpRequest) -> dict[str, Suggested]:
    """What is suggested for the passage that the address names, by field; worked out once a request."""
    if _BEGUN not in request.META:
        picked = chosen(request) if request.method == "GET" else None
        request.META[_BEGUN] = suggested(picked, by=person(request)) if picked else {}
    found: dict[str, Suggested] = request.META[_BEGUN]
    return found


def suggested(picked: Chosen, *, by: User) -> dict[str, Suggested]:
    """The list and the entity that the passage names, before those of the other drafts from the source."""
    before: dict[str, Any] = carried(picked, by=by)
    entities, in_title = entities_in(picked.quote, picked.capture.source.title)
    lists = lists_in(picked.quote, lists=list(choices_of(DesignationList).order_by("slug")))
    # A list that is kept for such as the entity is likelier than one that is kept for all.
    likely = {_scope(entity) for entity in entities or in_title}
    lists.sort(key=lambda row: row.scope not in likely)
    return {
        "list": _chosen(lists, before=before.get("list"), fallback=[]),
        "entity": _chosen(entities, before=before.get("entity"), fallback=in_title),
    }


def _scope(entity: Entity) -> str:
    is_person = entity.kind == Entity.Kind.PERSON
    return DesignationList.Scope.PERSONS if is_person else DesignationList.Scope.ORGANISATIONS


def _chosen(
    named: Sequence[DesignationList | Entity],
    *,
    before: int | None,
    fallback: Sequence[DesignationList | Entity],
) -> Suggested:
    """One where there is no doubt; several are left to the editor, unless one was chosen before."""
    keys = [row.pk for row in named]
    if before in keys or len(keys) == 1:
        key, why = (before, PASSAGE) if before in keys else (keys[0], PASSAGE)
    elif keys:
        key, why = None, ""
    elif before is not None:
        key, why = before, BEFORE
    elif len(fallback) == 1:
        key, why = fallback[0].pk, TITLE
    else:
        key, why, named = None, "", fallback
    return Suggested(key, why, [(row.pk, label_of(row)) for row in named if row.pk != key][:MOST])


def offers(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """What the page shows under the fields: each other one with the address of the form that has it."""
    shown: dict[str, dict[str, Any]] = {}
    for name, one in begun(request).items():
        links = []
        for key, label in one.others:
            query = request.GET.copy()
            query[name] = str(key)
            links.append((key, label, f"?{query.urlencode()}"))
        asked = name in request.GET
        shown[name] = {"why": "" if asked else one.why, "links": [] if asked else links}
    return shown
