"""The time line of an entity: proposals and statements have lanes of their own."""

import re

import pytest
from django.test import Client

from designations.models import EventKind
from tests.designations.web.reading import html_of
from tests.factories import make_entity, make_event, make_list

pytestmark = pytest.mark.django_db


def test_proposals_and_statements_have_lanes_of_their_own_that_say_of_which_list(client: Client) -> None:
    front, register = make_entity(slug="front"), make_list(slug="register")
    place = register.jurisdiction.name
    make_event(entity=front, list=register)
    make_event(entity=front, list=register, kind=EventKind.DELISTING_PROPOSED, occurred_on="2024-05-27")
    make_event(
        entity=front, list=register, kind=EventKind.STATEMENT, occurred_on="2012", speaker="A minister",
        stance="opposes",
    )  # fmt: skip
    make_event(entity=front, list=register, kind=EventKind.RENEWED, occurred_on="2010-01-01")
    lanes = html_of(client, "/entities/front/").split('<g class="lane">')[1:]
    names = [re.search(r'class="lane-name[^>]*>([^<]+)<', lane) for lane in lanes]
    assert [name and name[1] for name in names] == [f"{place}: Register register", "Proposals", "Statements"]
    assert "<title>Renewed, 1 January 2010</title>" in lanes[0]
    assert f"<title>{place}: Register register: Delisting proposed, 27 May 2024</title>" in lanes[1]
    assert f"<title>{place}: Register register: Statement by A minister, 2012</title>" in lanes[2]
    assert 'class="whisker"' in lanes[2]
