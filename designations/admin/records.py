"""Records behind the events, to be looked at: designations, periods, versions, citations and so on."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from designations.admin.base import ReadOnlyAdmin
from designations.admin.redactions import RedactableAdmin
from designations.admin.searching import Searched, citations_about, versions_about
from designations.models import Citation, Designation, EventVersion, Merge, Period


@admin.register(Designation)
class DesignationAdmin(ReadOnlyAdmin[Designation]):
    fields = ["slug", "entity", "list"]
    list_display = ["slug", "entity", "list"]
    list_filter = ["list__jurisdiction"]
    list_select_related = ["entity", "list"]
    search_fields = ["slug", "entity__name", "list__name"]
    search_help_text = "Entity or list"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Designation]:
        return super().get_queryset(request).select_related("entity", "list")


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin[Period]):
    list_display = ["designation", "status", "start", "end", "end_reason", "known"]
    list_filter = ["status", "end_reason"]
    list_select_related = ["designation"]
    search_fields = ["designation__slug", "designation__entity__name"]


@admin.register(EventVersion)
class EventVersionAdmin(Searched, ReadOnlyAdmin[EventVersion]):
    list_display = ["event", "version", "kind", "designation", "list_slug", "occurred_on", "review"]
    list_filter = ["kind", "review"]
    list_select_related = ["event", "designation", "list"]
    ordering = ["-change_id"]
    about = versions_about
    search_help_text = "Entity, list, kind (such as delisting_proposed), speaker, actor, date or id"

    @admin.display(description="list", ordering="list__slug")
    def list_slug(self, obj: EventVersion) -> str:
        """The list, shortly."""
        return obj.list.slug


@admin.register(Citation)
class CitationAdmin(Searched, RedactableAdmin[Citation]):
    list_display = ["source", "quote", "version", "stance"]
    list_filter = ["disputes"]
    list_select_related = ["source", "version__designation", "version__list"]
    ordering = ["-pk"]
    about = citations_about
    search_help_text = "Passage, title or publisher of the source, or id of the event"

    @admin.display(description="stance", ordering="disputes")
    def stance(self, obj: Citation) -> str:
        """Whether the passage supports the event or disputes it."""
        return "disputes" if obj.disputes else "supports"

    def one(self, request: HttpRequest) -> QuerySet[Citation]:
        related = ("source", "capture__source", "change", "version__list", "version__designation__entity")
        return super().one(request).select_related(*related).defer("capture__text")


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin[Merge]):
    list_display = ["entity", "heir", "known", "reason"]
    list_select_related = ["entity", "heir"]
    search_fields = ["entity__name", "heir__name", "entity__slug", "heir__slug"]
