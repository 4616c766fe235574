"""Accounts and groups, for administrators: roles come from groups, and nobody rises above who grants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest

from designations.admin.refusals import person
from designations.editorial.access import SYSTEM_USERS
from designations.editorial.setup import GROUPS

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
else:
    _UserAdmin = UserAdmin

admin.site.unregister([User, Group])


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
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "date_joined"]

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


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups of one's own; the shipped ones are what the release says, and made so at every migration."""

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        if db_field.name == "permissions":
            # Those over accounts stay with the shipped group of administrators.
            kwargs["queryset"] = Permission.objects.filter(content_type__app_label="designations")
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.name not in GROUPS)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False
