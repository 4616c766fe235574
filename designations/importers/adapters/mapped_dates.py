"""Dates of a table whose options may say how it writes them."""

from __future__ import annotations

import re
from datetime import datetime

from designations.importers.adapters.checks import clean
from designations.importers.adapters.table_dates import partial_dates
from designations.importers.adapters.table_mapping import TableMapping
from designations.importers.entries import FileRefused
from designations.text.partial_dates import PartialDate, PartialDateError

_ISO = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.ASCII)
_DAY, _MONTH = re.compile(r"%-?[dj]|%[cxDF]"), re.compile(r"%-?m|%[bBh]")


def listing_date(text: str, mapping: TableMapping, *, place: str) -> PartialDate:
    """Read one date; refuse what cannot be read, or could be read in two ways, and name the option."""
    if known := _formatted(clean(text), mapping):
        return known
    found = () if mapping.date_formats else partial_dates(text, day_first=None)
    # 01/02/2020 comes back as a year only.
    if len(found) != 1 or (found[0].precision == "year" and not clean(text).isdigit()):
        raise FileRefused(
            f"{place}: '{text[:60]}' is not a date that can be read in one way only; say how dates are "
            "written with option 'date_format'."
        )
    return found[0]


def births(text: str, mapping: TableMapping) -> tuple[PartialDate, ...]:
    """Read the dates of a cell; what cannot be read is left out, and stays in the raw row."""
    if known := _formatted(clean(text), mapping):
        return (known,)
    return partial_dates(text, day_first=_day_first(mapping))


def _formatted(text: str, mapping: TableMapping) -> PartialDate | None:
    """Read the date by the formats of the mapping, or as the ISO form in which workbooks give theirs."""
    for one in mapping.date_formats:
        try:
            day = datetime.strptime(text, one).date()
            if _DAY.search(one):
                return PartialDate.day(day)
            return PartialDate.parse(day.isoformat()[:7] if _MONTH.search(one) else day.isoformat()[:4])
        except (ValueError, PartialDateError):
            continue
    match = _ISO.fullmatch(text)
    try:
        return PartialDate.parse(match[1]) if match else None
    except PartialDateError:
        return None


def _day_first(mapping: TableMapping) -> bool | None:
    for one in mapping.date_formats:
        day, month = one.find("%d"), one.find("%m")
        if day >= 0 and month >= 0:
            return day < month
    return None
