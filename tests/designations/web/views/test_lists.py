"""The pages of lists."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from designations.editorial.edit import edit
from designations.models import DesignationList, EventKind
from designations.text.partial_dates import PartialDate
from tests.designations.web.reading import html_of, read, rows_of
from tests.factories import administrator, make_entity, make_event, make_jurisdiction, make_list
from tests.followed_feeds import make_followed

pytestmark = pytest.mark.django_db


def test_members_are_those_of_the_day_and_their_numbers_add_up(client: Client) -> None:
    register = make_list(slug="register")
    first, second = make_entity(slug="first"), make_entity(slug="second")
    make_event(entity=first, list=register, occurred_on="2003-02-14")
    make_event(entity=first, list=register, kind=EventKind.DELISTED, occurred_on="2012-03-04")
    make_event(entity=second, list=register, occurred_on="2011-01-01")
    assert rows_of(html_of(client, "/lists/register/")).keys() == {"second"}
    assert rows_of(html_of(client, "/lists/register/?valid_on=2010-01-01")).keys() == {"first"}
    assert rows_of(html_of(client, "/lists/register/?status=ended")).keys() == {"first"}
    assert rows_of(html_of(client, "/lists/register/?status=all")).keys() == {"first", "second"}
    assert "In force 1 Ended 1" in read(client, "/lists/register/")


def test_a_name_on_the_list_that_differs_is_shown_beside_the_entity(client: Client) -> None:
    make_event(
        entity=make_entity(slug="front", name="The Front"), list=make_list(slug="register"),
        name_on_list="FRONT (THE)", reference="R-17",
    )  # fmt: skip
    row = rows_of(html_of(client, "/lists/register/"))["front"]
    assert "as FRONT (THE)" in row
    assert "R-17" in row


def test_an_unknown_status_is_named(client: Client) -> None:
    make_list(slug="register")
    assert "<code>status</code>" in html_of(client, "/lists/register/?status=banned", status=400)


def test_an_empty_list_says_so(client: Client) -> None:
    make_list(slug="register")
    assert "Nobody is known to have stood on the list" in read(client, "/lists/register/")


def test_a_day_before_the_list_existed_is_told_from_one_out_of_reach(
    client: Client,
) -> None:
    register = make_list(slug="register")
    register.established = PartialDate.parse("1997")
    edit(register, by=administrator())
    assert "established later: 1997" in read(client, "/lists/register/?valid_on=1996-12-31")
    assert "may not reach that far back" in read(client, "/lists/register/?valid_on=1997-01-01")


def test_a_list_has_a_column_of_ends_where_one_of_its_rows_has_an_end(client: Client) -> None:
    register, front = make_list(slug="register"), make_entity(slug="front")
    make_event(entity=front, list=register)
    assert "Until" not in read(client, "/lists/register/")
    make_event(entity=front, list=register, kind=EventKind.DELISTED, occurred_on="2010")
    assert "Until" in read(client, "/lists/register/?status=all")


def test_a_list_names_the_one_it_succeeds_and_the_other_way_round(client: Client) -> None:
    old = make_list(slug="old-register")
    new = DesignationList(slug="register", name="New Register", jurisdiction=old.jurisdiction, succeeds=old)
    edit(new, by=administrator())
    assert "Succeeds Register old-register" in read(client, "/lists/register/")
    assert "Succeeded by New Register" in read(client, "/lists/old-register/")


def test_long_lists_are_paged_by_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designations.web.views.lists.SIZE", 2)
    register = make_list(slug="register")
    for name in ("Gamma", "Alpha", "Beta"):
        make_event(entity=make_entity(slug=name.lower(), name=name), list=register)
    first = client.get("/lists/register/").context
    assert [row.entity.name for row in first["members"]] == ["Alpha", "Beta"]
    second = client.get(first["next_url"]).context
    assert [row.entity.name for row in second["members"]] == ["Gamma"]
    assert second["next_url"] == ""


def test_overviews_count_what_is_in_force_on_the_day(client: Client) -> None:
    place = make_jurisdiction(slug="xz", name="Zedland")
    register = make_list(slug="register", jurisdiction=place)
    make_event(entity=make_entity(), list=register, occurred_on="2003-02-14")
    make_event(entity=make_entity(), list=register, occurred_on="2012-02-14")
    assert rows_of(html_of(client, "/lists/"))["register"].endswith("2 0")
    assert rows_of(html_of(client, "/lists/?valid_on=2010-01-01"))["register"].endswith("1 0")
    assert "Zedland 1 2 0" in read(client, "/jurisdictions/")
    assert "1 0" in rows_of(html_of(client, "/jurisdictions/xz/?valid_on=2010-01-01"))["register"]


def test_a_list_says_when_its_official_file_was_asked_for_changed_and_failed(client: Client) -> None:
    make_followed(make_list(slug="register"))
    page = read(client, "/lists/register/")
    assert "Sample register" in page
    assert "last checked 4 March 2026, 05:06 UTC" in page
    assert "last changed 3 February 2026, 04:05 UTC" in page
    assert "last failure never" in page


def test_the_health_of_feeds_costs_no_query(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    register = make_list(slug="register")
    for name in "ABC":
        make_followed(register, name=name)
    with django_assert_max_num_queries(10):
        client.get("/lists/register/")


def test_a_list_without_an_enabled_feed_says_nothing_of_files(client: Client) -> None:
    make_followed(make_list(slug="register"), is_enabled=False)
    make_followed(make_list())
    assert "Official file" not in read(client, "/lists/register/")
