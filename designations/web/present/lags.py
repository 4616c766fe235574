"""How much later one day came than another, said no more exactly than the two days are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

# Up to here days are counted, and up to here months.
MOST_DAYS = 60
MOST_MONTHS = 36
DAYS_OF_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Bounds:
    """A day that lies in [lo, hi], both inclusive; None is open."""

    lo: date | None
    hi: date | None

    @property
    def is_exact(self) -> bool:
        """Whether a single day is left."""
        return self.lo == self.hi is not None


def surely_before(one: Bounds, other: Bounds) -> bool:
    """Whether `one` came before `other`, whatever the days were."""
    return one.hi is not None and other.lo is not None and one.hi < other.lo


def lag(first: Bounds, later: Bounds) -> str:
    """How much later `later` came than `first`, in words; '' where it may have come before."""
    if first.is_exact and first == later:
        return gettext("the same day")
    if first.hi is None or later.lo is None or later.lo <= first.hi:
        return ""
    least = (later.lo - first.hi).days
    if first.is_exact and later.is_exact:
        return gettext("%(span)s later") % {"span": _exactly(first.hi, later.lo)}
    if first.lo is None or later.hi is None:
        return gettext("at least %(span)s later") % {"span": _counted(least)}
    most = (later.hi - first.lo).days
    if most < MOST_DAYS:
        text = ngettext(
            "between %(least)s and %(most)s day later", "between %(least)s and %(most)s days later", most
        )
        return text % {"least": least, "most": most}
    months = {"least": int(least / DAYS_OF_MONTH), "most": -int(-most // DAYS_OF_MONTH)}
    if months["least"] >= MOST_MONTHS:
        years = {"least": months["least"] // 12, "most": -(-months["most"] // 12)}
        text = ngettext(
            "between %(least)s and %(most)s year later",
            "between %(least)s and %(most)s years later",
            years["most"],
        )
        return text % years
    if months["least"]:
        text = ngettext(
            "between %(least)s and %(most)s month later",
            "between %(least)s and %(most)s months later",
            months["most"],
        )
    else:
        text = ngettext("at most %(most)s month later", "at most %(most)s months later", months["most"])
    return text % months


def _exactly(first: date, later: date) -> str:
    days = (later - first).days
    if days < MOST_DAYS:
        return _counted(days)
    months = (later.year - first.year) * 12 + later.month - first.month - (later.day < first.day)
    return _months(months)


def _counted(days: int) -> str:
    if days < MOST_DAYS:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    return _months(int(days / DAYS_OF_MONTH))


def _months(months: int) -> str:
    if months < MOST_MONTHS:
        return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    years = ngettext("%(number)d year", "%(number)d years", months // 12) % {"number": months // 12}
    if not months % 12:
        return years
    rest = ngettext("%(number)d month", "%(number)d months", months % 12) % {"number": months % 12}
    return gettext("%(years)s %(months)s") % {"years": years, "months": rest}
