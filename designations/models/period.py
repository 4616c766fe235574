"""Intervals in which a designation stood: the projection of its events, never written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from designations.models.designation import Designation
from designations.models.event import Event

# Of periods that begin on the same day all but the last are empty: the days of their ends put them in order,
# while their keys follow the day on which each was written.
OLDEST_FIRST = (
    F("start_hi").asc(nulls_first=True),
    F("end_hi").asc(nulls_last=True),
    F("start_lo").asc(nulls_first=True),
    F("end_lo").asc(nulls_first=True),
    F("pk").asc(),
)
NEWEST_FIRST = (
    F("start_hi").desc(nulls_last=True),
    F("end_hi").desc(nulls_first=True),
    F("start_lo").desc(nulls_last=True),
    F("end_lo").desc(nulls_last=True),
    F("pk").desc(),
)


class PeriodQuerySet(models.QuerySet["Period"]):
    """Readings of the projection."""

    def oldest_first(self) -> PeriodQuerySet:
        """The periods of each designation in the order of time."""
        return self.order_by(*OLDEST_FIRST)

    def newest_first(self) -> PeriodQuerySet:
        """The periods of each designation, the latest first."""
        return self.order_by(*NEWEST_FIRST)

    def known(self, *, known_at: int) -> PeriodQuerySet:
        """The periods as they were known at change number `known_at`."""
        return self.filter(known__contains=known_at)

    def unsure(self, *, valid_on: date) -> PeriodQuerySet:
        """The periods that may have begun, or ended, by day `valid_on`, but not surely."""
        begins = (Q(start_lo__isnull=True) | Q(start_lo__lte=valid_on)) & Q(start_hi__gt=valid_on)
        ends = (Q(end_lo__isnull=True) | Q(end_lo__lte=valid_on)) & Q(end_hi__gt=valid_on)
        return self.filter(begins | ends)


class Period(models.Model):
    """One segment of standing on two clocks: days in the world (`valid`), change numbers (`known`).

    Bounds are inclusive days; empty `start_*`/`end_lo`: open below; empty `end_hi`: still running.
    """

    class Status(models.TextChoices):
        IN_FORCE = "in_force", "in force"
        SUSPENDED = "suspended", "suspended"
        UNKNOWN = "unknown", "unknown"

    # Its index is `period_states`.
    designation = models.ForeignKey(Designation, models.PROTECT, related_name="periods", db_index=False)
    status = models.CharField(max_length=10, choices=Status)
    start_lo = models.DateField(null=True)
    start_hi = models.DateField(null=True)
    end_lo = models.DateField(null=True)
    end_hi = models.DateField(null=True)
    start = models.CharField(max_length=21, blank=True, help_text="As it is known, a partial date.")
    end = models.CharField(max_length=21, blank=True)
    valid = models.GeneratedField(
        expression=Func("start_hi", "end_hi", Value("[)"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )
    known = BigIntegerRangeField()
    name_on_list = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    names: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Names and references over time: [since, name, reference]."
    )
    mode = models.CharField(max_length=10, blank=True)
    opened_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=20, blank=True)
    continued_by = models.ForeignKey(Designation, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["designation_id", "start_hi", "pk"]
        indexes = [
            # How a list stands on a day is read from this index alone, a fifth of the table.
            models.Index(
                fields=["designation"],
                include=["known", "valid", "status", "start_lo", "start_hi", "end_lo", "end_hi"],
                name="period_states",
            )
        ]
        constraints = [
            ExclusionConstraint(
                name="period_never_overlaps",
                expressions=[
                    ("designation", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                    ("known", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="period_starts_before_it_ends",
                condition=Q(start_lo__isnull=True)
                | Q(end_hi__isnull=True)
                | Q(start_lo__lte=models.F("end_hi")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation} {self.status} {self.start or '?'}/{self.end or '..'}"


def listings(periods: Sequence[Period]) -> list[list[Period]]:
    """The periods, oldest first, grouped by listing: a suspension does not interrupt one, an ending does."""
    groups: list[list[Period]] = []
    for period in periods:
        if groups and period.opened_by_id == groups[-1][-1].closed_by_id is not None:
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def since_and_until(periods: Sequence[Period], *, valid_on: date, status: str) -> tuple[str, str]:
    """Since when the listing that `status` on `valid_on` speaks of has run, and until when it ran.

    `periods` oldest first. Partial dates as they are known; '' where the date is unknown, the listing has
    not begun or has not ended.
    """
    begun = [p for p in periods if p.start_hi is None or p.start_hi <= valid_on]
    if status == "not_listed" or not begun:
        return "", ""
    listing = listings(begun)[-1]
    return listing[0].start, listing[-1].end if status == "ended" else ""
