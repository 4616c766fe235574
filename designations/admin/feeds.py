"""Feeds with what their programmes mean, and the entries of their versions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from designations.admin.base import ReadOnlyAdmin
from designations.admin.feed_form import FeedForm, faults_of_enabling
from designations.admin.refusals import person
from designations.admin.typed import ModelAdmin, TabularInline
from designations.models import Entry, Feed, FeedProgramme

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
        (None, {"fields": ["name", "slug", "publisher", "adapter", "addresses", "options", "notes"]}),
        ("Running", {"fields": ["is_enabled", "every_hours", "ignores_robots", "is_trusted"]}),
        ("Guards", {"fields": ["least_entries", "most_lost_percent"]}),
        ("Health", {"fields": [*_HEALTH]}),
    ]
    readonly_fields = _HEALTH
    list_display = ["name", "adapter", "is_enabled", "is_trusted", *_HEALTH[:3], "next_run_at"]
    list_filter = ["is_enabled", "is_trusted", "adapter"]
    search_fields = ["name", "slug", "publisher"]
    actions = ["enable_selected"]
    show_facets = admin.ShowFacets.NEVER

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new feed is enabled on purpose, once it has an address."""
        return {"is_enabled": False, **super().get_changeform_initial_data(request)}

    @admin.action(description="Enable the selected feeds", permissions=["change"])
    def enable_selected(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Enable those that can be fetched, which the next look at what is due does. Say why others stay."""
        enabled: list[Feed] = []
        for feed in queryset.filter(is_enabled=False):
            faults = faults_of_enabling(feed.adapter, feed.addresses)
            if faults:
                messages.error(request, f"{feed.name} stays disabled. {' '.join([*faults, feed.notes])}")
            else:
                enabled.append(feed)
        Feed.objects.filter(pk__in=[feed.pk for feed in enabled]).update(is_enabled=True, next_run_at=None)
        if enabled:
            LogEntry.objects.log_actions(person(request).pk, enabled, CHANGE, change_message="Enabled.")
            names = ", ".join(feed.name for feed in enabled)
            messages.success(request, f"Enabled, and fetched within minutes: {names}.")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin[Entry]):
    list_display = ["reference", "name", "feed", "programmes", "seen"]
    list_filter = [("feed", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["feed"]
    search_fields = ["reference", "name"]
    search_help_text = "Reference or name"
