"""The versions that were retrieved of the feeds, and accepting a held one."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from designations.admin.base import ReadOnlyAdmin, number_of
from designations.admin.refusals import admin_url, explained, person
from designations.alerts.nudge import nudge
from designations.editorial.access import may
from designations.editorial.errors import EditorialError
from designations.importers.accept import accept, acceptable
from designations.models import Acceptance, Snapshot

IMPORT = "designations.importers.tasks.import_accepted_files"
_LOOK_SECONDS = 0.1


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
        context: dict[str, Any] = {}
        if row is not None and row.state == Snapshot.State.HELD:
            context["acceptance"] = row.acceptances.select_related("by", "taken__feed").first()
            context["may_accept"] = may(person(request), "publish_event") and acceptable(row)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.accept_view))
        return [path("<int:pk>/accept/", view, name="designations_snapshot_accept"), *super().get_urls()]

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide that a held file is right; show what became of it, or that a worker imports it."""
        user, row = person(request), get_object_or_404(Snapshot.objects.select_related("feed"), pk=pk)
        if not may(user, "publish_event"):
            raise PermissionDenied
        try:
            acceptance = accept(row, by=user)
        except EditorialError as refusal:
            messages.error(request, explained(refusal))
            return redirect(admin_url(row, "change"), row.pk)
        transaction.on_commit(lambda: nudge(IMPORT))
        _wait_for(acceptance)
        if acceptance.taken is None:
            # The page of the held file says how far it is, or why it was refused.
            return redirect(admin_url(row, "change"), row.pk)
        messages.success(request, f"Accepted: {_told(acceptance)}.")
        return redirect(admin_url(row, "change"), acceptance.taken.pk)


def _wait_for(acceptance: Acceptance) -> None:
    """A small file is imported at once: do not send its publisher away to look again."""
    until = time.monotonic() + settings.ACCEPTING_WAIT_SECONDS
    while acceptance.done_at is None and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)
        acceptance.refresh_from_db()


def _told(acceptance: Acceptance) -> str:
    told = acceptance.told
    return (
        f"{told['entries']} entries, {told['removal_pending']} gone and waiting for the next version, "
        f"{told['drafts']} drafts, {told['published']} published"
    )
