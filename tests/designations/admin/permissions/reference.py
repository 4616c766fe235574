"""Entities, sources, acts, lists and jurisdictions: changed, added, merged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.urls import reverse

from designations.editorial.merge import merge
from designations.models import Act, DesignationList, Entity, Jurisdiction, Merge
from tests.designations.admin.permissions.case import Case, Make, address, edited, form, look, post, way
from tests.factories import (
    administrator,
    make_act,
    make_entity,
    make_jurisdiction,
    make_list,
    make_source,
)


def change(make: Callable[[], Model], name: str) -> Make:
    """Change a field of a row."""
    return lambda folder: edited(make(), name=name, value="Told anew")


def add(model: type[Model], name: str, **told: Callable[[], Any]) -> Make:
    """Add a row whose `name` is new."""

    def made(folder: Path) -> Case:
        url = reverse(f"admin:designations_{model._meta.model_name}_add")
        fields = {key: value() for key, value in told.items()}
        sent = form(url, **{name: "Something new", **fields})
        return Case(
            asks=post(url, sent),
            happened=lambda _: model._default_manager.filter(**{name: "Something new"}).exists(),
        )

    return made


def _place() -> int:
    return make_jurisdiction().pk


def preview(folder: Path) -> Case:
    entity, heir = make_entity(), make_entity()
    url = address(entity, "merge")
    return look(url, f"{url}?into={heir.pk}")


def merge_page(folder: Path) -> Case:
    entity, heir = make_entity(), make_entity()
    url = address(entity, "merge")
    return Case(
        asks=post(url, {"into": heir.pk, "reason": "One group."}),
        happened=lambda _: Merge.objects.filter(entity=entity).exists(), page=address(entity), offered=url,
    )  # fmt: skip


def unmerge_page(folder: Path) -> Case:
    entity = make_entity()
    merge(entity, into=make_entity(), by=administrator(), reason="One group.")
    url = address(entity, "unmerge")
    return Case(
        asks=post(url, {"reason": "Two after all."}),
        happened=lambda _: Merge.objects.filter(entity=entity, known__endswith__isnull=False).exists(),
        page=address(entity),
        offered=url,
    )


WAYS = {
    "edit entities and sources": {
        "entity": way(change(make_entity, "description"), "designations_entity_change"),
        "source": way(change(make_source, "publisher"), "designations_source_change"),
        "act": way(change(make_act, "title"), "designations_act_change"),
        "new entity": way(add(Entity, "name", slug=lambda: "something-new"), "designations_entity_add"),
        "new act": way(add(Act, "title", jurisdiction=_place), "designations_act_add"),
    },
    "edit lists": {
        "list": way(change(make_list, "authority"), "designations_designationlist_change"),
        "jurisdiction": way(change(make_jurisdiction, "name"), "designations_jurisdiction_change"),
        "new list": way(
            add(DesignationList, "name", slug=lambda: "something-new", jurisdiction=_place),
            "designations_designationlist_add",
        ),
        "new jurisdiction": way(
            add(Jurisdiction, "name", slug=lambda: "new", code=lambda: "NEW"),
            "designations_jurisdiction_add",
        ),
    },
    "merge and unmerge": {
        "preview": way(preview, "designations_entity_merge"),
        "merge": way(merge_page, "designations_entity_merge"),
        "unmerge": way(unmerge_page, "designations_entity_unmerge"),
    },
}
