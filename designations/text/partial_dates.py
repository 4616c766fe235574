"""Dates as they were known: a day, a month, a year, 'on or before', or 'between'.

The five forms are those of EDTF (ISO 8601-2) which the record needs. A partial date stands for one
day which lies somewhere in [lo, hi], both inclusive; it prints as it was known and never invents a day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

Precision = Literal["day", "month", "year", "before", "range"]

FORMS = (
    "2003-05-14 (a day), 2003-05 (a month), 2003 (a year), ../2024-05-28 (on or before), "
    "2024-02-03/2024-05-03 (between the two)"
)
FIRST_YEAR = 1000
# Not calendar.month_name, which follows the locale of the process.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# In Arabic those of Egypt and the Gulf, which most of its readers know: يناير and not كانون الثاني.
_MONTH_NAMES = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)
_LONGEST = len("2024-02-03/2024-05-03")

_CALENDAR_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDateError(ValueError):
    """A text or a pair of days which is none of the five forms."""


def _error(problem: str) -> PartialDateError:
    return PartialDateError(f"{problem} Write the date in one of these forms: {FORMS}.")


def _words(day: date, form: str) -> str:
    return form % {"day": day.day, "month": _MONTH_NAMES[day.month - 1], "year": day.year}


def _in_full(day: date) -> str:
    return _words(day, pgettext("date", "%(day)s %(month)s %(year)s"))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One day known to lie in [lo, hi], both inclusive; `lo` is None for 'on or before'.

    Two values are equal if they were known in the same form: `2003` is not `2003-01-01/2003-12-31`.
    There is no order between partial dates: whoever needs one compares `lo` or `hi` and says which.
    """

    precision: Precision
    lo: date | None
    hi: date

    def __post_init__(self) -> None:
        for day in (self.lo, self.hi):
            if isinstance(day, datetime):
                raise _error(f"{day!r} is a moment, not a day.")
            if day is not None and day.year < FIRST_YEAR:
                raise _error(f"The year of {day.isoformat()} is not between {FIRST_YEAR} and 9999.")
        if self.lo is not None and self.lo > self.hi:
            raise _error(f"The first day {self.lo} is later than the last day {self.hi}: swap them.")
        if (self.lo, self.hi) != self._bounds():
            raise _error(f"{self.lo} to {self.hi} is not what the precision '{self.precision}' covers.")

    def _bounds(self) -> tuple[date | None, date]:
        """Return the (lo, hi) that the precision demands, given `hi` and, for a range, `lo`."""
        match self.precision:
            case "day":
                return self.hi, self.hi
            case "month":
                last = calendar.monthrange(self.hi.year, self.hi.month)[1]
                return self.hi.replace(day=1), self.hi.replace(day=last)
            case "year":
                return date(self.hi.year, 1, 1), date(self.hi.year, 12, 31)
            case "before":
                return None, self.hi
            case "range" if self.lo is not None:
                return self.lo, self.hi
        raise _error(f"'{self.precision}' from {self.lo} to {self.hi} is no partial date.")

    @classmethod
    def day(cls, day: date) -> Self:
        """Return the partial date of exactly this day."""
        return cls("day", day, day)

    @classmethod
    def before(cls, day: date) -> Self:
        """Return 'on or before this day'."""
        return cls("before", None, day)

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """Return 'between these days', both inclusive; raise PartialDateError if they are reversed."""
        return cls("range", first, last)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the five forms; raise PartialDateError, which names the remedy, for anything else.

        White space is ignored at both ends only. Digits are those of ASCII.
        """
        stripped = text.strip()
        if not stripped:
            raise _error("The date is empty.")
        if len(stripped) > _LONGEST:
            raise _error(f"'{stripped[:_LONGEST]}...' is too long for a date.")
        first, slash, last = stripped.partition("/")
        if not slash:
            return cls._parse_calendar(stripped)
        hi = cls._parse_day(last, within=stripped)
        if first == "..":
            return cls.before(hi)
        return cls.between(cls._parse_day(first, within=stripped), hi)

    @classmethod
    def _parse_day(cls, text: str, *, within: str) -> date:
        match = _CALENDAR_FORM.fullmatch(text)
        if match is None or match[3] is None:
            raise _error(f"'{within}': both ends of an interval must be full days, and '{text}' is not.")
        return cls._parse_calendar(text).hi

    @classmethod
    def _parse_calendar(cls, text: str) -> Self:
        match = _CALENDAR_FORM.fullmatch(text)
        if match is None:
            raise _error(f"'{text}' is not a date that can be read.")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            if year is None or month is None:
                return cls("year", date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
            if day is None:
                last = calendar.monthrange(year, month)[1]
                return cls("month", date(year, month, 1), date(year, month, last))
            return cls.day(date(year, month, day))
        except PartialDateError:
            raise
        except ValueError as error:
            raise _error(f"There is no such date as '{text}'.") from error

    @property
    def is_exact(self) -> bool:
        """Tell whether a single day is left."""
        return self.lo == self.hi

    def __str__(self) -> str:
        match self.precision:
            case "day":
                return self.hi.isoformat()
            case "month":
                return self.hi.isoformat()[:7]
            case "year":
                return self.hi.isoformat()[:4]
            case "before":
                return f"../{self.hi.isoformat()}"
            case "range":
                return f"{self.lo}/{self.hi}"

    def describe(self) -> str:
        """Return the date for people in the language in use, in English outside the pages of another one:

        '14 May 2003', 'on or before 28 May 2024'.
        """
        match self.precision:
            case "day":
                return _in_full(self.hi)
            case "month":
                return _words(self.hi, pgettext("date", "%(month)s %(year)s"))
            case "year":
                return str(self.hi.year)
            case "before":
                return _("on or before %(day)s") % {"day": _in_full(self.hi)}
            case "range":
                lo = self.lo or self.hi
                if lo == self.hi:
                    return _in_full(self.hi)
                same_year = lo.year == self.hi.year
                first = _words(lo, pgettext("date", "%(day)s %(month)s")) if same_year else _in_full(lo)
                return _("between %(first)s and %(last)s") % {"first": first, "last": _in_full(self.hi)}
