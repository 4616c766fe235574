"""Feeds with what their programmes mean, the versions that were retrieved, and their entries."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from designations.admin.base import ReadOnlyAdmin, number_of
from designations.admin.feed_form import FeedForm
from designations.admin.refusals import admin_url, explained, person
from designations.admin.typed import ModelAdmin, TabularInline
from designations.editorial.access import may
from designations.editorial.errors import EditorialError
from designations.importers.accept import accept_held, acceptable
from designations.models import Entry, Feed, FeedProgramme, Snapshot

_HEALTH = ["last_checked_at", "last_changed_at", "last_failed_at", "last_failure", "next_run_at"]


class ProgrammeInline(TabularInline[FeedProgramme, Feed]):
    """Which programmes are followed, and the list that each means."""

    model = FeedProgramme
    autocomplete_fields = ["list"]
    extra = 1
    verbose_name = "programme that is followed"
    verbose_name_plural = "Programmes that are followed, all others are ignored"


@admin.register(Feed)
class FeedAdmin(ModelAdmin[Feed]):
    form = FeedForm
    inlines = [ProgrammeInline]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "publisher", "adapter", "addresses", "options"]}),
        ("Running", {"fields": ["is_enabled", "every_hours", "ignores_robots", "is_trusted"]}),
        ("Guards", {"fields": ["least_entries", "most_lost_percent"]}),
        ("Health", {"fields": [*_HEALTH]}),
    ]
    readonly_fields = _HEALTH
    list_display = ["name", "adapter", "is_enabled", "is_trusted", *_HEALTH[:3], "next_run_at"]
    list_filter = ["is_enabled", "is_trusted", "adapter"]
    search_fields = ["name", "slug", "publisher"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin[Snapshot]):
    change_form_template = "admin/designations/snapshot/change_form.html"
    fields = [
        "feed", "state", "reason", "number", "dated", "retrieved_at", "entries", "found", "sha256", "source",
        "files_kept", "accepted_by",
    ]  # fmt: skip
    list_display = ["feed", "dated", "state", "number", "entries", "retrieved_at", "reason"]
    list_filter = ["state", ("feed", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["feed"]
    search_fields = ["feed__name", "feed__slug", "public_id", "sha256"]

    @admin.display(description="counts")
    def found(self, obj: Snapshot) -> str:
        """What the import found, in one line."""
        return ", ".join(f"{number:,} {name}" for name, number in obj.counts.items()) or "–"

    @admin.display(description="files")
    def files_kept(self, obj: Snapshot) -> str:
        """Which files are kept, by name only: they are private."""
        rows = [(row.role, row.name) for row in obj.files.all()]
        return format_html_join(", ", "{} ({})", rows) or "none kept"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = Snapshot.objects.filter(pk=number_of(object_id)).first()
        may_accept = may(person(request), "publish_event") and row is not None and acceptable(row)
        context = {"may_accept": may_accept, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.accept_view))
        return [path("<int:pk>/accept/", view, name="designations_snapshot_accept"), *super().get_urls()]

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import a held file as it is, then show the version that it became."""
        user, row = person(request), get_object_or_404(Snapshot.objects.select_related("feed"), pk=pk)
        if not may(user, "publish_event"):
            raise PermissionDenied
        try:
            outcome = accept_held(row, by=user)
        except EditorialError as refusal:
            messages.error(request, explained(refusal))
            return redirect(admin_url(row, "change"), row.pk)
        taken, told = outcome.taken.snapshot or row, outcome.as_json()
        messages.success(
            request,
            f"Accepted: {told['entries']} entries, {told['removal_pending']} gone and waiting for the next "
            f"version, {told['drafts']} drafts, {told['published']} published.",
        )
        return redirect(admin_url(taken, "change"), taken.pk)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin[Entry]):
    list_display = ["reference", "name", "feed", "programmes", "seen"]
    list_filter = [("feed", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["feed"]
    search_fields = ["reference", "name"]
    search_help_text = "Reference or name"
    show_full_result_count = False
