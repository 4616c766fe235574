"""How long after the first listing another followed, in words that claim no more than the dates allow."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

_MONTH, _YEAR = 30.44, 365.25
# Within which share of the whole two lengths are told as one.
_CLOSE = 0.05

Bounds = tuple[date | None, date | None]


def delay(first: Bounds, other: Bounds) -> str:
    """From the bounds in which the first listing lies to those of another; '' where neither end is known."""
    first_lo, first_hi = first
    other_lo, other_hi = other
    most = (other_hi - first_lo).days if other_hi and first_lo else None
    least = (other_lo - first_hi).days if other_lo and first_hi else None
    if least is not None and least == most:
        return _("the same day") if not most else _("%(span)s later") % {"span": span(most)}
    if least is not None and least > 0:
        if most is None:
            return _("at least %(span)s later") % {"span": span(least)}
        if most - least <= most * _CLOSE:
            return _("about %(span)s later") % {"span": span(most)}
        return _("%(least)s to %(most)s later") % {"least": span(least), "most": span(most)}
    if most is None:
        return _("not known")
    if least == 0:
        return _("at most %(span)s later") % {"span": span(most)}
    return _("at most %(span)s later, perhaps earlier") % {"span": span(most)}


def span(days: int) -> str:
    """A length of time as people say it: days, then months, then years to a tenth."""
    if days < 2 * _MONTH:
        return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    if days < 2 * _YEAR:
        months = round(days / _MONTH)
        return ngettext("%(number)s month", "%(number)s months", months) % {"number": months}
    years = f"{days / _YEAR:.1f}"
    if years.endswith(".0"):
        whole = int(years.removesuffix(".0"))
        return ngettext("%(number)s year", "%(number)s years", whole) % {"number": whole}
    return pgettext("with a fraction", "%(number)s years") % {"number": years}
