"""How much time lies between two days that are known only within bounds: never more exact than they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Bounds = tuple[date | None, date]
Unit = Literal["days", "months", "years"]

# Beyond these, a number of days says less than a number of months or years.
_MOST_DAYS = 60
_MOST_MONTHS = 36
_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days in [least, most], both inclusive; `most` is None where nothing bounds it."""

    least: int
    most: int | None

    @classmethod
    def between(cls, since: Bounds, until: Bounds) -> Self:
        """From a day in `since` to one in `until`, where the first is None for 'on or before'.

        The second is taken to be no earlier than the first.
        """
        (first, started), (ended, last) = since, until
        return cls(
            least=max(0, (ended - started).days) if ended else 0,
            most=max(0, (last - first).days) if first else None,
        )

    @property
    def is_none(self) -> bool:
        """Whether both are the same day, for certain."""
        return self.most == 0

    def describe(self) -> str:
        """Return the time in words, in the language in use: '12 days', 'about 11 months (337 days)'."""
        if self.most is None:
            if not self.least:
                return _("an unknown time")
            return _("at least %(time)s") % {"time": _size(self.least)}
        if self.least == self.most:
            if self.least < _MOST_DAYS:
                return _days(self.least)
            return _("about %(time)s (%(days)s)") % {"time": _size(self.least), "days": _days(self.least)}
        if not self.least:
            return _("at most %(time)s") % {"time": _size(self.most)}
        (number, unit), (last, same) = _rounded(self.least), _rounded(self.most)
        if unit != same:
            return _("%(first)s to %(last)s") % {"first": _size(self.least), "last": _size(self.most)}
        if number == last:
            return _("about %(time)s") % {"time": _size(self.most)}
        return _range(number, last, unit=unit)


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _rounded(days: int) -> tuple[int, Unit]:
    if days < _MOST_DAYS:
        return days, "days"
    months = round(days / _MONTH)
    return (months, "months") if months < _MOST_MONTHS else (round(months / 12), "years")


def _size(days: int) -> str:
    number, unit = _rounded(days)
    match unit:
        case "days":
            return _days(number)
        case "months":
            return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}
        case "years":
            return ngettext("%(number)s year", "%(number)s years", number) % {"number": number}


def _range(first: int, last: int, *, unit: Unit) -> str:
    numbers = {"first": first, "last": last}
    match unit:
        case "days":
            return ngettext("%(first)s to %(last)s day", "%(first)s to %(last)s days", last) % numbers
        case "months":
            return ngettext("%(first)s to %(last)s month", "%(first)s to %(last)s months", last) % numbers
        case "years":
            return ngettext("%(first)s to %(last)s year", "%(first)s to %(last)s years", last) % numbers
