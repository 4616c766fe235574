"""What became of a list between two days."""

import pytest
from django.test import Client

from designations.models import EventKind
from tests.designations.web.reading import html_of, read, rows_of
from tests.factories import make_entity, make_event, make_list

pytestmark = pytest.mark.django_db
TEN_YEARS = "/lists/register/between/?from=2010-01-01&to=2020-01-01"


def stories() -> None:
    """A name for each thing that can become of one, and two that stay as they are."""
    register = make_list(slug="register")
    told = {
        "stays": [("listed", "2003")],
        "never": [("listing_proposed", "2012-05-01")],
        "added": [("listed", "2012-05-01")],
        "added-perhaps": [("listed", "2009-06-01/2012-05-01")],
        "removed": [("listed", "2003"), ("delisted", "2015-03-02")],
        "removed-perhaps": [("listed", "2003"), ("delisted", "2019-06-01/2021-01-01")],
        "removed-unheard": [("delisted", "2015-03-02")],
        "suspended": [("listed", "2003"), ("suspended", "2014-01-01")],
        "reinstated": [("listed", "2003"), ("suspended", "2005-01-01"), ("reinstated", "2014-01-01")],
        "passed": [("listed", "2012-01-01"), ("delisted", "2013-01-01")],
        "relisted": [("listed", "2003"), ("delisted", "2012-01-01"), ("listed", "2013-01-01")],
    }
    for slug, events in told.items():
        entity = make_entity(slug=slug)
        for kind, day in events:
            make_event(entity=entity, list=register, kind=EventKind(kind), occurred_on=day)
    renamed = make_entity(slug="renamed")
    make_event(entity=renamed, list=register, occurred_on="2003", name_on_list="Old Name")
    make_event(
        entity=renamed,
        list=register,
        kind=EventKind.AMENDED,
        occurred_on="2014-02-03",
        name_on_list="New Name",
    )


def test_every_name_for_which_the_two_days_differ_is_told_with_its_evidence(
    client: Client,
) -> None:
    stories()
    rows = rows_of(html_of(client, TEN_YEARS))
    assert rows.keys() == {
        "added", "added-perhaps", "removed", "removed-perhaps", "removed-unheard", "suspended", "reinstated",
        "renamed", "passed", "relisted",
    }  # fmt: skip
    assert rows["added"].endswith("Added Not listed In force Listed, 1 May 2012")
    assert "May have been added Possibly listed already In force" in rows["added-perhaps"]
    assert "Removed In force Ended Delisted, 2 March 2015" in rows["removed"]
    assert (
        "May have been removed In force Possibly still in force Delisted, between" in rows["removed-perhaps"]
    )
    assert "Removed Unknown Ended Delisted, 2 March 2015" in rows["removed-unheard"]
    assert "Suspended In force Suspended Suspended, 1 January 2014" in rows["suspended"]
    assert "Reinstated Suspended In force Reinstated, 1 January 2014" in rows["reinstated"]
    assert "Old Name New Name Renamed In force In force Entry amended, 3 February 2014" in rows["renamed"]
    assert "Added and removed again" in rows["passed"]
    assert "Removed and added again" in rows["relisted"]
    page = read(client, TEN_YEARS)
    assert "Added 1 and perhaps 1 more" in page
    assert "Removed 2 and perhaps 1 more" in page


def test_one_kind_is_shown_alone_and_pages_meet_every_row_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories()
    assert rows_of(html_of(client, f"{TEN_YEARS}&what=renamed")).keys() == {"renamed"}
    whole = [row.slug for row in client.get(TEN_YEARS).context["rows"]]
    monkeypatch.setattr("designations.web.views.between.SIZE", 3)
    seen, address = [], TEN_YEARS
    while address:
        response = client.get(address)
        seen += [row.slug for row in response.context["rows"]]
        address = response.context["next_url"]
    assert seen == whole


def test_what_was_not_known_yet_did_not_happen_yet(client: Client) -> None:
    register = make_list(slug="register")
    make_event(entity=make_entity(slug="early"), list=register, occurred_on="2012-01-01")
    before = client.get(TEN_YEARS).context["known_seq"]
    make_event(entity=make_entity(slug="late"), list=register, occurred_on="2012-01-01")
    assert rows_of(html_of(client, TEN_YEARS)).keys() == {"early", "late"}
    assert rows_of(html_of(client, f"{TEN_YEARS}&known_at={before}")).keys() == {"early"}


def test_without_days_the_last_year_is_shown(client: Client) -> None:
    make_list(slug="register")
    page = client.get("/lists/register/between/")
    assert page.context["first"].year == page.context["last"].year - 1
    assert "Nothing is known to have changed" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("from=2010-01-01&to=2009-01-01", "to"),
        ("what=banned", "what"),
        ("after=nobody", "after"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, query: str, field: str) -> None:
    make_list(slug="register")
    assert f"<code>{field}</code>" in html_of(client, f"/lists/register/between/?{query}", status=400)


def test_an_unknown_list_is_not_there(client: Client) -> None:
    make_list(slug="register")
    assert "No list is called" in read(client, "/lists/regisster/between/", status=404)
