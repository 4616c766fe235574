"""What holds for every date that a person may write."""

from calendar import monthrange
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from designations.text.month_names import LOCALES
from designations.text.partial_dates import PartialDate, PartialDateError
from designations.text.written_dates import read_date
from tests.properties.test_partial_dates_properties import days, partial_dates


@given(partial_dates)
def test_what_is_printed_for_programs_or_for_people_is_read_back(value: PartialDate) -> None:
    assert read_date(str(value)) == value
    plain = PartialDate.day(value.hi) if value.precision == "range" and value.is_exact else value
    assert read_date(value.describe()) == plain


@given(days, st.sampled_from(LOCALES), st.sampled_from(["d MMMM y", "MMMM y"]))
def test_a_date_in_any_of_the_languages_is_read_and_no_day_is_invented(
    day: date, locale: str, pattern: str
) -> None:
    value = read_date(format_date(day, pattern, locale=locale))
    length = 10 if pattern.startswith("d") else 7
    assert str(value) == day.isoformat()[:length]


@given(days)
def test_a_month_has_all_its_days_and_numbers_alone_say_no_more_than_they_do(day: date) -> None:
    month = read_date(f"{day.month}/{day.year}")
    assert month.lo == day.replace(day=1)
    assert month.hi.day == monthrange(day.year, day.month)[1]


@given(days)
def test_strokes_are_read_only_where_their_order_is_evident(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
        if day.day > 12 or day.day == day.month:
            assert read_date(text) == PartialDate.day(day)
        else:
            with pytest.raises(PartialDateError, match=PartialDate.day(day).describe()):
                read_date(text)


TOKENS = st.sampled_from(
    [
        "2003",
        "5",
        "17",
        "May",
        "mars",
        "and",
        "to",
        "-",
        "/",
        ".",
        ",",
        "before",
        "between",
        "by",
        "de",
        "m5",
        "١٧",
    ]
)


@given(st.lists(TOKENS, max_size=8).map(" ".join) | st.text(max_size=30))
def test_any_text_is_either_read_or_refused_by_name(text: str) -> None:
    try:
        value = read_date(text)
    except PartialDateError:
        return
    assert value.is_exact is (value.lo == value.hi)
