"""Official list files: where they come from, what was retrieved of them, and what they held."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from designations.models.designation_list import DesignationList
from designations.models.entity import Entity
from designations.models.fields import validate_slug
from designations.models.source import Source
from designations.text.ids import random_id

HEALTH = ("last_checked_at", "last_changed_at", "last_failed_at", "next_run_at")


class FeedQuerySet(models.QuerySet["Feed"]):
    """Readings of feeds."""

    def health_of_list(self) -> ArraySubquery:
        """For a query of lists: the enabled feeds that each is followed by, and when each was checked.

        Each is a dictionary with `name` and the moments of `HEALTH` in ISO 8601, absent ones None.
        """
        own = FeedProgramme.objects.filter(list=OuterRef(OuterRef("pk"))).values("feed")
        feeds = self.filter(is_enabled=True, pk__in=own).order_by("name", "pk")
        return ArraySubquery(feeds.values(record=JSONObject(name="name", **{key: key for key in HEALTH})))


class Feed(models.Model):
    """An official machine-readable list file: address, adapter, schedule, guards, and who publishes it."""

    slug = models.CharField(max_length=60, unique=True, validators=[validate_slug])
    name = models.CharField(max_length=250)
    publisher = models.CharField(max_length=250, blank=True)
    adapter = models.CharField(max_length=40, help_text="The format, such as un_consolidated.")
    addresses: models.JSONField[Any, Any] = models.JSONField(
        default=dict, blank=True, help_text='Where each file is, by role: {"main": "https://..."}.'
    )
    options: models.JSONField[Any, Any] = models.JSONField(
        default=dict, blank=True, help_text="For the adapter, such as the column mapping of a table."
    )
    notes = models.CharField(
        max_length=1000, blank=True, help_text="For editors: where the file is found, and what to mind."
    )
    is_enabled = models.BooleanField(default=True)
    is_trusted = models.BooleanField(
        default=False, help_text="Publish what the file shows; otherwise drafts wait for an editor."
    )
    every_hours = models.PositiveSmallIntegerField(default=24, validators=[MinValueValidator(1)])
    ignores_robots = models.BooleanField(
        "ignores robots.txt",
        default=False,
        help_text="Fetch even what the host's robots.txt asks programs not to: "
        "only for a file that is published for download.",
    )
    least_entries = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="A file with fewer is refused."
    )
    most_lost_percent = models.PositiveSmallIntegerField(
        default=5,
        validators=[MaxValueValidator(100)],
        help_text="A file that lost more, and at least five entries, is held for an editor.",
    )
    last_checked_at = models.DateTimeField(null=True, editable=False)
    last_changed_at = models.DateTimeField(null=True, editable=False)
    last_failed_at = models.DateTimeField(null=True, editable=False)
    last_failure = models.CharField(max_length=500, blank=True, editable=False)
    next_run_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How many checks failed since the last one that did not."
    )
    validators: models.JSONField[Any, Any] = models.JSONField(
        default=dict, editable=False, help_text="What the servers said about the version imported last."
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedProgramme(models.Model):
    """Which programme (committee, regime, tag) of a feed means which list; others are ignored."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="programmes")
    programme = models.CharField(max_length=200, help_text="As the file writes it.")
    list = models.ForeignKey(DesignationList, models.PROTECT, related_name="feed_programmes")

    class Meta:
        ordering = ["programme"]
        constraints = [models.UniqueConstraint(fields=["feed", "programme"], name="feed_programme_once")]

    def __str__(self) -> str:
        return f"{self.programme} -> {self.list.slug}"


class Snapshot(models.Model):
    """One retrieved version of a feed. Imported ones are numbered in the order in which they were."""

    class State(models.TextChoices):
        IMPORTED = "imported", "imported"
        HELD = "held", "held for an editor"
        REJECTED = "rejected", "rejected"

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    feed = models.ForeignKey(Feed, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(null=True, help_text="Counts the imported versions of the feed.")
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=1000, blank=True, help_text="Why it was held or rejected.")
    dated = models.DateField(help_text="The date that the file states, else the day of retrieval.")
    retrieved_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, help_text="Of the files' bytes.")
    entries = models.PositiveIntegerField(default=0)
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="What the import found.")
    source = models.OneToOneField(Source, models.PROTECT, null=True, related_name="snapshot")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who decided that a held file is right as it is.",
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "number"], name="snapshot_number_once"),
            models.CheckConstraint(
                name="snapshot_numbered_when_imported",
                condition=Q(state="imported", number__isnull=False)
                | ~Q(state="imported") & Q(number__isnull=True),
            ),
            models.CheckConstraint(
                name="snapshot_refusal_has_reason", condition=Q(state="imported") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["feed", "-number"], name="snapshot_latest")]

    def __str__(self) -> str:
        return f"{self.feed}, {self.dated:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return f"/snapshots/{self.public_id}/"


class SnapshotFile(models.Model):
    """A file of a version as it was retrieved, kept privately under MEDIA_ROOT, gzipped unless it came so."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="files")
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=150, help_text="What the file was called.")
    file = models.FileField(max_length=300)

    class Meta:
        ordering = ["role"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "role"], name="snapshot_file_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Readings of what a feed held."""

    def held_by(self, *, feed: Feed, number: int) -> EntryQuerySet:
        """The entries of the imported version `number` of `feed`."""
        return self.filter(feed=feed, seen__contains=number)


class Entry(models.Model):
    """One row of a feed, as it stood in a run of consecutive versions: `seen` is a range of their numbers."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="entries")
    reference = models.CharField(max_length=120, help_text="The list's own permanent reference.")
    name = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of what the entry says.")
    data: models.JSONField[Any, Any] = models.JSONField(
        help_text="All that the adapter read, the raw row included."
    )
    programmes: models.JSONField[Any, Any] = models.JSONField(default=list)
    seen = IntegerRangeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["feed_id", "reference"]
        verbose_name_plural = "entries"
        constraints = [
            ExclusionConstraint(
                name="entry_once_a_version",
                expressions=[
                    ("feed", RangeOperators.EQUAL),
                    ("reference", RangeOperators.EQUAL),
                    ("seen", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [
            models.Index(fields=["feed"], name="entry_current", condition=Q(seen__endswith__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class EntryLink(models.Model):
    """Which entity an entry of a feed is, once that is decided; until then the candidates for an editor."""

    class Rule(models.TextChoices):
        DESIGNATION = "designation", "same list and reference"
        NAME_ON_LIST = "name_on_list", "same list and name"
        IDENTIFIER = "identifier", "same identifier"
        NEW = "new", "no entity has such a name"
        EDITOR = "editor", "decided by an editor"

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="links")
    reference = models.CharField(max_length=120)
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="entry_links")
    rule = models.CharField(max_length=20, choices=Rule, blank=True)
    candidates: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Entities it may be, each with the reason: [[slug, why], ...]."
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_reopened = models.BooleanField(
        default=False, help_text="An editor undid the link: no rule links the entry again, only an editor."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "reference"], name="entry_link_once"),
            models.CheckConstraint(
                name="entry_link_has_rule",
                condition=Q(entity__isnull=True, rule="") | Q(entity__isnull=False) & ~Q(rule=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} -> {self.entity or 'undecided'}"
