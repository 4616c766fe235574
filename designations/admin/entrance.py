"""Coming in: name and password, then a code, and the enrolment of what shows the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from designations.accounts.clearance import Step, clear, is_required, step_of
from designations.accounts.devices import (
    codes_left,
    enrol,
    has_device,
    is_recovery,
    make_recovery_codes,
    new_key,
    picture_of,
    spoken_key,
    verified_by,
)
from designations.accounts.sessions import end_sessions
from designations.accounts.throttle import TooManyAttempts, attempt
from designations.accounts.trail import Kind, note, note_barred
from designations.accounts.whence import address_of

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite

BARRED = "barred"
_KEY = "enrolling"
_PAGES = {Step.CODE: "admin:code", Step.ENROL: "admin:enrol"}


class SignInForm(AdminAuthenticationForm):
    """Name and password, as often as the limits allow."""

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if self.request is None or not name or not self.cleaned_data.get("password"):
            return super().clean()
        account = User.objects.filter(username=name).first()
        try:
            tried = attempt(purpose="password", name=name, address=address_of(self.request))
        except TooManyAttempts as refusal:
            note_barred(account=account, request=self.request)
            raise ValidationError(str(refusal), code=BARRED) from refusal
        try:
            cleaned = super().clean()
        except ValidationError:
            # What was typed for a name that nobody has may be a password: it is not written down.
            note(Kind.SIGN_IN_FAILED, by=None, account=account, request=self.request)
            raise
        tried.succeeded()
        return cleaned


class CodeForm(forms.Form):
    """A code, of the authenticator or a recovery code."""

    code = forms.CharField(
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none", "size": 12}
        ),
    )


class EnrolForm(CodeForm):
    """A code that proves the enrolment, and the password of whoever replaces a device."""

    def __init__(self, *args: Any, request: HttpRequest, replacing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["code"].label = "Code that the authenticator shows"
        if replacing:
            self.fields["password"] = forms.CharField(
                label="Your password",
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )

    def clean_password(self) -> str:
        return checked_password(self.request, str(self.cleaned_data["password"]))


def checked_password(request: HttpRequest, password: str) -> str:
    """`password` if it is that of who asks; raises `ValidationError`, also after too many tries."""
    user = request.user
    try:
        tried = attempt(purpose="own password", name=user.get_username(), address=address_of(request))
    except TooManyAttempts as refusal:
        raise ValidationError(str(refusal), code=BARRED) from refusal
    if not user.check_password(password):
        raise ValidationError("This is not your password.")
    tried.succeeded()
    return password


def page_asked(request: HttpRequest) -> str | None:
    """The address of the page that asks for what is missing from a member of staff who gave a password."""
    user = request.user
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return None
    name = _PAGES.get(step_of(request))
    return f"{reverse(name)}?{urlencode({'next': _next(request)})}" if name else None


def code_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Ask for a code until one is right."""
    user = request.user
    if not isinstance(user, User) or step_of(request) != Step.CODE:
        return redirect(page_asked(request) or _next(request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            tried = attempt(purpose="code", name=user.username, address=address_of(request))
        except TooManyAttempts as refusal:
            note_barred(account=user, request=request)
            form.add_error("code", ValidationError(str(refusal), code=BARRED))
        else:
            device = verified_by(user, code=form.cleaned_data["code"])
            if device is not None:
                tried.succeeded()
                clear(request, device)
                if is_recovery(device):
                    left = codes_left(user)
                    note(Kind.RECOVERY_CODE_USED, by=user, request=request, detail=f"{left} left")
                    messages.warning(request, f"You used a recovery code; {left} are left.")
                return redirect(_next(request))
            note(Kind.CODE_REFUSED, by=None, account=user, request=request)
            form.add_error(
                "code",
                "This code is wrong or was used before, or it came too soon after a wrong one. Wait for the "
                "next code.",
            )
    return _page(site, request, "admin/account/code.html", {"title": "Your code", "form": form})


def enrol_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show a secret; once it showed a code it is the person's authenticator, and recovery codes follow."""
    user = request.user
    if not isinstance(user, User) or not user.is_staff or step_of(request) == Step.CODE:
        return redirect(page_asked(request) or reverse("admin:login"))
    key = request.session.setdefault(_KEY, new_key())
    replacing = has_device(user)
    form = EnrolForm(request.POST or None, request=request, replacing=replacing)
    if form.is_valid():
        if device := enrol(user, key=key, code=form.cleaned_data["code"]):
            del request.session[_KEY]
            clear(request, device)
            end_sessions(user, but=request.session.session_key)
            note(Kind.DEVICE_ENROLLED, by=user, request=request, detail="in place of another" * replacing)
            return codes_page(site, request, codes=make_recovery_codes(user), enrolled=True)
        form.add_error(
            "code", "This is not the code of this secret. Look at the device's clock, and try again."
        )
    context = {
        "title": "Enrol an authenticator",
        "form": form,
        "picture": picture_of(key, user=user, issuer=settings.SITE_URL.partition("://")[2]),
        "secret": spoken_key(key),
        "required": is_required() and not replacing,
        "replacing": replacing,
    }
    return _page(site, request, "admin/account/enrol.html", context)


def codes_page(site: AdminSite, request: HttpRequest, *, codes: list[str], enrolled: bool) -> HttpResponse:
    """The recovery codes, this once."""
    context = {"title": "Recovery codes", "codes": codes, "enrolled": enrolled, "following": _next(request)}
    return _page(site, request, "admin/account/recovery_codes.html", context)


def _page(site: AdminSite, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    errors = context["form"].errors.as_data().values() if "form" in context else ()
    barred = any(error.code == BARRED for found in errors for error in found)
    whole = {**site.each_context(request), "next": _next(request), **context}
    return TemplateResponse(request, template, whole, status=429 if barred else 200)


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else reverse("admin:index")
