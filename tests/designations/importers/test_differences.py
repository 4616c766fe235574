"""Dates of what differs between versions: as the file says, else no closer than the versions show."""

from datetime import date
from typing import Any

import pytest

from designations.importers.differences import Version, between, when_between, when_listed

DAY = date(2020, 3, 1)


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (None, DAY, "../2020-03-01"),
        (date(2020, 2, 1), DAY, "2020-02-02/2020-03-01"),
        (date(2020, 2, 29), DAY, "2020-03-01"),
        (DAY, DAY, "../2020-03-01"),
        (date(2021, 1, 1), DAY, "../2020-03-01"),
    ],
)
def test_between_two_versions_no_day_is_invented(last: date | None, now: date, expected: str) -> None:
    assert str(when_between(last, now)) == expected


@pytest.mark.parametrize(
    ("stated", "last", "expected"),
    [
        ("2019-05-14", date(2020, 2, 1), "2019-05-14"),
        ("2019", None, "2019"),
        ("../2020-02-20", date(2020, 2, 1), "2020-02-02/2020-02-20"),
        ("../2015-01-01", None, "../2015-01-01"),
        ("2031-01-01", date(2020, 2, 1), "2020-02-02/2020-03-01"),
        (None, date(2020, 2, 1), "2020-02-02/2020-03-01"),
    ],
)
def test_an_addition_has_the_files_date_where_that_can_be(
    stated: str | None, last: date | None, expected: str
) -> None:
    data: dict[str, Any] = {"listed_on": stated, "listed_by_programme": []}
    assert str(when_listed(data, programmes=["A"], last=last, now=DAY)) == expected


def test_a_date_of_the_programme_itself_comes_first() -> None:
    data: dict[str, Any] = {"listed_on": "2001", "listed_by_programme": [["A", "2003"], ["B", "2005"]]}
    assert str(when_listed(data, programmes=["B"], last=None, now=DAY)) == "2005"


def entry(*lists: int, name: str = "FRONT") -> Version:
    names = [{"name": name, "kind": "primary", "weak": False}]
    return {"reference": "R1", "names": names, "identifiers": []}, frozenset(lists)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ((None, None, entry(1)), [("added", 1)]),
        ((entry(1), entry(1), None), [("missing", 1)]),
        ((entry(1), None, None), [("removed", 1)]),
        ((entry(1), None, entry(1)), [("returned", 1)]),
        ((entry(1), entry(1, 2), entry(2)), [("removed", 1)]),
        ((entry(1), entry(1), entry(1, 2)), [("added", 2)]),
        ((entry(1), entry(1), entry(1, name="OTHER")), [("changed", 1)]),
        ((entry(1), entry(1), entry(1)), []),
        ((None, entry(), entry()), []),
        ((entry(1), None, entry(2)), [("removed", 1), ("added", 2)]),
    ],
)
def test_the_last_three_versions_say_what_happened(
    versions: tuple[Version | None, Version | None, Version | None], expected: list[tuple[str, int]]
) -> None:
    assert [(one.kind, one.list_id) for one in between("R1", *versions)] == expected
