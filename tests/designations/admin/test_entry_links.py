"""The queue of undecided entries."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from designations.models import Draft, Entity, EntryLink, Feed
from tests.designations.admin.conftest import Desk
from tests.factories import editor, make_entity, make_event, make_list, make_user
from tests.feeds import link_of, make_feed, version

pytestmark = pytest.mark.django_db
LISTING = "/admin/designations/entrylink/"


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "captures"


@pytest.fixture
def front() -> Entity:
    return make_entity(name="Northern Front")


@pytest.fixture
def feed(front: Entity, tmp_path: Path) -> Feed:
    feed = make_feed()
    version(feed, tmp_path, [("A1", "Northern Front", "NF"), ("B1", "Eastern League")])
    return feed


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk(editor())


def page(link: EntryLink, name: str = "change") -> str:
    return reverse(f"admin:designations_entrylink_{name}", args=[link.pk])


def listed(client: Client, query: str = "") -> set[str]:
    return {row.reference for row in client.get(LISTING + query).context["cl"].result_list}


def test_the_queue_shows_what_is_undecided_first(client: Client, feed: Feed, front: Entity) -> None:
    assert listed(client) == {"A1", "B1"}
    names = {
        row.called
        for row in client.get(reverse("admin:designations_entrylink_changelist")).context["cl"].result_list
    }
    assert names == {entry.name for entry in feed.entries.filter(reference__in=["A1", "B1"])}
    client.post(page(link_of(feed, "A1"), "decide"), {"entity": front.pk})
    assert listed(client) == {"B1"}
    assert listed(client, "?decided=yes") == {"A1"}
    assert listed(client, "?decided=all") == {"A1", "B1"}


def test_the_desk_says_how_many_entries_wait(client: Client, feed: Feed) -> None:
    waiting = {item["label"]: item["count"] for item in client.get("/admin/").context["queue"]}
    assert waiting["entries of list files, undecided"] == 2


def test_the_page_shows_the_entry_beside_its_candidates_and_why(
    client: Client, feed: Feed, front: Entity
) -> None:
    register = make_list()
    make_event(entity=front, list=register, occurred_on="2003")
    html = client.get(page(link_of(feed, "A1"))).content.decode()
    assert "is also called northern front" in html
    assert f"{register.name}: in force" in html
    assert "Link to Northern Front" in html
    assert "<bdi>NF</bdi>" in html
    assert "Create a new entity of it" in html
    assert "unsafe-inline" not in html
    assert " style=" not in html


def test_one_click_links_an_entry_and_writes_its_draft_once(
    client: Client, feed: Feed, front: Entity
) -> None:
    link = link_of(feed, "A1")
    response = client.post(page(link, "decide"), {"entity": front.pk})
    assert response["Location"] == page(link_of(feed, "B1"))
    client.post(page(link, "decide"), {"entity": front.pk})
    assert [(d.entity, d.kind) for d in Draft.objects.all()] == [(front, "listed")]


def test_one_click_makes_an_entity(client: Client, feed: Feed) -> None:
    response = client.post(page(link_of(feed, "B1"), "decide"), {"new": "1"})
    assert response["Location"] == LISTING
    assert Draft.objects.get().entity == Entity.objects.get(name="Eastern League")
    client.post(page(link_of(feed, "B1"), "decide"), {"new": "1"})
    assert Entity.objects.filter(name="Eastern League").count() == 1


def test_one_click_undoes_a_link(client: Client, feed: Feed, front: Entity) -> None:
    link = link_of(feed, "A1")
    client.post(page(link, "decide"), {"entity": front.pk})
    assert "Undo this link" in client.get(page(link)).content.decode()
    assert client.post(page(link, "split")).status_code == 302
    assert listed(client) == {"A1", "B1"}
    assert Draft.objects.get().state == Draft.State.REJECTED


def test_no_choice_and_a_taken_entity_are_refused_with_a_message(
    client: Client, feed: Feed, front: Entity
) -> None:
    client.post(page(link_of(feed, "A1"), "decide"), {"entity": front.pk})
    other = page(link_of(feed, "B1"), "decide")
    for sent, message in (({}, "Choose the entity"), ({"entity": front.pk}, "is entry A1 of this feed")):
        answer = client.post(other, sent, follow=True)
        assert message in " ".join(str(m) for m in answer.context["messages"])
    assert link_of(feed, "B1").entity is None


@pytest.mark.parametrize("verb", ["decide", "split"])
def test_the_verbs_take_a_post_a_token_and_the_permission(
    desk: Desk, feed: Feed, front: Entity, verb: str
) -> None:
    url = page(link_of(feed, "A1"), verb)
    assert desk(editor()).get(url).status_code == 405
    assert desk(make_user()).post(url, {"entity": front.pk}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor())
    assert strict.post(url, {"entity": front.pk}).status_code == 403
    assert link_of(feed, "A1").entity is None
    assert desk(editor()).post(f"{LISTING}999999/{verb}/").status_code == 404


def test_the_queue_is_closed_to_somebody_without_a_role(desk: Desk, feed: Feed) -> None:
    client = desk(make_user())
    assert client.get(LISTING).status_code == 403
    assert client.get(page(link_of(feed, "A1"))).status_code == 403


def test_more_candidates_and_entries_take_no_more_queries(client: Client, feed: Feed, tmp_path: Path) -> None:
    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = (queries(LISTING), queries(page(link_of(feed, "A1"))))
    for number in range(4):
        make_event(entity=make_entity(name="Southern Front"), occurred_on=f"200{number}")
    rows = [
        ("A1", "Northern Front", "NF"),
        ("B1", "Eastern League"),
        ("C1", "Southern Front"),
        ("C2", "Southern"),
    ]
    version(feed, tmp_path, rows, day=3)
    assert len(link_of(feed, "C1").candidates) == 4
    assert (queries(LISTING), queries(page(link_of(feed, "C1")))) == few
