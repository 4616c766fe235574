"""One's own account: second factor, sessions, password. And the sessions of others, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from designations.accounts.clearance import is_required
from designations.accounts.devices import codes_left, has_device, make_recovery_codes
from designations.accounts.sessions import end_sessions, sessions_of
from designations.accounts.trail import Kind, note
from designations.admin.entrance import checked_password, codes_page
from designations.admin.refusals import person
from designations.models import DeskSession

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite


class PasswordForm(forms.Form):
    """The password, asked again before something that a borrowed session must not do."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        return checked_password(self.request, str(self.cleaned_data["password"]))


def account_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What a person may know and change of the own account."""
    return _account_page(site, request, form=PasswordForm(request=request))


def codes_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, shown this once."""
    user = person(request)
    form = PasswordForm(request.POST, request=request)
    if not has_device(user):
        return redirect("admin:enrol")
    if not form.is_valid():
        return _account_page(site, request, form=form)
    codes = make_recovery_codes(user)
    note(Kind.RECOVERY_CODES_MADE, by=user, request=request)
    return codes_page(site, request, codes=codes, enrolled=False)


def end_view(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the own sessions."""
    user = person(request)
    row = get_object_or_404(DeskSession, pk=pk, user=user)
    note(Kind.SESSION_ENDED, by=user, request=request, detail=f"one: {row.agent}")
    end_sessions(user, only=row.pk)
    if row.session_id == request.session.session_key:
        request.session.flush()
        return redirect("admin:login")
    messages.success(request, "The session is ended.")
    return redirect("admin:account")


def end_others_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """End all of the own sessions but this one."""
    user = person(request)
    ended = end_sessions(user, but=request.session.session_key)
    note(Kind.SESSION_ENDED, by=user, request=request, detail=f"all others: {ended}")
    messages.success(request, f"{ended} other sessions are ended." if ended != 1 else "One session is ended.")
    return redirect("admin:account")


def _account_page(site: AdminSite, request: HttpRequest, *, form: PasswordForm) -> HttpResponse:
    user = person(request)
    context = {
        **site.each_context(request),
        "title": "Your account",
        "enrolled": has_device(user),
        "codes_left": codes_left(user),
        "required": is_required(),
        "sessions": sessions_of(user)[:50],
        "here": request.session.session_key,
        "form": form,
        "roles": ", ".join(user.groups.order_by("name").values_list("name", flat=True)),
    }
    return TemplateResponse(request, "admin/account/account.html", context)


def others_context(user: User) -> dict[str, Any]:
    """What the page of somebody's account tells an administrator of its security."""
    return {"account_sessions": sessions_of(user)[:50], "account_enrolled": has_device(user)}
