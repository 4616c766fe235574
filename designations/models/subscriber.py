"""Addresses that confirmed themselves, and what they asked for."""

import secrets
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from designations.models.designation_list import DesignationList
from designations.models.entity import Entity
from designations.models.jurisdiction import Jurisdiction


def new_token() -> str:
    """256 random bits for a link that proves possession of an address."""
    return secrets.token_urlsafe(32)


def any_kind() -> list[str]:
    """No kinds named: all of them."""
    return []


class Subscriber(models.Model):
    """An address. It lives only here and goes when the subscriber goes."""

    email = models.EmailField(max_length=254)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="subscriber_email_once")]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Subscription(models.Model):
    """One criterion of a request: an empty field means any. Counts from its confirmation on."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    request = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="What one form asked for together."
    )
    list = models.ForeignKey(DesignationList, models.CASCADE, null=True, blank=True, related_name="+")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, null=True, blank=True, related_name="+")
    entity = models.ForeignKey(Entity, models.CASCADE, null=True, blank=True, related_name="+")
    kinds = ArrayField(
        models.CharField(max_length=30), default=any_kind, blank=True, help_text="Empty: any kind."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_seq = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="subscription_list_or_jurisdiction",
                condition=Q(list__isnull=True) | Q(jurisdiction__isnull=True),
            ),
            models.CheckConstraint(
                name="subscription_confirmed_as_a_whole",
                condition=Q(confirmed_at__isnull=True, confirmed_seq__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_seq__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["entity"],
                name="subscription_entity",
                condition=Q(confirmed_seq__isnull=False, entity__isnull=False),
            ),
            models.Index(
                fields=["list"],
                name="subscription_list",
                condition=Q(confirmed_seq__isnull=False, entity__isnull=True, list__isnull=False),
            ),
            models.Index(
                fields=["jurisdiction"],
                name="subscription_place",
                condition=Q(confirmed_seq__isnull=False, entity__isnull=True, list__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
