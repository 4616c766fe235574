"""Links from a page as of a day, or as known at a moment, to the same day and moment of other pages."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from designations.models import EventVersion
from tests.designations.web.reading import html_of
from tests.factories import last_seq
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db

DAY = "2014-06-15"
PAGES = [
    "/lists/",
    "/lists/us-fto/",
    "/entities/taliban/",
    "/entities/taliban/diffusion/",
    "/jurisdictions/",
    "/jurisdictions/us/",
    "/jurisdictions/us/alone/",
    "/compare/",
    "/proposals/",
    "/ar/entities/hamas/",
]
# Pinned to the state of the record that the page shows, whatever was asked for.
PINNED = re.compile(r"/cite/|members\.csv|matrix\.csv|^/api/|^/static/")


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


def led_to(html: str) -> list[tuple[Any, dict[str, list[str]]]]:
    """The views of this site to which the main part leads, each with what it is asked."""
    main = html[html.index("<main") : html.index("</main>")]
    found = {urlsplit(unescape(url)) for url in re.findall(r'href="(/[^"]*)"', main)}
    return [
        (resolve(url.path.removeprefix("/ar")).func, parse_qs(url.query))
        for url in found
        if not PINNED.search(url.path)
    ]


@pytest.mark.parametrize("address", PAGES)
def test_links_keep_the_clocks_that_the_page_they_lead_to_obeys(client: Client, address: str) -> None:
    known = str(last_seq())
    response = client.get(f"{address}?valid_on={DAY}&known_at={known}")
    back = response.context["asof_now"]
    # The way back to today is the one link without clocks, and it is said what the others do.
    html = response.content.decode()
    assert f'href="{back}"' in html
    wanted = {"known_at": [known], "valid_on": [DAY]}
    met: set[str] = set()
    for view, asked in led_to(html.replace(f'href="{back}"', "")):
        obeyed = getattr(view, "obeys", ())
        met.update(obeyed)
        assert {clock: asked.get(clock) for clock in wanted} == {
            clock: value if clock in obeyed else None for clock, value in wanted.items()
        }, (view, asked)
    assert met == set(wanted)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_today_leads_to_today_also_after_another_day_was_looked_at(
    client: Client, address: str
) -> None:
    plain = html_of(client, address)
    html_of(client, f"{address}?valid_on={DAY}")
    assert html_of(client, address) == plain
    said = html_of(client, f"{address}?valid_on={timezone.now().date()}")
    # But for those to other parts of the same page.
    for html in (plain, said.replace(f'href="{address}', 'data-own="')):
        assert [asked for _view, asked in led_to(html) if {"valid_on", "known_at"} & asked.keys()] == []


def test_an_event_as_known_at_a_change_keeps_to_it(client: Client) -> None:
    version = EventVersion.objects.filter(designation__entity__slug="taliban", list__slug="ru-fsb").latest(
        "pk"
    )
    known = str(last_seq())
    html = html_of(client, f"/events/{version.event.public_id}/?known_at={known}&valid_on={DAY}")
    assert f'href="/entities/taliban/?known_at={known}"' in html
    assert f'href="/lists/ru-fsb/?known_at={known}"' in html
    assert "links on this page keep to that moment" in html
    filtered = html_of(client, f"/events/?kind=listed&known_at={known}")
    assert f'<input type="hidden" name="known_at" value="{known}">' in filtered


def test_search_engines_are_told_of_the_plain_page_and_the_head_leads_to_today(client: Client) -> None:
    html = html_of(client, f"/lists/us-fto/?valid_on={DAY}&status=all")
    assert f'<link rel="canonical" href="{settings.SITE_URL}/lists/us-fto/?status=all">' in html
    assert '<meta name="robots" content="noindex">' in html
    head = html[: html.index("<main")]
    assert 'href="/entities/"' in head
    assert re.findall(r'<a [^>]*href="(?!/ar/)[^"]*valid_on', head) == []
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /*?*valid_on=" in robots
    assert "Disallow: /*?*known_at=" in robots
