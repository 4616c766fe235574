"""What may be meant by a name that names nothing: found by the index of names, as the search finds it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from designations.editorial.merge import merge
from designations.search.meant import anything_like, meant
from designations.search.query import About
from tests.designations.web.reading import html_of
from tests.factories import make_entity, publisher
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db

MISSPELT: list[tuple[About, str, str]] = [
    ("entity", "taleban", "taliban"),
    ("entity", "Taliban", "taliban"),
    ("entity", "hizbollah", "hizballah"),
    ("entity", "hezbollah", "hizballah"),
    ("entity", "талибан", "taliban"),
    ("jurisdiction", "rusia", "ru"),
    ("jurisdiction", "kazakstan", "kz"),
    ("jurisdiction", "united-states", "us"),
    ("list", "us-ftoo", "us-fto"),
    ("list", "us_fto", "us-fto"),
    ("list", "rufsb", "ru-fsb"),
    ("list", "foreign-terrorist-organizations", "us-fto"),
]
COLLECTIONS = {"entity": "entities", "jurisdiction": "jurisdictions", "list": "lists"}


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


@pytest.mark.parametrize(("noun", "text", "slug"), MISSPELT)
def test_a_page_the_api_and_their_filters_name_what_was_meant(
    client: Client, noun: About, text: str, slug: str
) -> None:
    assert slug in [one.slug for one in meant(text, about=noun)][:2]
    nouns = COLLECTIONS[noun]
    if text.isascii():
        html = html_of(client, f"/ar/{nouns}/{text}-/", status=404)
        assert f'href="/ar/{nouns}/{slug}/"' in html
    assert f'href="/events/?kind=listed&amp;{noun}={slug}"' in html_of(
        client, f"/events/?kind=listed&{noun}={text}-", status=400
    )
    assert slug in client.get(f"/api/v1/{nouns}/{text}-/").json()["nearest"]
    [error] = client.get(f"/api/v1/events/?{noun}={text}-").json()["errors"]
    assert slug in error["nearest"]


def test_a_matrix_of_a_list_that_there_is_not_leads_to_the_same_with_another(client: Client) -> None:
    html = html_of(client, "/compare/?list=us-ftoo,eu-2001-931&valid_on=2010-01-01", status=400)
    assert 'href="/compare/?valid_on=2010-01-01&amp;list=us-fto,eu-2001-931"' in html


def test_what_is_named_as_another_noun_is_suggested_where_nothing_else_is(client: Client) -> None:
    assert [one.slug for one in anything_like("taliban", about="jurisdiction")][0] == "taliban"
    assert 'href="/jurisdictions/ru/"' in html_of(client, "/entities/russia/", status=404)
    assert meant("qqxxzzyy", about="entity") == anything_like("qqxxzzyy", about="entity") == []


def test_another_noun_of_the_very_name_hides_no_other_spelling() -> None:
    make_entity(slug="rusia-front", name="Rusia")
    for number in range(6):
        make_entity(name=f"Rusia {number}")
    assert [one.slug for one in meant("rusia", about="jurisdiction")][0] == "ru"


def test_the_heir_is_meant_as_merges_stood_then(client: Client) -> None:
    heir, other = (
        make_entity(slug="stone", name="Front of Stone"),
        make_entity(slug="pebble", name="Pebble Army"),
    )
    known = client.get("/").context["known_seq"]
    merge(other, into=heir, by=publisher(), reason="The same.")
    assert client.get("/api/v1/entities/peble-army/").json()["nearest"][0] == "stone"
    assert client.get(f"/api/v1/entities/peble-army/?known_at={known}").json()["nearest"][0] == "pebble"


def test_what_may_be_meant_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        client.get("/api/v1/entities/taleban/")
    with django_assert_max_num_queries(6):
        client.get("/entities/taleban/")
    with django_assert_max_num_queries(8):
        client.get("/api/v1/designations/rufsb--taleban/")


def test_a_word_that_many_names_have_is_not_looked_for_in_other_spellings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert meant("rusia", about="jurisdiction")
    for number in range(3):
        make_entity(name=f"Rusia {number}")
    # As if these were as many as a search ranks.
    monkeypatch.setattr("designations.search.query._MOST_RANKED", 3)
    assert meant("rusia", about="jurisdiction") == []
