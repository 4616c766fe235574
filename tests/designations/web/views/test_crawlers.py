"""What search engines are told: every page that they may show, no person, nothing without end."""

import re
import xml.etree.ElementTree as ElementTree  # noqa: S405 - reads only what this project writes

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.editorial.retract import retract
from designations.models import Change, Entity
from tests.designations.web.reading import html_of
from tests.factories import administrator, make_entity, make_event, make_list, make_source, publisher

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: Client, address: str) -> list[str]:
    """The paths that a sitemap names, each of which must be one of this site."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    document = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    found = document.iter(f"{NAMESPACE}loc")
    return [str(loc.text).removeprefix(settings.SITE_URL) for loc in found]


def told(client: Client) -> set[str]:
    """The paths of all sitemaps together, each named once."""
    paths = [path for sitemap in locations(client, "/sitemap.xml") for path in locations(client, sitemap)]
    assert len(paths) == len(set(paths))
    return set(paths)


def test_every_page_is_told_of_but_no_person_no_merged_entity_and_nothing_retracted(client: Client) -> None:
    front, old = make_entity(slug="front"), make_entity(slug="old-front")
    person = Entity(slug="a-person", name="A Person", kind="person")
    edit(person, by=administrator())
    register, source = make_list(slug="register"), make_source()
    shown = make_event(entity=front, list=register, source=source).event
    personal = make_event(entity=person, list=register).event
    gone = make_event(entity=front, list=make_list()).event
    retract(gone, by=publisher(), reason="An error.")
    merge(old, into=front, by=administrator(), reason="The same.")
    paths = told(client)
    assert {"/", "/entities/front/", "/lists/register/", "/about/coverage/"} <= paths
    assert {shown.get_absolute_url(), source.get_absolute_url()} <= paths
    assert f"/jurisdictions/{register.jurisdiction.slug}/" in paths
    left_out = {"/entities/a-person/", "/entities/old-front/"}
    assert not paths & (left_out | {event.get_absolute_url() for event in (personal, gone)})
    assert all(client.get(path).status_code == 200 for path in paths)


def test_blocks_hold_every_row_once_and_an_empty_one_is_not_there(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.sitemaps.SIZE", 3)
    rows = [make_entity() for _ in range(8)]
    index = locations(client, "/sitemap.xml")
    assert len([path for path in index if path.startswith("/sitemaps/entities-")]) >= 3
    assert {row.get_absolute_url() for row in rows} <= told(client)
    last = max(row.pk for row in rows) // 3
    for path in (f"entities-{last + 1}", f"entities-{10**30}", "nobody-1"):
        assert client.get(f"/sitemaps/{path}.xml").status_code == 404


def test_an_entity_was_last_changed_when_its_last_event_was_published(client: Client) -> None:
    make_event(entity=make_entity(slug="front"))
    [block] = [path for path in locations(client, "/sitemap.xml") if "entities-" in path]
    text = client.get(block).content.decode()
    told = re.search(r"/entities/front/</loc><lastmod>([^<]+)<", text)
    assert told
    assert told[1] == Change.objects.latest("seq").at.isoformat()


def test_a_block_takes_as_many_queries_for_thirty_rows_as_for_one(client: Client) -> None:
    def questions() -> list[int]:
        numbers = []
        for path in ["/sitemap.xml", *locations(client, "/sitemap.xml")]:
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            numbers.append(len(captured))
        return numbers

    make_event(entity=make_entity(), list=make_list())
    few = questions()
    register = make_list()
    for _ in range(29):
        make_event(entity=make_entity(), list=register)
    assert questions() == few
    assert max(few) <= 7


def test_robots_are_led_to_the_sitemap_and_away_from_the_desk_and_from_days_without_end(
    client: Client,
) -> None:
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /*?*valid_on=", "Disallow: /*?*known_at="} <= set(lines)
    assert client.get("/ar/robots.txt").status_code == 404


def test_a_person_is_kept_out_of_search_engines_by_the_page_itself(client: Client) -> None:
    edit(Entity(slug="a-person", name="A Person", kind="person"), by=administrator())
    assert '<meta name="robots" content="noindex">' in html_of(client, "/entities/a-person/")
