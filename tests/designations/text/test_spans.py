"""The time between two days that are known within bounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.text.spans import Span

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
MORE = st.integers(0, 2000).map(lambda number: timedelta(days=number))


@given(DAYS, MORE, MORE, MORE, MORE, MORE, st.booleans(), st.booleans())
def test_the_true_time_is_never_outside_the_span(
    start: date, time: timedelta, a: timedelta, b: timedelta, c: timedelta, d: timedelta, e: bool, f: bool
) -> None:
    end = start + time
    span = Span.between((None if e else start - a, start + b), (None if f else end - c, end + d))
    assert span.least <= time.days
    assert span.most is None or span.most >= time.days
    assert span.describe()
    assert not span.is_none or time.days == 0


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0, 0, "0 days"), (1, 1, "1 day"), (21, 21, "21 days"), (337, 337, "about 11 months (337 days)"),
        (330, 340, "about 11 months"), (11, 40, "11 to 40 days"), (0, 29, "at most 29 days"),
        (3249, 3613, "9 to 10 years"), (40, 340, "40 days to 11 months"), (400, None, "at least 13 months"),
        (0, None, "an unknown time"),
    ],
)  # fmt: skip
def test_words_are_as_exact_as_what_is_known(least: int, most: int | None, words: str) -> None:
    assert Span(least, most).describe() == words
