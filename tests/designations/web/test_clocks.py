"""Reading the two clocks from an address, and writing addresses that keep them."""

from datetime import date

import pytest
from django.test import RequestFactory

from designations.models import Change, ReadingError
from designations.web.clocks import Clocks, given_in
from tests.factories import last_seq, make_entity

pytestmark = pytest.mark.django_db


def clocks(query: str, *names: str, on_day: bool = True) -> Clocks:
    request = RequestFactory().get(f"/lists/register/?{query}")
    given = given_in(request, *names, on_day=on_day)
    return Clocks.of(request, given=given, on_day=on_day, last=Change.objects.known_seq())


def test_without_parameters_it_is_today_and_now() -> None:
    make_entity()
    found = clocks("")
    assert found.known == last_seq()
    assert found.context()["asof"].is_now
    assert found.address() == "/lists/register/"


def test_a_permanent_link_fixes_both_clocks_and_keeps_the_rest() -> None:
    make_entity()
    found = clocks("status=all&valid_on=2010-01-01&utm=x", "status")
    expected = f"http://testserver/lists/register/?status=all&valid_on=2010-01-01&known_at={last_seq()}"
    assert found.permalink == expected


def test_a_page_without_a_day_has_none_in_its_permanent_link_and_ignores_one() -> None:
    found = clocks("valid_on=nonsense", on_day=False)
    assert found.permalink == "http://testserver/lists/register/?known_at=0"


def test_addresses_change_one_parameter_and_keep_the_others() -> None:
    found = clocks("status=ended&known_at=0&after=x", "status", "after")
    assert found.address(after="y") == "/lists/register/?status=ended&after=y&known_at=0"
    assert found.address(status="", after="") == "/lists/register/?known_at=0"
    assert found.context()["asof_now"] == "/lists/register/?status=ended"
    assert found.context()["asof"].keep == (("status", "ended"),)


def test_parameters_are_escaped_in_addresses() -> None:
    assert clocks("status=a%26b%3D%22", "status").address() == "/lists/register/?status=a%26b%3D%22"


def test_the_day_is_read_as_it_is_written() -> None:
    assert clocks("valid_on=2010-01-31").reading.valid_on == date(2010, 1, 31)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("valid_on=31.1.2010", "valid_on"),
        ("valid_on=0999-12-31", "valid_on"),
        ("known_at=soon", "known_at"),
        ("known_at=1%00", "known_at"),
        ("status=" + "x" * 201, "status"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(query: str, field: str) -> None:
    with pytest.raises(ReadingError) as caught:
        clocks(query, "status")
    assert caught.value.field == field
