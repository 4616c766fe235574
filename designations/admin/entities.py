"""Entities with their names, identifiers and relations; what others say of them; likely duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from designations.admin import kept_draft
from designations.admin.alike import alike
from designations.admin.base import ReferenceAdmin, number_of
from designations.admin.confirming import confirmed
from designations.admin.entity_rows import IdentifierInline, NameInline, RelationInline
from designations.admin.labels import label_of
from designations.admin.merge_sides import INVERSE, current_steps, family
from designations.admin.merging import Merging
from designations.admin.refusals import person
from designations.editorial.access import may
from designations.editorial.cautions import Caution, require_confirmed
from designations.models import Entity, EntityRelation, Merge
from designations.search.by_name import entities_called, named


def looks_like(names: Sequence[str]) -> list[Caution]:
    """The entities that are called like a new one with these names."""
    alike = {entity.pk: entity for entities in named(names).values() for entity in entities}
    return [
        Caution(
            id=f"looks-like:{entity.slug}",
            message=f"There is an entity of this name: {label_of(entity)}. If it is the same, choose it.",
            about=entity,
        )
        for entity in alike.values()
    ]


@admin.register(Entity)
class EntityAdmin(Merging, ReferenceAdmin[Entity]):
    fields = ["name", "slug", "kind", "description", ("countries", "founded")]
    list_display = ["name", "kind", "countries", "founded", "merged_into"]
    list_filter = ["kind"]
    search_fields = ["name", "slug", "names__name"]
    search_help_text = "Any of its names, in any script"
    prepopulated_fields = {"slug": ["name"]}
    inlines = [NameInline, IdentifierInline, RelationInline]
    change_form_template = "admin/designations/entity/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        current = Merge.objects.filter(entity=OuterRef("pk"), known__endswith__isnull=True)
        rows: QuerySet[Entity] = super().get_queryset(request)
        return rows.annotate(heir_name=Subquery(current.values("heir__name")[:1]))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entity], search_term: str
    ) -> tuple[QuerySet[Entity], bool]:
        return (entities_called(queryset, search_term) if search_term.strip() else queryset), False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        if not change:
            inline = [row.cleaned_data.get("name", "") for row in formsets[0].forms if row.is_valid()]
            found = looks_like([form.instance.name, *inline])
            require_confirmed(found, confirmed=confirmed(request))
        super().save_related(request, form, formsets, change)

    def response_add(
        self, request: HttpRequest, obj: Entity, post_url_continue: str | None = None
    ) -> HttpResponse:
        return kept_draft.back(request, obj) or super().response_add(request, obj, post_url_continue)

    def view_on_site(self, obj: Entity) -> str:
        return obj.get_absolute_url()

    @admin.display(description="merged into", empty_value="")
    def merged_into(self, obj: Any) -> str | None:
        """The entity as which this one is read."""
        return obj.heir_name or None

    def get_urls(self) -> list[URLPattern]:
        return [*self.merge_urls(), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        key, steps = number_of(object_id), current_steps()
        current = (
            Merge.objects.filter(entity_id=key, known__endswith__isnull=True).select_related("heir").first()
            if key in steps
            else None
        )
        context = {
            "may_merge": may(person(request), "merge_entity"),
            "merge": current,
            "alike": [] if current else alike(family(key, steps=steps)),
            "inverse": [
                (INVERSE[EntityRelation.Kind(row.kind)], row.entity)
                for row in EntityRelation.objects.filter(other=key).select_related("entity")
            ],
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)
