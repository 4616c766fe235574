"""The members of a list: found, sorted, taken away; and how well they are recorded."""

import csv
import io
import re

import pytest
from django.test import Client

from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.editorial.redact import redact
from designations.models import Entity, EntityName, EventKind
from designations.text.partial_dates import PartialDate
from tests.designations.web.reading import html_of, read, rows_of, text_of
from tests.factories import (
    administrator,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/lists/register/"


@pytest.fixture
def _members() -> None:
    """Four names, of which one has no date, one no reference, and one was listed anew and suspended since."""
    register = make_list(slug="register")
    slugs = ("alpha", "beta", "gamma", "delta")
    alpha, beta, gamma, delta = (make_entity(slug=slug, name=slug.title()) for slug in slugs)
    EntityName.objects.create(entity=beta, name="Вторые", script="Cyrl", language="ru")
    make_event(entity=alpha, list=register, occurred_on="2003-02-14", reference="R-3")
    make_event(entity=beta, list=register, occurred_on="", reference="R-1")
    make_event(entity=delta, list=register, occurred_on="2005-02-14", reference="R-2")
    make_event(entity=gamma, list=register, occurred_on="2001-01-01")
    make_event(entity=gamma, list=register, kind=EventKind.DELISTED, occurred_on="2002-01-01")
    make_event(entity=gamma, list=register, occurred_on="2004-01-01")
    make_event(entity=gamma, list=register, kind=EventKind.SUSPENDED, occurred_on="2010-01-01")


@pytest.mark.usefixtures("_members")
@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["alpha", "beta", "delta", "gamma"]),
        ("?sort=since", ["delta", "gamma", "alpha", "beta"]),
        ("?sort=reference", ["beta", "delta", "alpha", "gamma"]),
        ("?sort=since&valid_on=2003-06-01", ["alpha", "beta"]),
    ],
)
def test_members_are_sorted_and_each_is_met_once_on_any_page_size(
    client: Client, monkeypatch: pytest.MonkeyPatch, query: str, order: list[str]
) -> None:
    for size in (1, 3):
        monkeypatch.setattr("designations.web.views.lists.SIZE", size)
        seen: list[str] = []
        address = f"{ADDRESS}{query}"
        while address:
            page = client.get(address).context
            seen += [row.entity.slug for row in page["members"]]
            address = page["next_url"]
        if "valid_on" in query:
            seen = [slug for slug in seen if slug in order]
        assert seen == order


@pytest.mark.usefixtures("_members")
def test_members_are_found_by_any_of_their_names_and_by_those_that_are_read_as_them(client: Client) -> None:
    assert rows_of(html_of(client, f"{ADDRESS}?name=ВТОРЫЕ")).keys() == {"beta"}
    html = html_of(client, f"{ADDRESS}?name=alp&sort=since")
    assert rows_of(html).keys() == {"alpha"}
    assert "Only names that hold “alp”" in text_of(html)
    old = make_entity(slug="old", name="Former Movement")
    make_event(entity=old, list=make_list())
    merge(old, into=Entity.objects.get(slug="alpha"), by=publisher(), reason="The same.")
    assert rows_of(html_of(client, f"{ADDRESS}?name=alpha")).keys() == {"alpha"}
    assert "Nobody is known" in read(client, f"{ADDRESS}?name=nobody-at-all")


@pytest.mark.usefixtures("_members")
@pytest.mark.parametrize(("query", "field"), [("sort=age", "sort"), ("after=nobody", "after")])
def test_what_cannot_be_read_is_named(client: Client, query: str, field: str) -> None:
    assert f"<code>{field}</code>" in html_of(client, f"{ADDRESS}?{query}", status=400)


@pytest.mark.usefixtures("_members")
def test_the_file_holds_what_the_page_shows_and_names_list_and_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.views.members.CHUNK", 2)
    make_event(entity=make_entity(slug="zeta", name="@zeta"), list=make_list(slug="other"))
    response = client.get(client.get(f"{ADDRESS}?valid_on=2012-01-01").context["downloads"][0].url)
    assert re.fullmatch(
        r'attachment; filename="register_members_2012-01-01_change-\d+\.csv"',
        response.headers["Content-Disposition"],
    )
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert [row["entity"] for row in rows] == ["alpha", "beta", "delta", "gamma"]
    assert rows[3]["status"] == "suspended"
    assert rows[3]["since"] == "2004-01-01"
    assert rows[1]["certain"] == "no"
    assert "'@zeta" in client.get("/lists/other/members.csv").getvalue().decode()
    refused = html_of(client, f"{ADDRESS}members.csv?status=banned", status=400)
    assert "<code>status</code>" in refused


@pytest.mark.usefixtures("_members")
def test_the_same_members_are_at_the_api_on_the_same_state_of_the_record(client: Client) -> None:
    link = client.get(f"{ADDRESS}?valid_on=2012-01-01&status=in_force").context["downloads"][1].url
    make_event(entity=make_entity(slug="late"), list=make_list())
    answer = client.get(link).json()
    assert {row["entity"] for row in answer["results"]} == {"alpha", "delta"}
    assert answer["valid_on"] == "2012-01-01"


def test_the_health_of_a_record_is_said_in_numbers_and_its_gaps_in_words(client: Client) -> None:
    register = make_list(slug="register")
    register.established = PartialDate.parse("1997")
    register.scope = "organisations"
    edit(register, by=administrator())
    source = make_source(text="The court listed it.")
    make_event(entity=make_entity(), list=register, source=source, quote="The court listed it.")
    make_event(entity=make_entity(), list=register, occurred_on="2005")
    make_event(entity=make_entity(), list=register, occurred_on="")
    page = read(client, ADDRESS)
    assert "Listings dated to the day 1 of 3 (33 %)" in page
    assert "Listings with an official source 0 of 3 (0 %)" in page
    assert "Listings with a captured passage 1 of 3 (33 %)" in page
    assert "Earliest event on record 14 February 2003" in page
    assert "The list dates from 1997; the earliest event on record is of 14 February 2003" in page
    assert "Of 1 listing no date is known." in page
    assert "No removal from this list is recorded" in page
    assert "no person is expected on it" in page


def test_a_passage_that_was_removed_counts_as_none_on_every_page(client: Client) -> None:
    register = make_list(slug="register")
    source = make_source(text="The court listed it.")
    version = make_event(entity=make_entity(), list=register, source=source, quote="The court listed it.")
    assert "Listings with a captured passage 1 of 1 (100 %)" in read(client, ADDRESS)
    redact(version.citations.get(), by=administrator(), reason="Court order 7.")
    assert "Listings with a captured passage 0 of 1 (0 %)" in read(client, ADDRESS)
