"""Dates as English-language lists write them: '14 Jun 1975', 'circa 1951', '1962 to 1965', '1965-04-29'."""

import re
from datetime import date

from designations.text.partial_dates import MONTHS, PartialDate, PartialDateError

_ENGLISH = re.compile(r"(?:(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?[ -])?(\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)
_RANGE = re.compile(r"(.+?)(?: to |/)(.+)|(\d{4}) ?[-\u2013] ?(\d{4})", re.ASCII)


def english_date(text: str) -> PartialDate | None:
    """Return the date, or None if the text is no date that can be read without guessing.

    An approximate day or month ('circa 14 Jun 1975') is widened to its year.
    """
    plain = " ".join(text.split()).removesuffix(".")
    about = re.sub(r"(?i)^(?:circa|approximately|about|c\.) ?", "", plain)
    try:
        found = _one_or_range(about)
        if found is not None and about != plain and found.lo is not None:
            return _between(date(found.lo.year, 1, 1), date(found.hi.year, 12, 31))
    except (PartialDateError, ValueError):
        return None
    return found


def american_date(text: str) -> date | None:
    """Return the day written month first, such as 05/06/2024 for the sixth of May; None if it is none."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip(), re.ASCII)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """Return the day at the start of an ISO date or moment; None if there is none."""
    match = re.match(r"(\d{4}-\d{2}-\d{2})(?!\d)", text.strip(), re.ASCII)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _one_or_range(text: str) -> PartialDate | None:
    one = _one(text)
    if one is not None:
        return one
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = _one(match[1] or match[3]), _one(match[2] or match[4])
    if first is None or last is None or first.lo is None:
        return None
    return _between(first.lo, last.hi)


def _one(text: str) -> PartialDate | None:
    if _ISO.fullmatch(text):
        return PartialDate.parse(text)
    match = _ENGLISH.fullmatch(text)
    if match is None:
        return None
    day, month, year = match.groups()
    if month is None:
        return PartialDate.parse(year)
    for number, name in enumerate(MONTHS, start=1):
        if name.lower().startswith(month.lower()):
            return PartialDate.parse(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))
    return None


def _between(first: date, last: date) -> PartialDate:
    if first == last:
        return PartialDate.day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return PartialDate.parse(f"{first.year:04}")
    return PartialDate.between(first, last)
