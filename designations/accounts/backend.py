"""Who sends a request, and what that person may: one query, where Django asks three times for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Concat

_HELD = "held_permissions"


class AtOnce(ModelBackend):
    """Django's backend; whoever comes with a session has the permissions with them."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.annotate(**{_HELD: _labels()}).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        held = getattr(user_obj, _HELD, None)
        if held is None or obj is not None or not user_obj.is_active or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        return set(held)


def _labels() -> ArraySubquery:
    """The permissions of a user, own and by group, as `application.codename`."""
    person = OuterRef(OuterRef("pk"))
    own = User.user_permissions.through.objects.filter(user=person).values("permission")
    by_group = Group.permissions.through.objects.filter(group__user=person).values("permission")
    rows = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=by_group)).order_by()
    return ArraySubquery(rows.values(label=Concat("content_type__app_label", Value("."), "codename")))
