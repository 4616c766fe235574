"""Dates as people write them into the cells of lists: several in one cell, with parts unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from designations.text.partial_dates import PartialDate, PartialDateError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
# An unknown part is written 00, dd or mm. Longest forms first: each takes its digits from the next.
_FORMS = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>{_YEAR}-(?:0\d|1[0-2])(?:-\d\d)?)(?:T[\d:.]+Z?)?
    | (?P<from8>{_YEAR})-(?P<to8>\d\d)
    | (?P<day>\d\d?|dd)\s?[/.-]\s?(?P<month>\d\d?|mm)\s?[/.-]\s?(?P<year>{_YEAR})
    | (?P<month2>\d\d?|mm)/(?P<year2>{_YEAR})
    | (?P<day3>\d\d?)(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH.format("word3")}[,\s-]\s*(?P<year3>{_YEAR})
    | {_MONTH.format("word4")}\s(?P<day4>\d\d?)(?:st|nd|rd|th)?,\s?(?P<year4>{_YEAR})
    | {_MONTH.format("word5")}[\s,-]\s*(?P<year5>{_YEAR})
    | (?:between\s+)?(?P<from6>{_YEAR})\s*(?:-|–|to|(?<=\d\s)and(?=\s))\s*(?P<to6>{_YEAR})
    | (?P<year7>{_YEAR})
    )(?![\w/-]|\.\d)""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_YEARS = ("year", "year2", "year3", "year4", "year5", "year7")
_ABOUT = re.compile(r"\b(?:approx\w*|circa|ca?\.|c|about|around|between)\s*(?:\(?\w+\)?\s*)?$", re.IGNORECASE)
MOST = 100


def partial_dates(text: str, *, day_first: bool | None = True) -> tuple[PartialDate, ...]:
    """Return each date that the text holds, once, in its order; what cannot be read is left out.

    `00/00/1980`, `dd/mm/1980` and `1980` are a year, `00/03/1980`, `03/1980` and `Mar 1980` a month,
    `1955-1958` the days between. A date called approximate is reduced to its year, as is one that does not
    exist, such as 31 February. `day_first=None` says that the order of day and month is not known: a date
    that could be read both ways is then reduced to its year.
    """
    found: dict[PartialDate, None] = {}
    for match in _FORMS.finditer(text[:20_000]):
        about = _ABOUT.search(text[max(0, match.start() - 24) : match.start()]) is not None
        for one in _read(match, about=about, day_first=day_first):
            found[one] = None
        if len(found) >= MOST:
            break
    return tuple(found)


def _read(match: re.Match[str], *, about: bool, day_first: bool | None) -> Iterator[PartialDate]:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (*part["iso"].split("-"), "")[:3]
        yield _known(year, "" if about else month, "" if about else day)
    elif part["from6"] or part["from8"]:
        first = int(part["from6"] or part["from8"])
        last = int(part["to6"] or part["from8"][:2] + part["to8"])
        if "and" in match[0].lower() and "between" not in match[0].lower():
            yield from (_known(str(first), "", ""), _known(str(last), "", ""))
        elif first < last:
            yield PartialDate.between(date(first, 1, 1), date(last, 12, 31))
        else:
            yield _known(str(first), "", "")
    else:
        year = next(part[name] for name in _YEARS if part[name])
        word = part["word3"] or part["word4"] or part["word5"]
        month = str(_MONTHS.index(word[:3].lower()) + 1) if word else part["month"] or part["month2"] or ""
        day = part["day"] or part["day3"] or part["day4"] or ""
        if part["day"] and day_first is not True:
            day, month = _order(day, month, day_first)
        yield _known(year, "" if about else month, "" if about else day)


def _order(first: str, second: str, day_first: bool | None) -> tuple[str, str]:
    """Return (day, month) of two numbers; nothing of either where the order is neither known nor evident."""
    if day_first is False:
        return second, first
    if first == second or (second.isdigit() and int(second) > 12):
        return second, first
    return (first, second) if first.isdigit() and int(first) > 12 else ("", "")


def _known(year: str, month: str, day: str) -> PartialDate:
    """Return the date as far as its parts are known and exist together."""
    parts = [f"{int(year):04d}"]
    for part in (month, day):
        if not part.isdigit() or not int(part):
            break
        parts.append(f"{int(part):02d}")
    try:
        return PartialDate.parse("-".join(parts))
    except PartialDateError:
        return PartialDate.parse(parts[0])
