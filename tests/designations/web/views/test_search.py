"""The search page and its suggestions: found by any name, with the reason; nothing found is explained."""

from typing import Any

import pytest
from django.test import Client

from designations.editorial.edit import edit
from designations.models import EntityName
from tests.designations.web.reading import html_of, read
from tests.factories import administrator, make_entity, make_event, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record() -> None:
    place = make_jurisdiction(slug="xz", name="Zedland")
    front = make_entity(slug="front", name="Front of Stone")
    native = EntityName(entity=front, name="الجبهة", script="Arab", language="ar", kind="native")
    edit(front, by=administrator(), also=[native, EntityName(entity=front, name="FST", kind="acronym")])
    make_event(entity=front, list=make_list(slug="xz-register", jurisdiction=place))


def test_every_page_has_the_search_and_it_works_as_a_plain_form(client: Client) -> None:
    for address in ("/", "/lists/", "/entities/front/", "/alerts/", "/nowhere/"):
        response = client.get(address)
        assert 'action="/search/"' in response.content.decode(), address
    assert 'value="stone"' in html_of(client, "/search/?q=stone")


def test_entities_lists_and_jurisdictions_are_found_each_under_their_head(client: Client) -> None:
    page = read(client, "/search/?q=zedland")
    assert "Jurisdictions Zedland" in page
    assert "Lists Register xz-register list, \u2068Zedland\u2069 these words describe the list" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("stone", "Front of Stone organisation · on 1 list today"),
        ("الجبهة", "also called الجبهة"),
        ("fst", "abbreviated as FST"),
        ("frnt of stne", "Front of Stone organisation"),
    ],
)
def test_a_finding_says_why_it_is_there(client: Client, query: str, told: str) -> None:
    assert told in read(client, f"/search/?q={query}")


def test_nothing_found_is_no_proof_of_not_being_listed(client: Client) -> None:
    page = read(client, "/search/?q=qqxxzzyy")
    assert "no proof of not being listed" in page
    assert "Type a name in any script" in read(client, "/search/")


def test_markup_is_shown_as_text_and_the_page_stays_out_of_search_engines(client: Client) -> None:
    page = html_of(client, "/search/?q=<b>stone</b>")
    assert "<b>stone" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert "q" in read(client, f"/search/?q={'x' * 201}", status=400)


def test_suggestions_are_few_small_and_may_be_kept_for_a_minute(client: Client) -> None:
    for n in range(12):
        make_entity(slug=f"stone-{n}", name=f"Stone {n}")
    response = client.get("/search/suggest?q=stone")
    found: list[dict[str, Any]] = response.json()["found"]
    assert len(found) == 8
    assert found[0] == {
        "name": "Front of Stone",
        "slug": "front",
        "url": "/entities/front/",
        "what": "organisation",
        "why": "",
    }
    assert "max-age=60" in response["Cache-Control"]
    assert client.get("/search/suggest").json() == {"found": []}


def test_suggestions_may_be_of_one_noun_alone(client: Client) -> None:
    make_entity(slug="zedland-front", name="Zedland Front")
    found = client.get("/search/suggest?q=zedland&about=entity").json()["found"]
    assert [one["slug"] for one in found] == ["zedland-front"]
    assert "is none of entity, list, jurisdiction" in read(client, "/search/suggest?q=x&about=y", status=400)


def test_a_search_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        client.get("/search/?q=zedland")
    with django_assert_max_num_queries(4):
        client.get("/search/suggest?q=stone")
