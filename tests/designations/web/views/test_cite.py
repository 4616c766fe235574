"""How pages are cited: by a link that will always show the same, on the day of its change."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from designations.editorial.merge import merge
from designations.models import EventKind
from tests.designations.web.reading import html_of, read
from tests.factories import administrator, last_seq, make_entity, make_event, make_list

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "media_type", "words"),
    [
        ("plain", "text/plain", "“The Front: who lists it, since when”"),
        ("bibtex", "application/x-bibtex", "@online{front-"),
        ("ris", "application/x-research-info-systems", "TI  - The Front: who lists it"),
        ("csl", "application/vnd.citationstyles.csl+json", '"title": "The Front'),
    ],
)
def test_an_entity_is_cited_in_each_form(client: Client, form: str, media_type: str, words: str) -> None:
    make_event(entity=make_entity(slug="front", name="The Front"), list=make_list(slug="register"))
    response = client.get(f"/entities/front/cite/?format={form}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == media_type
    assert response.headers["Content-Disposition"].startswith('inline; filename="front.')
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert words in response.content.decode()
    assert f"known_at={last_seq()}" in response.content.decode()


def test_the_link_in_a_citation_shows_what_the_page_showed(client: Client) -> None:
    front, register = make_entity(slug="front", name="The Front"), make_list(slug="register")
    make_event(entity=front, list=register)
    links = re.findall(r'href="(/entities/front/cite/[^"]+)"', html_of(client, "/entities/front/"))
    assert len(links) == 4
    [address] = [link.replace("&amp;", "&") for link in links if "format=csl" in link]
    before = client.get(address).content
    make_event(entity=front, list=register, kind=EventKind.DELISTED, occurred_on="2010-01-01")
    assert client.get(address).content == before
    [item] = json.loads(before)
    today = timezone.now().date()
    assert item["accessed"] == {"date-parts": [[today.year, today.month, today.day]]}
    cited = client.get(item["URL"].removeprefix("http://testserver"))
    assert cited.status_code == 200
    assert "Ended" not in cited.content.decode()


def test_lists_and_events_are_cited_too_and_their_pages_lead_there(client: Client) -> None:
    event = make_event(entity=make_entity(slug="front", name="The Front"), list=make_list(slug="register"))
    for page in ("/lists/register/", event.event.get_absolute_url()):
        assert f'href="{page}cite/?format=ris' in html_of(client, page)
        assert "TY  - ELEC" in client.get(f"{page}cite/?format=ris").content.decode()
    assert "Listed: The Front" in client.get(f"{event.event.get_absolute_url()}cite/").content.decode()


def test_a_form_that_nobody_knows_is_refused_and_a_merged_entity_is_cited_as_its_heir(client: Client) -> None:
    old, heir = make_entity(slug="old"), make_entity(slug="front", name="The Front")
    assert "is none of plain, bibtex, ris, csl" in read(
        client, "/entities/front/cite/?format=doc", status=400
    )
    assert client.get("/entities/nobody/cite/").status_code == 404
    merge(old, into=heir, by=administrator())
    assert "/entities/front/?" in client.get("/entities/old/cite/").content.decode()


def test_every_page_that_can_be_cited_shows_the_same_plain_text_as_its_file(client: Client) -> None:
    old = make_entity(slug="old", name="The Old Front")
    event = make_event(entity=old, list=make_list(slug="register"))
    law = make_event(list=event.list, kind=EventKind.LEGAL_CHANGED)
    merge(old, into=make_entity(slug="front", name="The Front"), by=administrator(), reason="The same.")
    for page in (
        "/entities/front/",
        "/lists/register/",
        "/ar/lists/register/",
        event.event.get_absolute_url(),
        law.event.get_absolute_url(),
    ):
        html = html_of(client, page)
        shown = re.search(r'<p class="cite-text"><bdi>(.*?)</bdi>', html)
        assert shown, page
        [plain] = re.findall(rf'href="({page}cite/\?format=plain[^"]*)"', html)
        assert unescape(shown[1]) == client.get(unescape(plain)).content.decode().strip()
