"""Events: a permanent id, and versions that are only ever inserted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from designations.models.change import Change
from designations.models.designation import Designation
from designations.models.event_fields import (
    CLAIMS,
    CLOSING,
    ON_EITHER,
    ON_LIST_ONLY,
    PROPOSALS,
    EventFields,
    EventKind,
)
from designations.models.fields import partial_date_check
from designations.text.ids import random_id


class Event(models.Model):
    """The identity of something that happened; what is said of it stands in its versions."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return f"/events/{self.public_id}/"


def _later(*, prefix: str = "") -> EventVersionQuerySet:
    """For a query of versions, or of what has one under `prefix`: those of the same event that came after.

    That none of them is the first goes without saying, but not for the planner: with it said, a reading
    of all events looks at the few that were corrected or retracted, in an index that holds nothing else.
    """
    after_it = Q(version__gt=OuterRef(f"{prefix}version")) & Q(version__gt=1)
    return EventVersion.objects.filter(after_it, event=OuterRef(f"{prefix}event"))


class EventVersionQuerySet(models.QuerySet["EventVersion"]):
    """Readings of events as they were known."""

    def known(self, *, known_at: int) -> EventVersionQuerySet:
        """Of each event the version that was the latest at change number `known_at`, also if retracted."""
        newer = _later().filter(change_id__lte=known_at)
        return self.filter(~Exists(newer), change_id__lte=known_at)

    def current(self) -> EventVersionQuerySet:
        """Of each event its last version, also if retracted: as it stands now."""
        return self.filter(~Exists(_later()))

    def standing(self, *, known_at: int) -> EventVersionQuerySet:
        """Of each event the version in force at change number `known_at`, without retracted events."""
        return self.known(known_at=known_at).filter(retraction_reason="")

    def pending(self, *, known_at: int) -> EventVersionQuerySet:
        """Proposals that no event had answered at change number `known_at`."""
        return (
            self.standing(known_at=known_at)
            .filter(kind__in=sorted(PROPOSALS))
            .filter(~Exists(Resolution.objects.answering(known_at=known_at).filter(event=OuterRef("event"))))
        )

    def with_details(self, *, known_at: int) -> EventVersionQuerySet:
        """Fetch all that a page or an answer names: relations, citations known at `known_at`, resolutions."""
        from designations.models.citation import Citation

        citations = Citation.objects.filter(change_id__lte=known_at).select_related("source").order_by("pk")
        resolutions = Resolution.objects.select_related("event").order_by("pk")
        return self.select_related(
            "event", "change", "list__jurisdiction", "designation__entity", "on_behalf_of_jurisdiction",
            "on_behalf_of_entity", "about", "act", "within", "continued_by__entity", "continued_by__list",
        ).prefetch_related(
            models.Prefetch("citations", citations, to_attr="known_citations"),
            models.Prefetch("resolutions", resolutions, to_attr="known_resolutions"),
        )  # fmt: skip

    def with_history(self, *, known_at: int) -> EventVersionQuerySet:
        """Annotate `published_at`, `corrected_at` (None if never) and `retracted_at` (likewise), as times."""
        mine = EventVersion.objects.filter(event=OuterRef("event"), change_id__lte=known_at).order_by(
            "-version"
        )
        return self.annotate(
            published_at=Subquery(mine.filter(version=1).values("change__at")[:1]),
            corrected_at=Subquery(mine.filter(version__gt=1, retraction_reason="").values("change__at")[:1]),
            retracted_at=Subquery(mine.exclude(retraction_reason="").values("change__at")[:1]),
        )

    def by_day(self) -> EventVersionQuerySet:
        """Newest first by the last day on which the event can have happened; undated ones last."""
        return self.order_by(models.F("hi").desc(nulls_last=True), "-event_id")


