"""Drafts: entering what happened, with the passages that support it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Field, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from designations.admin import draft_verbs
from designations.admin.base import FORM_FIELDS, looked_at, number_of
from designations.admin.batch import batch_view
from designations.admin.begun import begun
from designations.admin.chosen import chosen
from designations.admin.draft_files import DraftFiles
from designations.admin.draft_forms import CitationForm, DraftForm
from designations.admin.draft_saving import DraftSaving
from designations.admin.draft_sections import fieldsets_of
from designations.admin.labels import (
    KnownSelect,
    KnownSelectMultiple,
    LabelledChoice,
    LabelledChoices,
    choices_of,
    with_heads,
)
from designations.admin.refusals import person
from designations.admin.searching import Searched, drafts_about
from designations.admin.typed import StackedInline
from designations.editorial.access import may
from designations.editorial.draft import EDITABLE
from designations.models import Draft, DraftCitation, Event


class CitationInline(StackedInline[DraftCitation, Draft]):
    """The passages on which a draft rests."""

    model = DraftCitation
    form = CitationForm
    formfield_overrides = FORM_FIELDS
    autocomplete_fields = ["source"]
    fields = ["source", "quote", "translation", ("claimed_on", "disputes"), ("capture", "start")]
    verbose_name = "citation"
    verbose_name_plural = "Citations"

    def get_queryset(self, request: HttpRequest) -> QuerySet[DraftCitation]:
        return super().get_queryset(request).select_related("source")

    def get_extra(self, request: HttpRequest, obj: Draft | None = None, **kwargs: Any) -> int:
        return 0 if obj is not None and obj.pk and obj.citations.exists() else 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **labelled(db_field, kwargs))


def labelled(db_field: Field[Any, Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options of a form field for a relation, so that its choices carry labels that tell them apart."""
    model: Any = db_field.related_model
    many = db_field.many_to_many
    return {
        "queryset": choices_of(model),
        "form_class": LabelledChoices if many else LabelledChoice,
        "widget": (KnownSelectMultiple if many else KnownSelect)(db_field, admin.site),
        **options,
    }


@admin.register(Draft)
class DraftAdmin(Searched, DraftFiles, DraftSaving):
    form = DraftForm
    inlines = [CitationInline]
    change_form_template = "admin/designations/draft/change_form.html"
    save_as = True

    class Media:
        js = [
            "designations/draft_sections.js",
            "designations/draft_speaker.js",
            "designations/draft_offers.js",
        ]

    list_display = ["title", "entity", "list_slug", "occurred_on", "state", "author", "changed"]
    list_filter = [
        "state",
        "kind",
        ("list__jurisdiction", admin.RelatedOnlyFieldListFilter),
        ("list", admin.RelatedOnlyFieldListFilter),
        ("author", admin.RelatedOnlyFieldListFilter),
        "created_at",
    ]
    list_select_related = ["list", "entity", "author"]
    about = drafts_about
    search_help_text = "Entity, list, speaker, actor or summary"
    autocomplete_fields = [
        "list", "entity", "act", "on_behalf_of_jurisdiction", "on_behalf_of_entity", "about", "within",
        "continued_by", "resolves",
    ]  # fmt: skip
    actions = ["submit_selected", "publish_selected", "export_csv", "export_xlsx"]

    @admin.display(description="what happened", ordering="kind")
    def title(self, obj: Draft) -> str:
        """The kind, and whether it corrects what is published."""
        if obj.corrects_id:
            return f"{obj.get_kind_display()} ({'retraction' if obj.retracts else 'correction'})"
        return obj.get_kind_display()

    @admin.display(description="changed (UTC)", ordering="updated_at")
    def changed(self, obj: Draft) -> str:
        """When it was last saved."""
        return f"{obj.updated_at:%d %b %Y, %H:%M}"

    @admin.display(description="list", ordering="list__slug")
    def list_slug(self, obj: Draft) -> str:
        """The list, shortly."""
        return obj.list.slug

    def get_fieldsets(self, request: HttpRequest, obj: Draft | None = None) -> Any:
        return fieldsets_of(obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **labelled(db_field, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **labelled(db_field, kwargs))

    def has_change_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        if obj.retracts:
            return False
        mine = obj.author_id == person(request).pk or may(person(request), "publish_event")
        return mine and obj.state in EDITABLE | {Draft.State.APPROVED}

    def has_submit_permission(self, request: HttpRequest) -> bool:
        """Whether the action is offered."""
        return may(person(request), "submit_draft")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the action is offered."""
        return may(person(request), "publish_event")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        picked = chosen(request)
        likely = {name: one.key for name, one in begun(request).items() if one.key is not None}
        # What the address names was chosen, and comes before what is only likely.
        return {**(picked.event if picked else {}), **likely, **super().get_changeform_initial_data(request)}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Draft, inline: Any, prefix: str
    ) -> dict[str, Any]:
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        picked = chosen(request) if request.method == "GET" and obj.pk is None else None
        if picked is not None:
            options["initial"] = [picked.citation]
        elif request.method == "GET" and obj.pk is None and request.GET.get("source", "").isdecimal():
            options["initial"] = [{"source": request.GET["source"]}]
        return options

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Draft | None:
        return looked_at(request, lambda: _with_all().filter(pk=number_of(object_id)).first())

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        draft = self.get_object(request, object_id)
        panel = draft_verbs.Panel.of(draft, user=person(request)) if draft else None
        return super().change_view(request, object_id, form_url, {"panel": panel, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        verbs = {
            "submit": draft_verbs.submit_view,
            "review": draft_verbs.review_view,
            "publish": draft_verbs.publish_view,
        }
        views = [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"designations_draft_{verb}",
            )
            for verb, view in verbs.items()
        ]
        many = self.admin_site.admin_view(partial(batch_view, self))
        views.append(path("batch/", many, name="designations_draft_batch"))
        return [*views, *self.file_urls(), *super().get_urls()]

    @admin.action(description="Send the selected drafts for review", permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Draft]) -> None:
        draft_verbs.submit_selected(self, request, queryset)

    @admin.action(description="Publish the selected drafts together", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Draft]) -> HttpResponse | None:
        return draft_verbs.publish_selected(self, request, queryset)


def _with_all() -> QuerySet[Draft]:
    """Drafts with what their page shows, whatever the number of citations."""
    related = (
        "author", "reviewer", "corrects", "published_as", "list__jurisdiction", "entity", "act",
        "on_behalf_of_jurisdiction", "on_behalf_of_entity", "within__entity", "within__list",
        "continued_by__entity", "continued_by__list",
    )  # fmt: skip
    return Draft.objects.select_related(*related).prefetch_related(
        Prefetch("citations", DraftCitation.objects.select_related("source")),
        Prefetch("resolves", with_heads(Event.objects.all())),
    )
