"""The map on the page of an entity: what stands where on the day, in colour and in words."""

import re

import pytest
from django.test import Client

from designations.editorial.edit import edit
from designations.models import EventKind, Jurisdiction
from tests.designations.web.reading import html_of, text_of
from tests.factories import administrator, make_entity, make_event, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db


def section(client: Client, address: str) -> str:
    found = re.search(r'<section aria-labelledby="world">.*?</section>', html_of(client, address), re.DOTALL)
    assert found
    return found[0]


def standing(html: str) -> dict[str, str]:
    """The standing that the map gives to each drawn country, by the slug to which it leads."""
    found = re.findall(r'<a class="place place-(\w+)" href="/jurisdictions/([^/]+)/["?]', html)
    return {slug: standing for standing, slug in found}


def test_each_country_has_the_strongest_standing_among_its_lists_on_the_day(client: Client) -> None:
    front = make_entity(slug="front", name="The Front")
    places = {
        code: make_jurisdiction(slug=code, name=code.upper()) for code in ("ru", "kz", "us", "in", "sg")
    }
    lists = {code: make_list(slug=f"{code}-a", jurisdiction=place) for code, place in places.items()}
    second = make_list(slug="us-b", jurisdiction=places["us"])
    for code in ("ru", "kz", "us", "sg"):
        make_event(entity=front, list=lists[code], occurred_on="2003-02-14")
    make_event(entity=front, list=second, occurred_on="2003-02-14")
    make_event(entity=front, list=lists["ru"], kind=EventKind.SUSPENDED, occurred_on="2025-04-17")
    make_event(entity=front, list=lists["kz"], kind=EventKind.DELISTED, occurred_on="2023-12-29")
    make_event(entity=front, list=lists["us"], kind=EventKind.DELISTED, occurred_on="2010-01-01")
    make_event(entity=front, list=lists["in"], kind=EventKind.LISTING_PROPOSED, occurred_on="2024-01-01")
    html = section(client, "/entities/front/")
    assert standing(html) == {
        "ru": "suspended", "kz": "ended", "us": "in_force", "in": "proposed", "sg": "in_force",
    }  # fmt: skip
    words = text_of(html[html.index("<dl") :])
    assert "In force SG , US" in words
    assert "Suspended RU" in words
    assert "Ended KZ" in words
    assert "Proposed only IN" in words
    then = standing(section(client, "/entities/front/?valid_on=2005-01-01"))
    assert then["ru"] == then["kz"] == "in_force"
    assert then["in"] == "not_listed"


def test_what_a_body_lists_colours_none_of_its_members(client: Client) -> None:
    body = Jurisdiction(slug="eu", code="EU", name="European Union", kind=Jurisdiction.Kind.UNION)
    edit(body, by=administrator())
    make_jurisdiction(slug="fr", name="France")
    make_event(entity=make_entity(slug="front"), list=make_list(slug="eu-a", jurisdiction=body))
    html = section(client, "/entities/front/")
    assert standing(html) == {}
    assert "In force European Union" in text_of(html[html.index("<dl") :])
    assert "is not coloured because a body to which it belongs" in text_of(html)


def test_a_listing_that_may_have_begun_is_not_drawn_as_not_listed(client: Client) -> None:
    place = make_jurisdiction(slug="ru", name="Russia")
    make_event(
        entity=make_entity(slug="front"), list=make_list(slug="a", jurisdiction=place), occurred_on="2003"
    )
    assert standing(section(client, "/entities/front/?valid_on=2003-06-01")) == {"ru": "unknown"}


def test_an_entity_without_any_record_has_no_map(client: Client) -> None:
    make_entity(slug="front")
    assert 'class="world"' not in html_of(client, "/entities/front/")
