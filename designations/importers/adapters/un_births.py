"""Dates of birth in the United Nations' list: exact, approximate or between, often a year alone."""

from __future__ import annotations

import re

from lxml import etree

from designations.importers.adapters.birth_dates import calendar, years
from designations.importers.adapters.xml_stream import text_of
from designations.text.partial_dates import PartialDate

# Some days carry the offset of the writer's clock, as in 1967-07-05-04:00.
_OFFSET = re.compile(r"(?<=-\d\d-\d\d)([+-]\d\d:\d\d|Z)$", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\.?(?:\s+(\d{{4}}))?", re.ASCII | re.IGNORECASE)


def births(element: etree._Element) -> tuple[PartialDate, ...]:
    """Return what can be said of the day of birth, in the order of the file; what cannot be read is left out.

    An approximate day counts for its year only; a month in the note completes a year, or stands with its own.
    The row keeps the words.
    """
    known = map(_birth, element.iterchildren("{*}INDIVIDUAL_DATE_OF_BIRTH"))
    return tuple(dict.fromkeys(one for one in known if one is not None))


def _birth(birth: etree._Element) -> PartialDate | None:
    first, last = text_of(birth, "FROM_YEAR"), text_of(birth, "TO_YEAR")
    if first or last:
        return years(first, last)
    if day := text_of(birth, "DATE"):
        approximate = text_of(birth, "TYPE_OF_DATE").upper() == "APPROXIMATELY"
        return calendar(_OFFSET.sub("", day), approximate=approximate)
    year = text_of(birth, "YEAR")
    month = _MONTH.fullmatch(text_of(birth, "NOTE"))
    if month and (month[2] or year):
        return calendar(f"{month[2] or year}-{_MONTHS.index(month[1][:3].lower()) + 1:02}")
    return calendar(year)
