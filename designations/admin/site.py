"""The desk: Django's admin site with its models in the order in which editors need them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from designations.accounts.clearance import is_cleared
from designations.accounts.sessions import end_sessions
from designations.accounts.trail import Kind, note
from designations.admin import audit, dashboard, entrance, own_account, waits
from designations.admin.date_input import understood_view
from designations.admin.labels import label_of
from designations.admin.manual import manual_urls
from designations.admin.refusals import person
from designations.admin.speakers import behalf_view
from designations.editorial.access import may
from designations.models import DesignationList, Entity
from designations.search.by_name import closest_first

GROUPS: list[tuple[str, str, list[str]]] = [
    ("work", "Daily work", ["Draft", "Source", "CaptureRequest", "Event"]),
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

    def get_queryset(self) -> QuerySet[Any]:
        found = super().get_queryset()
        if found.model is Entity and self.term.strip():
            return closest_first(found, self.term)
        return found.select_related("jurisdiction") if found.model is DesignationList else found

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class DeskSite(admin.AdminSite):
    """The admin site of the tracker."""

    site_header = "Designation Tracker desk"
    site_title = "Designation Tracker desk"
    index_title = "Desk"
    index_template = "admin/desk.html"
    login_form = entrance.SignInForm

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return _Autocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Django's list, with the application's models in groups by use, and people after them."""
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] == "auth")
        return [part for app in apps for part in _parts(app)]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page, with what waits for the person who looks at it."""
        told = {
            "queue": dashboard.queue(request),
            "waits": [
                ("own", "Waiting for you", waits.for_person(person(request))),
                ("stale", "Waiting for too long", dashboard.stale(request)),
            ],
        }
        return super().index(request, {**told, **(extra_context or {})})

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person is staff, and has shown all that is asked: the guard of every page here."""
        return super().has_permission(request) and is_cleared(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        user = request.user
        audits = context["has_permission"] and isinstance(user, User) and may(user, "view_accountevent")
        return {**context, "may_audit": audits}

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Name and password; whoever gave them already is sent to what is still asked."""
        if request.method == "GET" and (page := entrance.page_asked(request)):
            return redirect(page)
        response = super().login(request, extra_context)
        if response.status_code == 302 and request.method == "POST" and isinstance(request.user, User):
            note(Kind.SIGNED_IN, by=request.user, request=request)
        elif isinstance(response, TemplateResponse):
            form = (response.context_data or {}).get("form")
            if form is not None and form.has_error("__all__", code=entrance.BARRED):
                response.status_code = 429
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        if request.method == "POST" and isinstance(request.user, User):
            note(Kind.SIGNED_OUT, by=request.user, request=request)
        return super().logout(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Change the own password, which ends all other sessions."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302 and isinstance(request.user, User):
            end_sessions(request.user, but=request.session.session_key)
            note(Kind.PASSWORD_CHANGED, by=request.user, request=request)
        return response

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's, after our own; the pages of the way in guard themselves, as nobody is through there."""
        # Its pages know the models' admin classes, and those ask for the site.
        from designations.admin.desk_urls import desk_urls

        def open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return never_cache(csrf_protect(view))

        def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_view(partial(view, self))

        def act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_view(require_POST(partial(view, self)))

        return [
            path("logout/", open_page(self.logout), name="logout"),
            path("code/", open_page(partial(entrance.code_view, self)), name="code"),
            path("enrol/", open_page(partial(entrance.enrol_view, self)), name="enrol"),
            path("account/", page(own_account.account_view), name="account"),
            path("account/codes/", act(own_account.codes_view), name="codes"),
            path("account/sessions/<int:pk>/end/", act(own_account.end_view), name="end_session"),
            path("account/sessions/end/", act(own_account.end_others_view), name="end_other_sessions"),
            path("audit/", page(audit.audit_view), name="audit"),
            path("understood-date/", self.admin_view(understood_view), name="understood_date"),
            path("behalf/", self.admin_view(behalf_view), name="behalf"),
            *manual_urls(self),
            *desk_urls(self),
            *super().get_urls(),
        ]


@cache
def desk() -> DeskSite:
    """The one site. Importing this module registers models, and that asks for the site being made."""
    return DeskSite()


def _parts(app: dict[str, Any]) -> list[dict[str, Any]]:
    if app["app_label"] != "designations":
        return [{**app, "name": "People and roles"} if app["app_label"] == "auth" else app]
    models = {model["object_name"]: model for model in app["models"]}
    parts = [
        {**app, "app_label": key, "name": title, "models": [models[name] for name in names if name in models]}
        for key, title, names in GROUPS
    ]
    return [part for part in parts if part["models"]]
