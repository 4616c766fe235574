"""The desk: Django's admin site with its models in the order in which editors need them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.labels import label_of
from designations.models import Draft, EntryLink

GROUPS: list[tuple[str, str, list[str]]] = [
    ("work", "Daily work", ["Draft", "Source", "Event"]),
    ("reference", "Reference", ["Entity", "DesignationList", "Jurisdiction", "Act"]),
    ("feeds", "Official list files", ["EntryLink", "Feed", "Snapshot", "Entry"]),
    (
        "record",
        "Public record, read only",
        ["Change", "Designation", "Period", "EventVersion", "Citation", "Capture", "Merge"],
    ),
    ("alerts", "Alerts, read only", ["Subscriber", "Subscription", "Delivery"]),
]


class _Autocomplete(AutocompleteJsonView):
    """Suggests rows by labels that say enough to tell them apart."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class DeskSite(admin.AdminSite):
    """The admin site of the tracker."""

    site_header = "Designation Tracker desk"
    site_title = "Designation Tracker desk"
    index_title = "Desk"
    index_template = "admin/desk.html"

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return _Autocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Django's list, with the application's models in groups by use."""
        apps = super().get_app_list(request, app_label)
        return [
            part for app in apps for part in (_parts(app) if app["app_label"] == "designations" else [app])
        ]

    def get_urls(self) -> list[Any]:
        """Django's, and the pages that belong to no model. Those know the models, which ask for the site."""
        from designations.admin.desk_urls import desk_urls

        return [*desk_urls(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page, with what waits for the person who looks at it."""
        return super().index(request, {"queue": _queue(request), **(extra_context or {})})


@cache
def desk() -> DeskSite:
    """The one site. Importing this module registers models, and that asks for the site being made."""
    return DeskSite()


def _parts(app: dict[str, Any]) -> list[dict[str, Any]]:
    models = {model["object_name"]: model for model in app["models"]}
    parts = [
        {**app, "app_label": key, "name": title, "models": [models[name] for name in names if name in models]}
        for key, title, names in GROUPS
    ]
    return [part for part in parts if part["models"]]


def _queue(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits: a label, how many drafts or entries, and where to find them."""
    if not request.user.has_perm("designations.view_draft"):
        return []
    mine, changelist = request.user.pk, reverse("admin:designations_draft_changelist")
    counts = Draft.objects.aggregate(
        review=Count("pk", filter=Q(state=Draft.State.SUBMITTED) & ~Q(author=mine)),
        approved=Count("pk", filter=Q(state=Draft.State.APPROVED)),
        sent_back=Count("pk", filter=Q(state=Draft.State.SENT_BACK, author=mine)),
        open=Count("pk", filter=Q(state=Draft.State.OPEN, author=mine)),
    )
    items = [
        ("by others, waiting for review", counts["review"], "state__exact=submitted"),
        ("approved, ready to publish", counts["approved"], "state__exact=approved"),
        ("of yours, sent back", counts["sent_back"], f"state__exact=sent_back&author__id__exact={mine}"),
        ("of yours, open", counts["open"], f"state__exact=open&author__id__exact={mine}"),
    ]
    found: list[dict[str, Any]] = [
        {"label": label, "count": count, "url": f"{changelist}?{query}"} for label, count, query in items
    ]
    if request.user.has_perm("designations.view_entrylink"):
        url = reverse("admin:designations_entrylink_changelist")
        count = EntryLink.objects.filter(entity=None).count()
        found.append({"label": "entries of list files, undecided", "count": count, "url": url})
    return found