class EventVersion(EventFields):
    """What the tracker said of an event from one change on, until the next version."""

    class Review(models.TextChoices):
        SECOND_PERSON = "second_person", "reviewed by a second person"
        WAIVED = "waived", "review waived"

    event = models.ForeignKey(Event, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    change = models.OneToOneField(Change, models.PROTECT, related_name="event_version")
    designation = models.ForeignKey(Designation, models.PROTECT, null=True, related_name="event_versions")
    lo = models.DateField(null=True, help_text="The first day on which it can have taken effect.")
    hi = models.DateField(null=True, help_text="The last such day; both empty where the event is undated.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    review = models.CharField(max_length=20, choices=Review)
    waiver_reason = models.CharField(max_length=500, blank=True)
    correction_reason = models.CharField(max_length=500, blank=True)
    retraction_reason = models.CharField(max_length=500, blank=True)

    objects = EventVersionQuerySet.as_manager()

    class Meta:
        ordering = ["event_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["event", "version"], name="event_version_once"),
            models.CheckConstraint(
                name="event_statement_has_speaker_and_stance",
                condition=~Q(kind=EventKind.STATEMENT) | ~Q(speaker="") & ~Q(stance=""),
            ),
            models.CheckConstraint(
                name="event_stance_on_statements_only",
                condition=Q(kind=EventKind.STATEMENT) | Q(stance=""),
            ),
            models.CheckConstraint(
                name="event_speaker_on_statements_and_claims",
                condition=Q(kind__in=sorted({EventKind.STATEMENT, *CLAIMS})) | Q(speaker=""),
            ),
            models.CheckConstraint(
                name="event_level_fits_kind",
                condition=Q(kind__in=sorted(ON_EITHER))
                | Q(kind__in=sorted(ON_LIST_ONLY), designation__isnull=True)
                | ~Q(kind__in=sorted(ON_LIST_ONLY | ON_EITHER)) & Q(designation__isnull=False),
            ),
            models.CheckConstraint(
                name="event_end_reason_on_closings",
                condition=Q(kind__in=sorted(CLOSING)) | Q(end_reason="", continued_by__isnull=True),
            ),
            models.CheckConstraint(
                name="event_adverse_on_rulings",
                condition=Q(kind=EventKind.COURT_RULING) | Q(adverse__isnull=True),
            ),
            models.CheckConstraint(
                name="event_one_on_behalf_of",
                condition=Q(on_behalf_of_jurisdiction__isnull=True) | Q(on_behalf_of_entity__isnull=True),
            ),
            models.CheckConstraint(
                name="event_reviewed",
                condition=Q(review="second_person", reviewer__isnull=False) & ~Q(reviewer=models.F("author"))
                | Q(review="waived") & ~Q(waiver_reason=""),
            ),
            partial_date_check("occurred_on", "event_occurred_form"),
            partial_date_check("announced_on", "event_announced_form"),
            partial_date_check("effective_on", "event_effective_form"),
        ]
        indexes = [
            models.Index(fields=["designation", "hi"], name="event_by_designation"),
            # In the order of `by_day`, so that a page of them is read without sorting the rest.
            models.Index(
                F("list"), F("hi").desc(nulls_last=True), F("event_id").desc(), name="event_of_list"
            ),
            models.Index(F("hi").desc(nulls_last=True), F("event_id").desc(), name="event_by_day"),
            models.Index(
                F("kind"), F("hi").desc(nulls_last=True), F("event_id").desc(), name="event_of_kind"
            ),
            models.Index(fields=["event", "change"], condition=Q(version__gt=1), name="event_later_version"),
            # What is proposed is shown by day on its own, everywhere and of one list.
            models.Index(
                F("hi").desc(nulls_last=True),
                F("event_id").desc(),
                condition=Q(kind__in=sorted(PROPOSALS)),
                name="proposal_by_day",
            ),
            models.Index(
                F("list"),
                F("hi").desc(nulls_last=True),
                F("event_id").desc(),
                condition=Q(kind__in=sorted(PROPOSALS)),
                name="proposal_of_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.designation or self.list}"

    @property
    def is_retracted(self) -> bool:
        """Whether this version withdraws the event."""
        return bool(self.retraction_reason)


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Readings of the links from answers to proposals and rulings."""

    def answering(self, *, known_at: int) -> ResolutionQuerySet:
        """Links whose answering version stood at change number `known_at`."""
        newer = _later(prefix="answer__").filter(change_id__lte=known_at)
        return self.filter(~Exists(newer), answer__change_id__lte=known_at, answer__retraction_reason="")


class Resolution(models.Model):
    """A later event (`answer`) resolves an earlier proposal or ruling (`event`). Inserted once."""

    answer = models.ForeignKey(EventVersion, models.PROTECT, related_name="resolutions")
    event = models.ForeignKey(Event, models.PROTECT, related_name="answered_by")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "event"], name="resolution_once")]

    def __str__(self) -> str:
        return f"{self.answer} answers {self.event}"
