"""The manual at the desk."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from designations.admin.manual import STORY
from designations.importers.facts.events import event_id
from designations.models import Event, EventKind
from tests.designations.admin.conftest import Desk
from tests.factories import editor

pytestmark = pytest.mark.django_db


def test_every_desk_page_links_to_the_manual_and_its_contents_lead_somewhere(desk: Desk) -> None:
    client, address = desk(editor()), reverse("admin:manual")
    for page in ("admin:index", "admin:designations_draft_changelist", "admin:designations_draft_add"):
        assert f'href="{address}"' in client.get(reverse(page)).content.decode()
    text = client.get(address).content.decode()
    contents = text[text.index('aria-labelledby="contents"') : text.index('aria-labelledby="work"')]
    anchors = set(re.findall(r'href="#([\w-]+)"', contents))
    assert len(anchors) == 10
    assert anchors <= set(re.findall(r'id="([\w-]+)"', text))


def test_the_manual_is_for_members_of_staff(client: Client) -> None:
    assert client.get(reverse("admin:manual")).status_code == 302


def test_the_story_links_to_the_shipped_events_that_are_there(desk: Desk) -> None:
    client = desk(editor())
    assert "as recorded</a>" not in client.get(reverse("admin:manual")).content.decode()
    event = Event.objects.create(public_id=event_id(STORY["suspended"]))
    text = client.get(reverse("admin:manual")).content.decode()
    assert text.count("as recorded</a>") == 1
    assert event.get_absolute_url() in text


def test_the_story_is_among_the_shipped_facts() -> None:
    path = Path(settings.BASE_DIR) / "designations" / "data" / "events.csv"
    keys = {line.partition(",")[0] for line in path.read_text(encoding="utf-8").splitlines()}
    assert set(STORY.values()) <= keys


def test_the_manual_calls_the_kinds_of_event_as_the_form_does(desk: Desk) -> None:
    text = desk(editor()).get(reverse("admin:manual")).content.decode()
    for kind in (
        EventKind.DELISTING_PROPOSED,
        EventKind.SUSPENDED,
        EventKind.ANNULLED,
        EventKind.LEGAL_CHANGED,
    ):
        assert f"<em>{kind.label}</em>" in text
