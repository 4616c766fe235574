"""Accounts and groups, for administrators: roles come from groups, and nobody rises above who grants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django_otp.plugins.otp_static import admin as _static_admin  # noqa: F401 - registers
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _totp_admin  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from designations.accounts.devices import forget_devices
from designations.accounts.sessions import end_sessions
from designations.accounts.trail import Kind, note
from designations.admin.base import number_of
from designations.admin.own_account import others_context
from designations.admin.refusals import person
from designations.admin.verb_page import VerbPage, sent
from designations.editorial.access import SYSTEM_USERS, may
from designations.editorial.setup import GROUPS

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
else:
    _UserAdmin = UserAdmin

# The pages of devices would show their secrets.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])
_NAMED_ONLY = {"password", "email", "first_name", "last_name"}


def keeps(user: User, *, account: User | None) -> bool:
    """Whether `user`, who may change accounts, may change this one.

    The programs' accounts are nobody's, and one who may do everything is changed by another such alone: else
    an administrator became one by a new password.
    """
    if account is None:
        return True
    return account.username not in SYSTEM_USERS and (user.is_superuser or not account.is_superuser)


@admin.register(User)
class PersonAdmin(_UserAdmin):
    """People at the desk. They are deactivated, never deleted: the record names who wrote it."""

    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["groups", "is_active", "is_staff", "is_superuser"]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    change_form_template = "admin/account/person.html"

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        everything = ["is_superuser"] if person(request).is_superuser else []
        return [
            (None, {"fields": ["username", "password"]}),
            ("Person", {"fields": ["first_name", "last_name", "email"]}),
            ("Role", {"fields": ["is_active", "is_staff", "groups", *everything]}),
            ("Dates", {"fields": ["last_login", "date_joined"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and keeps(person(request), account=obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        kind = Kind.ACCOUNT_CHANGED if change else Kind.ACCOUNT_CREATED
        if told := changes_of(form):
            note(kind, by=person(request), account=form.instance, request=request, detail=told)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        before = User.objects.filter(pk=number_of(id)).first()
        response = super().user_change_password(request, id, form_url)
        after = User.objects.filter(pk=number_of(id)).first()
        if before is not None and after is not None and before.password != after.password:
            here = request.session.session_key if after.pk == person(request).pk else None
            end_sessions(after, but=here)
            note(Kind.PASSWORD_CHANGED, by=person(request), account=after, request=request)
        return response

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        account = User.objects.filter(pk=number_of(object_id)).first()
        told = others_context(account) if account and self._manages(request, account) else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/reset-devices/", view(self.reset_devices_view), name="auth_user_reset_devices"),
            path("<int:pk>/end-sessions/", view(self.end_sessions_view), name="auth_user_end_sessions"),
            *super().get_urls(),
        ]

    def reset_devices_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then take the devices of somebody away, and end the sessions that they opened."""
        account = self._managed(request, pk)
        page = VerbPage(
            title=f"Reset the devices of {account}",
            explained="Be sure who asks you: afterwards the password alone is enough to enrol a new device. "
            "The authenticator and the recovery codes of this account end, and so do its sessions.",
            button="Reset the devices",
            done="The devices are reset.",
            final=True,
        )

        def run(told: dict[str, Any]) -> User:
            forget_devices(account)
            end_sessions(account)
            note(Kind.DEVICE_RESET, by=person(request), account=account, request=request)
            return account

        return page.answer(request, admin=self, obj=account, form=forms.Form(sent(request)), run=run)

    def end_sessions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then end all sessions of somebody."""
        account = self._managed(request, pk)
        page = VerbPage(
            title=f"End the sessions of {account}",
            explained="Wherever this account is signed in, it has to sign in again.",
            button="End the sessions",
            done="The sessions are ended.",
        )

        def run(told: dict[str, Any]) -> User:
            ended = end_sessions(account)
            detail = f"all: {ended}"
            note(Kind.SESSION_ENDED, by=person(request), account=account, request=request, detail=detail)
            return account

        return page.answer(request, admin=self, obj=account, form=forms.Form(sent(request)), run=run)

    def _manages(self, request: HttpRequest, account: User) -> bool:
        user = person(request)
        return may(user, "manage_account") and keeps(user, account=account)

    def _managed(self, request: HttpRequest, pk: int) -> User:
        account = get_object_or_404(User, pk=pk)
        if not self._manages(request, account):
            raise PermissionDenied
        return account


def changes_of(form: Any) -> str:
    """What `form` changed, before and after; of a password or an address only that it did."""
    told = []
    for name in form.changed_data:
        if name in _NAMED_ONLY or name.startswith("password") or name == "usable_password":
            told.append(name)
        elif name in ("groups", "permissions"):
            before = sorted(str(row) for row in form.initial.get(name) or ())
            after = sorted(str(row) for row in form.cleaned_data[name])
            gone, come = sorted({*before} - {*after}), sorted({*after} - {*before})
            told += [f"{name}: " + ", ".join([*(f"-{row}" for row in gone), *(f"+{row}" for row in come)])]
        else:
            told.append(f"{name}: {form.initial.get(name, '')} -> {form.cleaned_data[name]}")
    return "; ".join(told)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups of one's own; the shipped ones are what the release says, and made so at every migration."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("permissions__content_type")

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        if db_field.name == "permissions":
            # Those over accounts stay with the shipped group of administrators.
            kwargs["queryset"] = Permission.objects.filter(
                content_type__app_label="designations"
            ).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.name not in GROUPS)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        if told := changes_of(form):
            note(Kind.GROUP_CHANGED, by=person(request), request=request, detail=f"{form.instance}: {told}")
