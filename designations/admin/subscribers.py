"""Subscribers, what they asked for and what was sent to them: to be looked at.

Personal data: of the groups only the administrators' is given a look at it.
"""

from __future__ import annotations

from django.contrib import admin

from designations.admin.base import ReadOnlyAdmin
from designations.models import Delivery, Subscriber, Subscription


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnlyAdmin[Subscriber]):
    fields = ["email", "created_at"]
    list_display = ["__str__", "created_at"]
    search_fields = ["=email"]
    search_help_text = "A whole address"


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin[Subscription]):
    list_display = ["__str__", "subscriber", "list", "jurisdiction", "entity", "kinds", "confirmed_at"]
    list_select_related = ["subscriber", "list", "jurisdiction", "entity"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin[Delivery]):
    list_display = ["__str__", "change", "subscriber", "channel", "state", "due_at", "attempts", "sent_at"]
    list_filter = ["state", "channel"]
    list_select_related = ["change", "subscriber"]
