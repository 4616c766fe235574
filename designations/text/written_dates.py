"""Dates as people write them, read without a guess: '17 April 2025', 'by May 2024', '5/2024'.

What can be read in two ways is refused with both readings. Words such as 'last week' are no date here: they
need a day to be counted from, and the person who writes knows it better than a program.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple, NoReturn

from designations.text.month_names import months_by_name, most_words
from designations.text.names import fold_name
from designations.text.partial_dates import PartialDate, PartialDateError

EXAMPLES = "14 May 2003, May 2003, 2003, before 28 May 2024, between 3 February and 3 May 2024"
LONGEST = 100

_TOKEN = re.compile(r"\d+|[/.,\-]|[^\W\d_]+")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-") | {ord("،"): ","}
# Between the parts of a date: 'the 17th of April', '17 de abril de 2025', '17 апреля 2025 года'.
_FILLERS = frozenset({"of", "the", "de", "del", "г", "года", "год"})
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er"})
_UNTIL = ("on or before", "not later than", "no later than", "up to", "before", "by", "until", "till")


class _Part(NamedTuple):
    """A date of which not all is said yet, as in '3 February' of 'between 3 February and 3 May 2024'."""

    year: int | None
    month: int | None = None
    day: int | None = None


def read_date(text: str) -> PartialDate:
    """Read `text`; raise PartialDateError, which says what to write, where it is not plainly one date.

    The five forms of the record are read as they are. A year, a month or a day may be written in words of
    several languages; 'before', 'by' and 'until' with a day include that day; a range runs from the first day
    of its beginning to the last day of its end. Dots between numbers mean that the day comes first; with
    strokes or hyphens the order must be evident.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST:
        _refuse("The date is empty." if not plain else f"'{plain[:LONGEST]}...' is too long for a date.")
    try:
        return PartialDate.parse(plain)
    except PartialDateError:
        tokens = _tokens(plain)
    try:
        return _read(tokens, text=plain)
    except PartialDateError:
        raise
    except ValueError as error:
        raise PartialDateError(f"There is no such date as '{plain}'. {_advice()}") from error


def _advice() -> str:
    return f"Write it like one of these: {EXAMPLES}."


def _refuse(problem: str) -> NoReturn:
    raise PartialDateError(f"{problem} {_advice()}")


def _unread(text: str) -> NoReturn:
    _refuse(f"'{text}' is not a date that can be read.")


def _tokens(text: str) -> list[str]:
    """The numbers (in ASCII digits), separators and folded words of `text`, months as `m5`."""
    plain = unicodedata.normalize("NFD", text.translate(_DASHES))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    if _TOKEN.sub("", plain).replace(" ", ""):
        _unread(text)
    words = _TOKEN.findall(plain)
    raw = [_ascii(word) if word.isdecimal() else (fold_name(word) or word) for word in words]
    if any(one.isdecimal() != word.isdecimal() for one, word in zip(raw, words, strict=True)):
        _unread(text)
    found: list[str] = []
    while raw:
        for length in range(most_words(), 0, -1):
            month = months_by_name().get(" ".join(raw[:length]))
            if month is not None:
                found.append(f"m{month}")
                del raw[: length + (raw[length : length + 1] == ["."])]
                break
        else:
            found.append(raw.pop(0))
    kept = [token for token in found if token not in _FILLERS]
    return [
        token
        for before, token in zip(["", *kept], kept, strict=False)
        if not (token in _ORDINALS and before.isdigit())
    ]


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)


def _read(tokens: list[str], *, text: str) -> PartialDate:
    for words in _UNTIL:
        said = words.split()
        if tokens[: len(said)] == said:
            return _before(
                _whole(_one(tokens[len(said) :], text=text), text=text), strictly=words == "before"
            )
    opened = tokens[:1] in (["between"], ["from"])
    dates = tokens[opened:]
    for joint in ("-", "to", "until", "till", *(["and"] if opened else [])):
        # A hyphen may also join the parts of one date: 2024-5-3, 17-May-2024.
        if dates.count(joint) == 1 and not (joint == "-" and _is_numeric(dates)):
            at = dates.index(joint)
            return _between(dates[:at], dates[at + 1 :], text=text)
    if opened:
        _unread(text)
    return _whole(_one(dates, text=text), text=text)


