"""How much later is said no more exactly than the days are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.text.partial_dates import PartialDate
from designations.web.present.lags import Bounds, lag, surely_before
from designations.web.present.matrix import first_of

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
BOUNDS = st.tuples(st.none() | DAYS, DAYS).map(
    lambda pair: Bounds(pair[0] and min(pair[0], pair[1]), pair[1])
)


def bounds(text: str) -> Bounds:
    known = PartialDate.parse(text)
    return Bounds(known.lo, known.hi)


@pytest.mark.parametrize(
    ("first", "later", "words"),
    [
        ("2003-02-14", "2003-02-14", "the same day"),
        ("2003-02-14", "2003-02-15", "1 day later"),
        ("2003-02-14", "2003-04-01", "46 days later"),
        ("2003-02-14", "2004-02-13", "11 months later"),
        ("2003-02-14", "2007-04-20", "4 years 2 months later"),
        ("2003-02-14", "2013-02-14", "10 years later"),
        ("2003", "2005", "between 12 and 36 months later"),
        ("2004-10-15", "2014-06", "between 9 and 10 years later"),
        ("2003-02", "2003-03", "between 1 and 58 days later"),
        ("2003", "2003-06-01", ""),
        ("../2003-02-14", "2004-02-14", "at least 11 months later"),
        ("2003-02-14", "../2004-02-14", ""),
    ],
)
def test_a_lag_in_words(first: str, later: str, words: str) -> None:
    assert lag(bounds(first), bounds(later)) == words


@given(BOUNDS, BOUNDS)
def test_whatever_may_have_come_before_is_never_called_later(one: Bounds, other: Bounds) -> None:
    words = lag(one, other)
    assert bool(words) == (surely_before(one, other) or one.is_exact and one == other)


@given(st.dictionaries(st.integers(1, 9), BOUNDS, min_size=2, max_size=6))
def test_who_is_surely_first_came_before_all_others_on_any_reading(begun: dict[int, Bounds]) -> None:
    first, certain = first_of(begun)
    assert first is not None
    earliest = [key for key, days in begun.items() if all(
        days.hi is not None and other.lo is not None and days.hi < other.lo
        for other_key, other in begun.items() if other_key != key
    )]  # fmt: skip
    assert ([first] if certain else []) == earliest
