"""The pictures by which other sites show a page: of its standing, and of no person."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from PIL import Image

from designations.editorial.edit import edit
from designations.models import Entity, EventKind
from designations.web.social.drawing import HEIGHT, WIDTH, Card, draw
from tests.designations.web.reading import html_of
from tests.factories import administrator, make_entity, make_event, make_list


@effort(max_examples=25, deadline=None)
@given(name=st.text(max_size=250) | st.text("وأنصار الله", max_size=250) | st.just("W" * 250))
def test_any_name_is_drawn_in_the_frame(name: str) -> None:
    drawn = draw(Card(kicker="k", name=name, standing=name, foot="f"))
    image = Image.open(BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    pixels = image.convert("RGB")
    edges = [pixels.crop((0, 20, 40, HEIGHT)), pixels.crop((WIDTH - 40, 20, WIDTH, HEIGHT))]
    assert all(len(edge.getcolors() or []) == 1 for edge in edges)


def drawn_by(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """What the site draws from now on."""
    told: list[Card] = []

    def noted(card: Card) -> bytes:
        told.append(card)
        return draw(card)

    monkeypatch.setattr("designations.web.views.social.draw", noted)
    return told


@pytest.mark.django_db
def test_the_card_of_an_entity_says_how_it_stands_and_is_held_by_validator(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = make_entity(slug="front", name="The Front")
    for _ in range(2):
        make_event(entity=front, list=make_list())
    register = make_list()
    make_event(entity=front, list=register)
    make_event(entity=front, list=register, kind=EventKind.SUSPENDED, occurred_on="2010-01-01")
    told = drawn_by(monkeypatch)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/entities/front/card.png")
    assert len(captured) <= 6
    assert answer["Content-Type"] == "image/png"
    assert (told[0].name, told[0].standing) == ("The Front", "In force on 2 lists, suspended on 1")
    assert (
        client.get("/entities/front/card.png", headers={"if-none-match": answer["ETag"]}).status_code == 304
    )


@pytest.mark.django_db
def test_a_page_names_its_picture_for_today_and_none_for_another_day(client: Client) -> None:
    event = make_event(entity=make_entity(slug="front"), list=make_list(slug="register")).event
    for path in ("/entities/front/", "/lists/register/", event.get_absolute_url()):
        image = re.search(r'property="og:image" content="([^"]+)"', html_of(client, path))
        assert image
        assert image[1] == f"{settings.SITE_URL}{path}card.png"
        assert client.get(f"{path}card.png").status_code == 200
        assert client.get(f"/ar{path}card.png").status_code == 200
    assert "og:image" not in html_of(client, "/entities/front/?valid_on=2010-01-01")


@pytest.mark.django_db
def test_no_picture_is_made_of_a_person_or_names_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told = drawn_by(monkeypatch)
    person = Entity(slug="a-person", name="A Person", kind="person")
    edit(person, by=administrator())
    event = make_event(entity=person).event
    assert "og:" not in html_of(client, "/entities/a-person/")
    assert client.get("/entities/a-person/card.png").status_code == 404
    assert client.get(f"{event.get_absolute_url()}card.png").status_code == 200
    assert "A Person" not in str(told)


@pytest.mark.django_db
def test_without_the_library_for_shaping_no_arabic_letter_is_drawn_apart(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entity(slug="ansar", name="أنصار")
    told = drawn_by(monkeypatch)
    for module in ("designations.web.views.social", "designations.web.social.cards"):
        monkeypatch.setattr(f"{module}.shapes", lambda: False)
    assert client.get("/ar/entities/ansar/card.png").status_code == 200
    assert told[0].name == "ansar"
    assert told[0].standing == "No list is known to hold it today."
