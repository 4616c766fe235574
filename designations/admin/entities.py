"""Entities with their names, identifiers and relations; merging and unmerging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from designations.admin import kept_draft
from designations.admin.base import ReferenceAdmin, number_of
from designations.admin.confirming import confirmed
from designations.admin.labels import label_of
from designations.admin.refusals import person
from designations.admin.typed import ModelForm, TabularInline
from designations.admin.verb_page import VerbPage, sent
from designations.editorial.access import may
from designations.editorial.cautions import Caution, require_confirmed
from designations.editorial.merge import merge, unmerge
from designations.models import Entity, EntityIdentifier, EntityName, EntityRelation, Merge
from designations.search.by_name import entities_called, named


class NameInline(TabularInline[EntityName, Entity]):
    model = EntityName
    extra = 1
    verbose_name = "name"


class IdentifierInline(TabularInline[EntityIdentifier, Entity]):
    model = EntityIdentifier
    verbose_name = "identifier"
    extra = 0


class RelationForm(ModelForm[EntityRelation]):
    """How the entity stands to another one."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "other" in cleaned and cleaned["other"].pk == self.instance.entity_id:
            self.add_error("other", "Choose another entity: this is the one that you are editing.")
        return cleaned


class RelationInline(TabularInline[EntityRelation, Entity]):
    model = EntityRelation
    form = RelationForm
    fk_name = "entity"
    verbose_name = "relation"
    verbose_name_plural = "Relations to other entities"
    extra = 0
    autocomplete_fields = ["other"]


class MergeForm(forms.Form):
    """Into which entity, and why."""

    into = forms.ModelChoiceField(
        Entity.objects.all(),
        widget=AutocompleteSelect(Merge._meta.get_field("heir"), admin.site, attrs={"data-width": "100%"}),
        help_text="The entity that stays: this one is read as it, and its address redirects there.",
    )
    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Shown in the public change log."
    )


class UnmergeForm(forms.Form):
    """Why the merge was wrong."""

    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Shown in the public change log."
    )


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
class EntityAdmin(ReferenceAdmin[Entity]):
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
        return super().get_queryset(request).annotate(heir_name=Subquery(current.values("heir__name")[:1]))

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
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", view(self.merge_view), name="designations_entity_merge"),
            path("<int:pk>/unmerge/", view(self.unmerge_view), name="designations_entity_unmerge"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        current = (
            Merge.objects.filter(entity_id=number_of(object_id), known__endswith__isnull=True)
            .select_related("heir")
            .first()
        )
        context = {
            "may_merge": may(person(request), "merge_entity"),
            "merge": current,
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask into which entity, then merge."""
        entity = self._mergeable(request, pk)
        page = VerbPage(
            title=f"Merge {entity}",
            explained=f"{entity} ({entity.slug}) turned out to be the same as another one. Nothing is moved: "
            "both records stay, pages and answers read them as one, and the merge can be undone.",
            button="Merge",
            done=f"{entity} is merged.",
        )

        def run(told: dict[str, Any]) -> Entity:
            merge(entity, into=told["into"], reason=told["reason"], by=person(request))
            return entity

        return page.answer(request, admin=self, obj=entity, form=MergeForm(sent(request)), run=run)

    def unmerge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then end the merge."""
        entity = self._mergeable(request, pk)
        page = VerbPage(
            title=f"Undo the merge of {entity}",
            explained=f"{entity} ({entity.slug}) stands alone again, with its own page and its own record.",
            button="Undo the merge",
            done=f"{entity} stands alone again.",
        )

        def run(told: dict[str, Any]) -> Entity:
            unmerge(entity, reason=told["reason"], by=person(request))
            return entity

        return page.answer(request, admin=self, obj=entity, form=UnmergeForm(sent(request)), run=run)

    def _mergeable(self, request: HttpRequest, pk: int) -> Entity:
        if not may(person(request), "merge_entity"):
            raise PermissionDenied
        return get_object_or_404(Entity, pk=pk)
