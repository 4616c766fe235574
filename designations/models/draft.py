"""Events being prepared: mutable, private, reviewed, then published."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from designations.models.change import Change
from designations.models.citation import CitationFields
from designations.models.entity import Entity
from designations.models.event import Event
from designations.models.event_fields import EventFields
from designations.models.source import Capture, Source


def overtaken() -> Exists:
    """For a query of drafts: whether the event changed since its correction was begun, save by a ruling."""
    later = Change.objects.filter(
        subject_type="event", subject_id=OuterRef("corrects__public_id"), seq__gt=OuterRef("corrects_seq")
    )
    return Exists(later.exclude(action=Change.Action.RULED))


class Draft(EventFields):
    """An event, or the correction or retraction of one, on its way to publication."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        SUBMITTED = "submitted", "waiting for review"
        APPROVED = "approved", "approved"
        SENT_BACK = "sent_back", "sent back"
        REJECTED = "rejected", "rejected"
        PUBLISHED = "published", "published"

    entity = models.ForeignKey(
        Entity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: about the list as a whole.",
    )
    corrects = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="corrections")
    corrects_seq = models.BigIntegerField(
        null=True, editable=False, help_text="The last change that a correction started from."
    )
    correction_reason = models.CharField(max_length=500, blank=True)
    retracts = models.BooleanField(
        default=False, editable=False, help_text="Publishing it withdraws the event that it names."
    )
    resolves = models.ManyToManyField(
        Event, blank=True, related_name="+", help_text="The proposals or rulings that this event answers."
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="Who changed it last; like its author, no second person.",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    review_comment = models.CharField(max_length=1000, blank=True, editable=False)
    published_as = models.ForeignKey(Event, models.PROTECT, null=True, related_name="drafts", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "created_at", "id"], name="draft_by_age")]
        permissions = [
            ("submit_draft", "Can write drafts and send them for review"),
            ("review_draft", "Can review the drafts of others"),
            ("publish_event", "Can publish, correct, retract and cite events"),
            ("edit_reference", "Can create and edit lists, jurisdictions, entities, acts and sources"),
            ("merge_entity", "Can merge and unmerge entities"),
            ("redact_record", "Can redact a capture or a quotation, for law or harm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="draft_reviewed_by_another",
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=models.F("author")),
            ),
            models.CheckConstraint(
                name="draft_reviewed_by_no_last_hand",
                condition=Q(reviewer__isnull=True)
                | Q(edited_by__isnull=True)
                | Q(state="rejected")
                | ~Q(reviewer=models.F("edited_by")),
            ),
            models.UniqueConstraint(
                name="draft_retraction_proposed_once",
                fields=["corrects"],
                condition=Q(retracts=True) & ~Q(state__in=["published", "rejected"]),
            ),
            models.CheckConstraint(
                name="draft_retraction_names_its_event",
                condition=Q(retracts=False) | Q(corrects__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_correction_has_reason",
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.entity or 'the whole list'}, {self.list}"


class DraftCitation(CitationFields):
    """A passage that a draft rests on; the quote is verified whenever it is saved."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="draft_citations")
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="With the offset: which of several occurrences of the passage was picked.",
    )
    start = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source}: {self.quote[:60]}"
