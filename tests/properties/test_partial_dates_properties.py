"""What holds for every partial date."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from designations.text.partial_dates import PartialDate, PartialDateError

days = st.dates(min_value=date(1000, 1, 1))
partial_dates = st.one_of(
    days.map(PartialDate.day),
    days.map(PartialDate.before),
    days.map(lambda day: PartialDate.parse(day.isoformat()[:7])),
    days.map(lambda day: PartialDate.parse(day.isoformat()[:4])),
    st.tuples(days, days).map(lambda pair: PartialDate.between(min(pair), max(pair))),
)


@given(partial_dates)
def test_what_is_printed_is_read_back_as_the_same_value(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert str(PartialDate.parse(f"  {value}\n")) == str(value)


@given(partial_dates)
def test_the_first_day_is_never_after_the_last(value: PartialDate) -> None:
    assert value.lo is None or value.lo <= value.hi
    assert (value.lo is None) == (value.precision == "before")


@given(days)
def test_a_day_lies_within_its_month_and_its_year(day: date) -> None:
    for length in (7, 4):
        wider = PartialDate.parse(day.isoformat()[:length])
        assert wider.lo is not None
        assert wider.lo <= day <= wider.hi


@given(partial_dates, partial_dates)
def test_two_values_are_equal_exactly_when_they_print_the_same(a: PartialDate, b: PartialDate) -> None:
    assert (a == b) == (str(a) == str(b))
    assert a != b or hash(a) == hash(b)


@given(st.text(alphabet="0123456789-./ ", max_size=24) | st.text())
def test_any_text_is_either_read_or_refused_by_name(text: str) -> None:
    try:
        value = PartialDate.parse(text)
    except PartialDateError:
        return
    assert str(value) == text.strip()
