"""Dates in cells: several in one, parts unknown, and nothing invented."""

import pytest

from designations.importers.adapters.table_dates import MOST, partial_dates


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("", []),
        ("01/02/1980", ["1980-02-01"]),
        ("00/00/1980", ["1980"]),
        ("dd/mm/1945", ["1945"]),
        ("00/03/1980", ["1980-03"]),
        ("03/1964", ["1964-03"]),
        ("1980", ["1980"]),
        ("1970.", ["1970"]),
        ("1961-03-02", ["1961-03-02"]),
        ("1961-03", ["1961-03"]),
        ("1961-03-02T00:00:00", ["1961-03-02"]),
        ("12 Jan. 1960\xa0\xa0", ["1960-01-12"]),
        ("1st of May 1971", ["1971-05-01"]),
        ("21-Mar-1970", ["1970-03-21"]),
        ("June 5, 1970", ["1970-06-05"]),
        ("Mar 1970", ["1970-03"]),
        ("00/00/1980, 12/12/1981 or 1982", ["1980", "1981-12-12", "1982"]),
        ("a) 1/2/1970;        b) 13/02/1971", ["1970-02-01", "1971-02-13"]),
        ("a)1953 b)1954", ["1953", "1954"]),
        ("1957;1958;1957", ["1957", "1958"]),
        ("Approximately 1955- 1958", ["1955-01-01/1958-12-31"]),
        ("between 1955 and 1958", ["1955-01-01/1958-12-31"]),
        ("1955 and 1958", ["1955", "1958"]),
        ("1966-67", ["1966-01-01/1967-12-31"]),
        ("Approximately 12 May 1955", ["1955"]),
        ("circa 1963", ["1963"]),
        ("31/02/1980", ["1980"]),
        ("Passport 592667 of 19801", []),
        ("unknown", []),
    ],
)
def test_a_cell_is_read_as_far_as_it_is_known(cell: str, dates: list[str]) -> None:
    assert [str(one) for one in partial_dates(cell)] == dates


def test_a_date_that_could_be_read_both_ways_is_reduced_to_its_year_where_the_order_is_not_known() -> None:
    found = partial_dates("01/02/1980, 13/02/1981, 02/13/1982, 03/03/1983", day_first=None)
    assert [str(one) for one in found] == ["1980", "1981-02-13", "1982-02-13", "1983-03-03"]


def test_a_cell_full_of_dates_is_not_read_without_end() -> None:
    assert (
        len(partial_dates(" ".join(f"{day % 28 + 1}/{day % 12 + 1}/{1900 + day % 99}" for day in range(999))))
        == MOST
    )
