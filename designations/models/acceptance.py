"""A publisher's decision that a held file is right, from the click until the file is imported or refused."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from designations.models.feed import Snapshot


class Acceptance(models.Model):
    """Somebody decided to import a held version as it is. A worker does it; this row says how far that is.

    Done, it has either `taken`, the version that it became, or a `refusal`.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="acceptances")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a worker began.")
    done_at = models.DateTimeField(null=True)
    taken = models.OneToOneField(Snapshot, models.PROTECT, null=True, related_name="acceptance")
    refusal = models.CharField(max_length=1000, blank=True)
    told: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="What the import did.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(done_at__isnull=True), name="acceptance_open_once"
            ),
            models.CheckConstraint(
                name="acceptance_done_has_outcome",
                condition=Q(done_at__isnull=True, taken__isnull=True, refusal="")
                | Q(done_at__isnull=False, taken__isnull=False, refusal="")
                | Q(done_at__isnull=False, taken__isnull=True) & ~Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}, accepted by {self.by}"
