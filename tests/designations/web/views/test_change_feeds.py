"""Following a part of the log: by page, by Atom feed, by JSON feed, and as an alert."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from designations.editorial.merge import merge
from designations.editorial.retract import retract
from designations.models import Entity, EventKind
from tests.designations.web.reading import html_of, read
from tests.factories import administrator, last_seq, make_entity, make_event, make_jurisdiction, make_list

pytestmark = pytest.mark.django_db
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
ATOM = "{http://www.w3.org/2005/Atom}"


def atom_of(client: Client, address: str) -> Any:
    """The feed at an address, as a strict reader takes it."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, no_network=True))


def titles(client: Client, query: str) -> list[str]:
    """The titles of the entries of a feed, newest first."""
    return [entry.findtext(f"{ATOM}title") or "" for entry in atom_of(client, query).iter(f"{ATOM}entry")]


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def read_page(client: Client, address: str) -> tuple[list[str], str]:
    """The ids of one page of either feed, and the address of the next one, '' after the last."""
    if "json" in address:
        answer = json.loads(client.get(address).content)
        return [item["id"] for item in answer["items"]], path_of(answer.get("next_url", ""))
    feed = atom_of(client, address)
    nexts = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "next"]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    return ids, path_of(nexts[0]) if nexts else ""


@pytest.fixture
def record() -> None:
    """Two lists of one country and one of another, with an event on each."""
    here, there = make_jurisdiction(slug="here", name="Hereland"), make_jurisdiction(slug="there")
    first, second = (make_list(slug=slug, jurisdiction=here) for slug in ("first", "second"))
    third = make_list(slug="third", jurisdiction=there)
    front, army = make_entity(slug="front", name="The Front"), make_entity(slug="army", name="The Army")
    make_event(entity=front, list=first, occurred_on="2003-02-14", summary="Banned by a court.")
    make_event(entity=army, list=second, occurred_on="2004")
    make_event(entity=front, list=third, occurred_on="2005")
    make_event(entity=front, list=first, kind=EventKind.DELISTED, occurred_on="2024-05-01")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=delisted", ["Published: Delisted, The Front, Register first (Hereland)"]),
        (
            "list=second",
            [
                "Published: Listed, The Army, Register second (Hereland)",
                "Created: list Register second (Hereland)",
            ],
        ),
        (
            "jurisdiction=there",
            [
                "Published: Listed, The Front, Register third (Country there)",
                "Created: list Register third (Country there)",
                "Created: jurisdiction Country there",
            ],
        ),
        (
            "entity=army",
            ["Published: Listed, The Army, Register second (Hereland)", "Created: entity The Army"],
        ),
        ("kind=listed&list=first&entity=front", ["Published: Listed, The Front, Register first (Hereland)"]),
        ("action=created&list=first", ["Created: list Register first (Hereland)"]),
        ("to=2001-01-01", []),
        (
            "kind=listed&list=third&from=2001-01-01",
            ["Published: Listed, The Front, Register third (Country there)"],
        ),
    ],
)
def test_page_and_both_feeds_show_what_was_chosen_and_nothing_else(
    client: Client, query: str, expected: list[str]
) -> None:
    found = titles(client, f"/changes/atom/?{query}")
    assert found == expected
    items = json.loads(client.get(f"/changes/feed.json?{query}").content)["items"]
    assert [item["title"] for item in items] == found
    html = html_of(client, f"/changes/?{query}")
    assert html.count('<li id="change-') == len(expected)
    assert f'href="/changes/atom/?{query.replace("&", "&amp;")}"' in html


@pytest.mark.usefixtures("record")
def test_the_form_for_alerts_is_filled_in_with_what_is_followed(client: Client) -> None:
    html = html_of(client, "/changes/?list=first&entity=front&kind=delisted&from=2001-01-01")
    assert 'href="/alerts/?kind=delisted&amp;list=first&amp;entity=front"' in html


@pytest.mark.usefixtures("record")
def test_who_follows_an_entity_follows_what_was_merged_with_it(client: Client) -> None:
    old = make_entity(slug="old-front", name="Old Front")
    make_event(entity=old, list=make_list(slug="fourth"), occurred_on="2010")
    merge(old, into=Entity.objects.get(slug="front"), by=administrator(), reason="One group.")
    for slug in ("front", "old-front"):
        page = read(client, f"/changes/?entity={slug}")
        assert "Listed, Old Front, Register fourth" in page
        assert "Delisted, The Front, Register first (Hereland)" in page


