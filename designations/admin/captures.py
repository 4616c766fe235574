"""Captures: read, compared and quoted from, never changed; their bytes are never served."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from designations.admin import picking, reading
from designations.admin.redactions import RedactableAdmin
from designations.models import Capture


@admin.register(Capture)
class CaptureAdmin(RedactableAdmin[Capture]):
    change_form_template = "admin/designations/capture/change_form.html"
    fields = [
        "source", "retrieved_at", "captured_by", "url", "media_type", "sha256", "raw_sha256",
        "redacted_because", "text",
    ]  # fmt: skip
    list_display = ["source", "retrieved_at", "captured_by", "media_type", "sha256"]
    list_select_related = ["source", "captured_by"]
    search_fields = ["source__title", "source__publisher", "sha256"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        """Without the texts, which may be long; a single capture's is fetched when it is shown."""
        return super().get_queryset(request).defer("text")

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "read": ("<int:pk>/read/", reading.read_view),
            "compare": ("<int:pk>/compare/<int:older>/", reading.compare_view),
            "events": ("<int:pk>/events/", picking.events_view),
        }
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(partial(view, self)),
                    name=f"designations_capture_{name}",
                )
                for name, (route, view) in pages.items()
            ),
            *super().get_urls(),
        ]
