"""Addresses in other letters, without their last slash, and asked with other methods."""

import pytest
from django.test import Client

from designations.editorial.merge import merge
from tests.designations.web.reading import html_of
from tests.factories import administrator, make_entity, make_event, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db


def steps(client: Client, address: str) -> list[tuple[str, int]]:
    """Where an address leads, redirect by redirect."""
    return client.get(address, follow=True).redirect_chain


@pytest.fixture(autouse=True)
def record() -> None:
    place = make_jurisdiction(slug="xz")
    make_event(entity=make_entity(slug="stone-front"), list=make_list(slug="xz-fto", jurisdiction=place))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/entities/Stone-Front/", "/entities/stone-front/"),
        ("/lists/XZ-FTO/?valid_on=2010-01-01&x=A%20B", "/lists/xz-fto/?valid_on=2010-01-01&x=A%20B"),
        ("/Jurisdictions/XZ/", "/jurisdictions/xz/"),
        ("/AR/Entities/Stone-Front/Diffusion/", "/ar/entities/stone-front/diffusion/"),
        ("/ar/Lists/xz-fto", "/ar/lists/xz-fto/"),
        ("/Lists/XZ-FTO/members.CSV", "/lists/xz-fto/members.csv"),
        ("/About/Method/", "/about/method/"),
        ("/Compare", "/compare/"),
        ("/Sitemap.xml", "/sitemap.xml"),
    ],
)
def test_an_address_in_other_letters_leads_for_good_to_the_page_it_means(
    client: Client, address: str, meant: str
) -> None:
    assert steps(client, address) == [(meant, 301)]
    assert client.head(address).headers["Location"] == meant


def test_an_event_and_its_source_are_found_in_capitals_too(client: Client) -> None:
    event = client.get("/events/").context["events"][0]
    for path in (f"/events/{event.id}/", f"/sources/{event.citations[0].source.id}/"):
        if path.upper() != path:
            assert steps(client, path.upper()) == [(path, 301)]


def test_a_missing_slash_is_added_for_good_with_the_question_kept(client: Client) -> None:
    assert steps(client, "/entities/stone-front?known_at=1") == [("/entities/stone-front/?known_at=1", 301)]
    assert steps(client, "/ar/lists") == [("/ar/lists/", 301)]
    assert client.head("/lists/xz-fto").status_code == 301


def test_a_merged_entity_is_reached_from_its_name_in_capitals(client: Client) -> None:
    merge(
        make_entity(slug="old-front"),
        into=make_entity(slug="front"),
        by=administrator(),
        reason="The same.",
    )
    first = client.get("/entities/Old-Front/").headers["Location"]
    assert (first, client.get(first).headers["Location"]) == ("/entities/old-front/", "/entities/front/")


@pytest.mark.parametrize(
    "address",
    [
        "/entities/Nobody/",
        "/Entities/nobody/",
        "/Nowhere/",
        "//Lists/xz-fto/",
        "/Admin/",
        "/API/v1/",
    ],
)
def test_what_is_not_there_in_small_letters_either_is_not_found(client: Client, address: str) -> None:
    html_of(client, address, status=404)


def test_an_address_that_is_a_secret_keeps_its_letters(client: Client) -> None:
    assert client.get("/alerts/confirm/AbC-dEf/").status_code == 404
    assert client.post("/Lists/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/lists/xz-fto/", "/ar/entities/stone-front/", "/changes/atom/"])
def test_head_answers_as_get_without_a_body_and_options_says_what_may_be_asked(
    client: Client, address: str
) -> None:
    got, told = client.get(address), client.head(address)
    assert told.status_code == 200
    assert told.content == b""
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Language", "Vary"):
        assert told.headers[name] == got.headers[name], name
    held = client.head(address, headers={"if-none-match": got.headers["ETag"]})
    assert held.status_code == 304
    options = client.options(address)
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    for method in (client.post, client.put, client.delete, client.patch):
        refused = method(address)
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