@pytest.mark.usefixtures("record")
def test_an_atom_feed_keeps_the_rules_of_rfc_4287(client: Client) -> None:
    feed = atom_of(client, "/changes/atom/?entity=front")
    assert feed.tag == f"{ATOM}feed"
    entries = list(feed.iter(f"{ATOM}entry"))
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, (node.tag, name)
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", node.findtext(f"{ATOM}updated")
        )
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Designation Tracker"
    relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert relations.count("self") == relations.count("alternate") == relations.count("first") == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 2
    assert all(re.fullmatch(r"tag:[^,/]+,\d{4}-\d\d-\d\d:change:\d+", one) for one in ids)
    assert all(entry.find(f"{ATOM}link").get("href").startswith("http") for entry in entries)
    said = [entry.findtext(f"{ATOM}summary") for entry in entries]
    assert "<p>Banned by a court.</p>" in said[-2]
    assert "<p>Date: 14 February 2003</p>" in said[-2]


def test_names_of_any_kind_are_text_in_every_feed(client: Client) -> None:
    name = "]]> <script>alert('&amp;')</script> \N{HEBREW LETTER ALEF}\N{RIGHT-TO-LEFT OVERRIDE}"
    make_event(entity=make_entity(slug="front", name=name), summary=name)
    feed = atom_of(client, "/changes/atom/?entity=front")
    (entry, _created) = feed.iter(f"{ATOM}entry")
    assert name in entry.findtext(f"{ATOM}title")
    # Escaped once more, since a reader takes the summary as HTML.
    assert "<script" not in entry.findtext(f"{ATOM}summary")
    items = json.loads(client.get("/changes/feed.json?entity=front").content)["items"]
    assert name in items[0]["title"]


def test_a_reader_that_pages_sees_each_change_once_whatever_is_recorded_meanwhile(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.following.SIZE", 2)
    front = make_entity(slug="front")
    events = [make_event(entity=front, list=make_list(slug=f"list-{n}")) for n in range(5)]
    there = {f"change:{v.change_id}" for v in events}
    for page in ("/changes/atom/", "/changes/feed.json"):
        seen: list[str] = []
        address = f"{page}?entity=front&action=published"
        while address:
            ids, address = read_page(client, address)
            seen += ids
            make_event(entity=front, list=make_list())
        assert len(seen) == len(set(seen))
        assert there <= {one.split(":", 2)[2] for one in seen}


def test_a_correction_and_a_retraction_are_told_where_the_event_was(client: Client) -> None:
    version = make_event(entity=make_entity(slug="front"), list=make_list(slug="first"))
    retract(version.event, by=administrator(), reason="It never happened.")
    newest = titles(client, "/changes/atom/?list=first")[0]
    assert newest.startswith("Retracted: Listed")
    assert "It never happened." in read(client, "/changes/?list=first")


def test_feeds_are_held_by_a_validator_and_empty_ones_are_always_the_same(client: Client) -> None:
    make_list(slug="first")
    for address in ("/changes/atom/?list=first", "/changes/feed.json", "/changes/atom/?kind=annulled"):
        first = client.get(address)
        assert client.get(address).content == first.content
        tag = first.headers["ETag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "query", ["kind=banned", "list=no-such", "entity=nobody", "jurisdiction=atlantis", "action=burnt",
              "from=yesterday", "from=2024-02-01&to=2024-01-01", "after=x"]
)  # fmt: skip
@pytest.mark.parametrize("page", ["/changes/", "/changes/atom/", "/changes/feed.json"])
def test_a_filter_that_means_nothing_is_named(client: Client, page: str, query: str) -> None:
    field = query.split("&")[-1].split("=")[0]
    assert f"<code>{field}</code>" in html_of(client, f"{page}?{query}", status=400)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("page", ["/changes/", "/changes/atom/", "/changes/feed.json"])
def test_a_longer_part_of_the_log_takes_no_more_queries(
    client: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    query = "?jurisdiction=here&list=first&entity=front&from=2001-01-01"
    with django_assert_max_num_queries(12) as few:
        client.get(page + query)
    for number in range(6):
        kind = EventKind.LISTED if number % 2 else EventKind.DELISTED
        make_event(
            entity=make_entity(slug="front-" + str(number)), list=make_list(slug=f"l{number}"), kind=kind
        )
    assert last_seq() > 10
    with django_assert_max_num_queries(12) as many:
        client.get(page + query)
    assert len(few) == len(many)
