"""The passage on which an event rests."""

from django.db import models
from django.db.models import Q

from designations.models.change import Change
from designations.models.event import EventVersion
from designations.models.fields import PartialDateField, partial_date_check
from designations.models.source import Capture, Source


class CitationFields(models.Model):
    """What is recorded of a citation, shared by the draft's and the published one."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    quote = models.CharField(
        max_length=500, blank=True, help_text="Verbatim, at most 500 characters; looked up in the capture."
    )
    translation = models.CharField(max_length=1000, blank=True, help_text="Into English, where it helps.")
    disputes = models.BooleanField(default=False, help_text="The passage contradicts the event.")
    claimed_on = PartialDateField(
        null=True, blank=True, help_text="The date this source gives, where it differs."
    )

    class Meta:
        abstract = True


class Citation(CitationFields):
    """Event -> source, with the quoted passage. Never changed, save that a redaction leaves a tombstone."""

    version = models.ForeignKey(EventVersion, models.PROTECT, related_name="citations")
    change = models.ForeignKey(Change, models.PROTECT, related_name="+", help_text="Since when it is known.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="citations")
    start = models.PositiveIntegerField(null=True, help_text="Offset of the quote in the capture's text.")
    end = models.PositiveIntegerField(null=True)
    known_by = models.DateField(
        help_text="The day by which this source shows an undated event to have happened: its publication, "
        "at the latest its capture or entry."
    )
    redacted_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="citation_quote_is_located",
                condition=Q(quote="", start__isnull=True, end__isnull=True)
                | Q(capture__isnull=False, start__isnull=False, end__isnull=False, start__lt=models.F("end"))
                & ~Q(quote="")
                | ~Q(redacted_because=""),
            ),
            partial_date_check("claimed_on", "citation_claimed_form"),
        ]
        indexes = [
            models.Index(
                fields=["version"],
                name="citation_that_differs",
                condition=Q(claimed_on__isnull=False) | Q(disputes=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.quote[:60]}"
