"""Dates of birth as lists write them, made partial dates; what says nothing of a day gives none."""

from __future__ import annotations

import re
from datetime import date

from designations.text.partial_dates import PartialDate, PartialDateError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def years(first: str, last: str) -> PartialDate | None:
    """Return 'in this year', or 'from the first day of one to the last of the other'; None if unreadable."""
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(last)):
        return None
    if first == last:
        return calendar(first)
    lo, hi = calendar(first), calendar(last)
    if lo is None or hi is None or lo.hi > hi.hi:
        return None
    return PartialDate.between(lo.lo or date.min, hi.hi)


def calendar(text: str, *, approximate: bool = False) -> PartialDate | None:
    """Read a day, month or year; None for anything else. An approximate day counts for its year only."""
    if approximate and _DAY.fullmatch(text):
        text = text[:4]
    try:
        known = PartialDate.parse(text)
    except PartialDateError:
        return None
    return known if known.precision in ("day", "month", "year") else None
