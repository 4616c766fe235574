"""How well a list is recorded: what is exact, officially sourced and quoted, and over which time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from designations.models import Citation, DesignationList, EventVersion, Source
from designations.models.event_fields import CLOSING, EventKind


@dataclass(frozen=True, slots=True)
class Health:
    """Of the listings of a list, how many are dated to the day, officially sourced and quoted.

    `first` and `last` are the days of the earliest and of the latest event, `removals` how many are recorded.
    """

    listings: int
    exact: int
    official: int
    quoted: int
    undated: int
    removals: int
    first_removal: date | None
    first: date | None
    last: date | None


def health_of(row: DesignationList, *, known_at: int) -> Health:
    """The health of the record of one list, as known at a change; one query."""
    cited = Citation.objects.filter(version=OuterRef("pk"), disputes=False, change_id__lte=known_at)
    events: Any = EventVersion.objects.standing(known_at=known_at).filter(list=row).order_by()
    listed = Q(kind=EventKind.LISTED)
    closing = Q(kind__in=sorted({*CLOSING, EventKind.LIST_ABOLISHED}))
    told = events.annotate(
        is_official=Exists(cited.filter(source__kind__in=Source.OFFICIAL_KINDS)),
        is_quoted=Exists(cited.filter(redacted_because="").exclude(quote="")),
    ).aggregate(
        listings=Count("pk", filter=listed),
        exact=Count("pk", filter=listed & Q(lo=F("hi"))),
        undated=Count("pk", filter=listed & Q(hi__isnull=True)),
        official=Count("pk", filter=listed & Q(is_official=True)),
        quoted=Count("pk", filter=listed & Q(is_quoted=True)),
        removals=Count("pk", filter=closing),
        first_removal=Min("hi", filter=closing),
        first=Min("hi"),
        last=Max("hi"),
    )
    return Health(**told)