def _is_numeric(tokens: list[str]) -> bool:
    """Whether the one hyphen in `tokens` stands between month and year, as in 5-2024."""
    at = tokens.index("-")
    return len(tokens) == 3 and at == 1 and _small(tokens[0]) != _small(tokens[2])


def _one(tokens: list[str], *, text: str) -> _Part:
    """The one date that `tokens` are; the year, or more, may be missing."""
    if any(_month(token) for token in tokens):
        return _in_words([token for token in tokens if token not in (",", ".", "-")], text=text)
    match tokens:
        case [year] if _year(year):
            return _Part(int(year))
        case [day] if _small(day):
            return _Part(None, None, int(day))
        case [month, "/" | "." | "-", year] if _small(month) and _year(year):
            return _Part(int(year), int(month))
        case [year, "/" | "." | "-", month] if _small(month) and _year(year):
            return _Part(int(year), int(month))
        case [year, "/" | "." | "-" as first, month, second, day] if (
            first == second and _year(year) and _small(month) and _small(day)
        ):
            return _Part(int(year), int(month), int(day))
        case [one, "/" | "." | "-" as first, other, second, year] if (
            first == second and _small(one) and _small(other) and _year(year)
        ):
            return _ordered(int(one), int(other), int(year), by_dots=first == ".", text=text)
    _unread(text)


def _in_words(tokens: list[str], *, text: str) -> _Part:
    """A date whose month is a word, in whatever order its parts stand."""
    months = [month for token in tokens if (month := _month(token))]
    days = [int(token) for token in tokens if _small(token)]
    years = [int(token) for token in tokens if _year(token)]
    if len(months) != 1 or len(days) > 1 or len(years) > 1 or len(tokens) != 1 + len(days) + len(years):
        _unread(text)
    return _Part(years[0] if years else None, months[0], days[0] if days else None)


def _year(token: str) -> bool:
    return len(token) == 4 and token.isdigit()


def _small(token: str) -> bool:
    return len(token) < 3 and token.isdigit()


def _month(token: str) -> int | None:
    return int(token[1:]) if token[0] == "m" and token[1:].isdigit() else None


def _ordered(one: int, other: int, year: int, *, by_dots: bool, text: str) -> _Part:
    """Day and month of two numbers; refused with both readings where neither order is evident."""
    if by_dots or one == other or one > 12:
        return _Part(year, other, one)
    if other > 12:
        return _Part(year, one, other)
    first, second = (PartialDate.day(date(year, *pair)).describe() for pair in ((other, one), (one, other)))
    raise PartialDateError(f"'{text}' can be read in two ways: write {first} or {second}.")


def _whole(part: _Part, *, text: str) -> PartialDate:
    if part.year is None:
        _refuse(f"'{text}' does not say the year.")
    numbers = [f"{part.year:04}", *(f"{number:02}" for number in part[1:] if number is not None)]
    try:
        return PartialDate.parse("-".join(numbers))
    except PartialDateError as error:
        raise PartialDateError(f"There is no such date as '{text}'. {_advice()}") from error


def _before(last: PartialDate, *, strictly: bool) -> PartialDate:
    if strictly and last.lo and not last.is_exact:
        return PartialDate.before(last.lo - timedelta(days=1))
    return PartialDate.before(last.hi)


def _between(first: list[str], last: list[str], *, text: str) -> PartialDate:
    """The days from the first of `first`, which may leave out what `last` says, to the last of `last`."""
    one, other = _one(first, text=text), _one(last, text=text)
    # What is left out is taken from a date of the same kind only: '3 - May 2024' would be a guess.
    alike = [other.month, other.day] if one.day and not one.month else [other.month]
    if one.year is None and not all(alike):
        _unread(text)
    month = one.month or (other.month if one.day else None)
    lo = _whole(_Part(one.year or other.year, month, one.day), text=text)
    hi = _whole(other, text=text)
    return PartialDate.between(lo.lo or lo.hi, hi.hi)
