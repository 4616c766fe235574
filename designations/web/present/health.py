"""The health of a list's record in words: shares, the window that is covered, and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from designations.models import DesignationList
from designations.text.partial_dates import PartialDate
from designations.web.health import Health
from designations.web.present.lists import FeedHealth


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the listings are so, with the share in per cent."""

    label: str
    number: int
    of: int
    percent: int


@dataclass(frozen=True, slots=True)
class HealthCard:
    """What a page says of the record of a list."""

    shares: tuple[Share, ...]
    first: PartialDate | None
    last: PartialDate | None
    checked: datetime | None
    gaps: tuple[str, ...]


def health_card(row: DesignationList, health: Health, *, feeds: Iterable[FeedHealth]) -> HealthCard:
    """The health of a list's record as a page shows it."""
    of = health.listings
    shares = (
        _share(gettext("Listings dated to the day"), health.exact, of=of),
        _share(gettext("Listings with an official source"), health.official, of=of),
        _share(gettext("Listings with a captured passage"), health.quoted, of=of),
    )
    return HealthCard(
        shares=shares if of else (),
        first=PartialDate.day(health.first) if health.first else None,
        last=PartialDate.day(health.last) if health.last else None,
        checked=max((feed.checked for feed in feeds if feed.checked), default=None),
        gaps=tuple(_gaps(row, health)),
    )


def _gaps(row: DesignationList, health: Health) -> Iterable[str]:
    """What is not covered, each said only where the record itself shows it."""
    if row.scope == DesignationList.Scope.ORGANISATIONS:
        yield gettext("The list holds organisations only: no person is expected on it.")
    elif row.scope == DesignationList.Scope.PERSONS:
        yield gettext("The list holds persons only: no organisation is expected on it.")
    if row.established and health.first and row.established.hi < health.first:
        yield gettext(
            "The list dates from %(established)s; the earliest event on record is of %(first)s, and nothing "
            "before it is recorded."
        ) % {"established": row.established.describe(), "first": PartialDate.day(health.first).describe()}
    if health.undated:
        yield ngettext(
            "Of %(number)s listing no date is known.",
            "Of %(number)s listings no date is known.",
            health.undated,
        ) % {"number": health.undated}
    if health.listings and not health.removals:
        yield gettext("No removal from this list is recorded; that is not proof that there was none.")
    elif health.first_removal and health.first and health.first_removal.year > health.first.year:
        yield gettext("The earliest removal on record is of %(year)d.") % {"year": health.first_removal.year}


def _share(label: str, number: int, *, of: int) -> Share:
    return Share(label, number, of, number * 100 // of if of else 0)
