"""What an editor decided where sources disagree about an event, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from designations.models.change import Change
from designations.models.event import Event
from designations.models.fields import PartialDateField, partial_date_check


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Readings of rulings as they were known."""

    def known(self, *, known_at: int) -> RulingQuerySet:
        """Of each event the ruling that was the latest at change number `known_at`."""
        newer = Ruling.objects.filter(
            event=OuterRef("event"), change_id__gt=OuterRef("change_id"), change_id__lte=known_at
        )
        return self.filter(~models.Exists(newer), change_id__lte=known_at)

    def of_versions(self, *, known_at: int) -> models.Subquery:
        """For a query of event versions: the ruling on each, as known at `known_at`, or None.

        A dictionary of `outcome`, `stands_on`, `reason`, `seq` and `ruled_at` (ISO 8601).
        """
        latest = self.filter(event=OuterRef("event"), change_id__lte=known_at).order_by("-change_id")
        told = JSONObject(
            outcome="outcome",
            stands_on="stands_on",
            reason="reason",
            seq="change_id",
            ruled_at="change__at",
        )
        return models.Subquery(latest.values(told=told)[:1])


class Ruling(models.Model):
    """One decision on one event. Inserted once; a later one takes its place from its own change on."""

    class Outcome(models.TextChoices):
        KEEP = "keep", "the event stands as it is published"
        DATE = "date", "another date stands"
        WITHDRAW = "withdraw", "the event did not happen as published, and is to be retracted"
        OPEN = "open", "the sources cannot be reconciled; the record shows both"

    event = models.ForeignKey(Event, models.PROTECT, related_name="rulings")
    change = models.OneToOneField(Change, models.PROTECT, related_name="ruling")
    outcome = models.CharField(max_length=10, choices=Outcome)
    stands_on = PartialDateField(null=True, blank=True, help_text="The date that stands instead.")
    reason = models.CharField(max_length=500, help_text="Public, beside the event.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["-change_id"]
        constraints = [
            models.CheckConstraint(name="ruling_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="ruling_date_where_one_stands",
                condition=Q(outcome="date", stands_on__isnull=False)
                | ~Q(outcome="date") & Q(stands_on__isnull=True),
            ),
            partial_date_check("stands_on", "ruling_stands_form"),
        ]
        indexes = [models.Index(fields=["event", "-change"], name="ruling_of_event")]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_outcome_display()}"
