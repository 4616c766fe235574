"""Subscribers, what they asked for and what was sent to them: for administrators alone, to be looked at."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from designations.admin.base import M, ReadOnlyAdmin
from designations.models import Delivery, Subscriber, Subscription


class _Private(ReadOnlyAdmin[M]):
    """Personal data: no group is given a look at it."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(Subscriber)
class SubscriberAdmin(_Private[Subscriber]):
    fields = ["email", "created_at"]
    list_display = ["__str__", "created_at"]
    search_fields = ["=email"]
    search_help_text = "A whole address"


@admin.register(Subscription)
class SubscriptionAdmin(_Private[Subscription]):
    list_display = ["__str__", "subscriber", "list", "jurisdiction", "entity", "kinds", "confirmed_at"]
    list_select_related = ["subscriber", "list", "jurisdiction", "entity"]


@admin.register(Delivery)
class DeliveryAdmin(_Private[Delivery]):
    list_display = ["__str__", "change", "subscriber", "channel", "state", "due_at", "attempts", "sent_at"]
    list_filter = ["state", "channel"]
    list_select_related = ["change", "subscriber"]
