"""Where the sources of an entity's events disagree: who gives which date, who disputes it, what was ruled.

What a citation says of the day is the date that it claims, else the event's own. A claim that meets the date
of announcement or effect is explained by it: as at the desk (`editorial.conflicts`), but as it was known at
any change, and for one entity alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from designations.models import Citation, EventVersion
from designations.text.partial_dates import PartialDate
from designations.web.cards import Link, ListLink, RulingCard, SourceLink
from designations.web.present.events import ruling_card
from designations.web.present.links import list_link, source_link, version_link

MOST = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says that the record, or another source, does not."""

    source: SourceLink
    disputes: bool
    claimed_on: PartialDate | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One event about which sources disagree. `stands_on` is the date that the record gives."""

    event: Link
    list: ListLink
    stands_on: PartialDate | None
    said: tuple[Said, ...]
    ruled: RulingCard | None


def disagreements(
    versions: Iterable[EventVersion], *, lists: dict[int, Any], known_at: int
) -> tuple[list[Disagreement], int]:
    """Those about the events `versions` (with `ruled`), in their order, and how many more there are.

    `lists` holds the list of each designation by the designation's key. One query.
    """
    rows = (
        Citation.objects.filter(Q(disputes=True) | Q(claimed_on__isnull=False), change_id__lte=known_at)
        .filter(version__designation__in=list(lists))
        .select_related("source")
        .order_by("pk")
    )
    differing: dict[int, list[Citation]] = defaultdict(list)
    for citation in rows:
        differing[citation.version_id].append(citation)
    found = [v for v in versions if v.pk in differing and disagree(v, differing[v.pk])]
    shown = [_disagreement(v, differing[v.pk], lists=lists) for v in found[:MOST]]
    return shown, len(found) - len(shown)


def disagree(version: Any, citations: Sequence[Any]) -> bool:
    """Whether a citation disputes the event, or some two dates that are given for it cannot both be right."""
    if any(citation.disputes for citation in citations):
        return True
    days = [day for day in (version.occurred_on, *(_day(version, c) for c in citations)) if day]
    # Stretches that pairwise meet have a day in common.
    return bool(days) and max(_first(day) for day in days) > min(day.hi for day in days)


def _day(version: Any, citation: Any) -> PartialDate | None:
    claim: PartialDate | None = citation.claimed_on
    explained = claim and any(
        day and _first(claim) <= day.hi and _first(day) <= claim.hi
        for day in (version.announced_on, version.effective_on)
    )
    return version.occurred_on if explained or claim is None else claim


def _first(day: PartialDate) -> date:
    return day.lo or date.min


def _disagreement(version: Any, citations: Iterable[Citation], *, lists: dict[int, Any]) -> Disagreement:
    return Disagreement(
        event=version_link(version),
        list=list_link(lists[version.designation_id]),
        stands_on=version.occurred_on,
        said=tuple(Said(source_link(c.source), c.disputes, c.claimed_on) for c in citations),
        ruled=ruling_card(version.ruled),
    )
