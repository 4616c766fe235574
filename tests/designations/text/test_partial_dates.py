"""The value type for dates that are known only in part."""

import pickle
from datetime import date, datetime

import pytest

from designations.text.partial_dates import PartialDate, PartialDateError

FORMS = [
    ("2003-05-14", date(2003, 5, 14), date(2003, 5, 14), "day", "14 May 2003"),
    ("2003-05", date(2003, 5, 1), date(2003, 5, 31), "month", "May 2003"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", "February 2024"),
    ("2003", date(2003, 1, 1), date(2003, 12, 31), "year", "2003"),
    ("../2024-05-28", None, date(2024, 5, 28), "before", "on or before 28 May 2024"),
    (
        "2024-02-03/2024-05-03",
        date(2024, 2, 3),
        date(2024, 5, 3),
        "range",
        "between 3 February and 3 May 2024",
    ),
    (
        "2023-12-30/2024-01-02",
        date(2023, 12, 30),
        date(2024, 1, 2),
        "range",
        "between 30 December 2023 and 2 January 2024",
    ),
]


@pytest.mark.parametrize(("text", "lo", "hi", "precision", "english"), FORMS)
def test_each_form_is_read_printed_and_described_as_it_was_known(
    text: str, lo: date | None, hi: date, precision: str, english: str
) -> None:
    value = PartialDate.parse(text)
    assert (value.lo, value.hi, value.precision) == (lo, hi, precision)
    assert str(value) == text
    assert value.describe() == english


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "2003-5",
        "2003-05-14T00:00",
        "2003-02-30",
        "2023-02-29",
        "2003-13",
        "2003-00",
        "0999-12-31",
        "0000",
        "10000",
        "-2003",
        "2003/2004",
        "2024-02-03/2024-05",
        "../2024-05",
        "2024-05-28/..",
        "../..",
        "2024-05-03/2024-02-03",
        "2024-02-03 / 2024-05-03",
        "2024-02-03/2024-05-03/2024-05-04",
        "2003 -05",
        "２００３",
        "٢٠٠٣",
        "14 May 2003",
        "2003~",
        "2003\x00",
        "1" * 100_000,
    ],
)
def test_anything_else_is_refused_with_the_five_forms(text: str) -> None:
    with pytest.raises(PartialDateError) as refusal:
        PartialDate.parse(text)
    message = str(refusal.value)
    for form in ("2003-05-14", "2003-05", "2003", "../2024-05-28", "2024-02-03/2024-05-03"):
        assert form in message
    assert len(message) < 400


def test_white_space_is_ignored_at_both_ends() -> None:
    assert str(PartialDate.parse(" \t2003-05\n")) == "2003-05"


def test_a_day_that_does_not_exist_is_named_in_the_message() -> None:
    with pytest.raises(PartialDateError, match="no such date as '2003-02-30'"):
        PartialDate.parse("2003-02-30")


def test_values_are_made_from_days() -> None:
    first, last = date(2024, 2, 3), date(2024, 5, 3)
    assert PartialDate.day(first) == PartialDate.parse("2024-02-03")
    assert PartialDate.before(last) == PartialDate.parse("../2024-05-03")
    assert PartialDate.between(first, last) == PartialDate.parse("2024-02-03/2024-05-03")


def test_reversed_days_are_refused() -> None:
    with pytest.raises(PartialDateError, match="swap them"):
        PartialDate.between(date(2024, 5, 3), date(2024, 2, 3))


def test_a_moment_is_no_day() -> None:
    with pytest.raises(PartialDateError, match="a moment"):
        PartialDate.day(datetime(2024, 5, 3, 12, 0))


def test_bounds_must_agree_with_the_precision() -> None:
    with pytest.raises(PartialDateError, match="precision 'month'"):
        PartialDate("month", date(2024, 5, 2), date(2024, 5, 31))


def test_an_interval_of_one_day_is_exact_and_keeps_its_form() -> None:
    value = PartialDate.parse("2024-02-03/2024-02-03")
    assert value.is_exact
    assert str(value) == "2024-02-03/2024-02-03"
    assert value.describe() == "3 February 2024"


def test_only_a_single_day_is_exact() -> None:
    assert PartialDate.parse("2003-05-14").is_exact
    assert not PartialDate.parse("2003-05").is_exact
    assert not PartialDate.parse("../2003-05-14").is_exact


def test_partial_dates_have_no_order() -> None:
    with pytest.raises(TypeError):
        PartialDate.parse("2003") < PartialDate.parse("2004")  # type: ignore[operator]  # noqa: B015


def test_equal_values_are_one_key_and_survive_pickling() -> None:
    value = PartialDate.parse("2003-05")
    assert {value: 1}[PartialDate.parse(" 2003-05")] == 1
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert value != PartialDate.parse("2003-05-01/2003-05-31")
