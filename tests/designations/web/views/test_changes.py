"""The public log, and its summary on the first page."""

import pytest
from django.test import Client

from designations.editorial.draft import submit
from designations.editorial.edit import edit
from designations.editorial.merge import merge
from designations.editorial.publish import publish
from tests.designations.web.reading import html_of, read
from tests.factories import (
    administrator,
    editor,
    last_seq,
    make_draft,
    make_entity,
    make_event,
    make_list,
    publisher,
)

pytestmark = pytest.mark.django_db


def test_the_log_says_what_was_done_to_what(client: Client) -> None:
    front = make_entity(slug="front", name="The Front")
    make_event(entity=front, list=make_list(slug="register"))
    page = read(client, "/changes/")
    assert "Published Listed, The Front, Register register" in page
    assert "Created entity The Front" in page


def test_an_edit_shows_what_was_there_before(client: Client) -> None:
    front = make_entity(slug="front", name="The Frnot")
    front.name = "The Front"
    edit(front, by=administrator(), reason="A slip.")
    html = html_of(client, "/changes/")
    assert "<del>The Frnot</del>" in html
    assert "<ins>The Front</ins>" in html
    assert "A slip." in html


def test_a_merge_is_logged_with_the_names_of_both_entities(client: Client) -> None:
    old, new = make_entity(slug="old", name="Old"), make_entity(slug="new", name="The New")
    merge(old, into=new, by=administrator(), reason="Same.")
    page = read(client, "/changes/")
    assert "Merged entity Old" in page
    assert "Read as The New" in page


def test_the_log_at_an_earlier_change_shows_nothing_later(client: Client) -> None:
    make_entity(name="The First")
    before = last_seq()
    make_entity(name="The Second")
    page = read(client, f"/changes/?known_at={before}")
    assert "The First" in page
    assert "The Second" not in page


def test_the_log_is_paged_without_gaps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designations.web.following.SIZE", 2)
    for _ in range(3):
        make_entity()
    newest = last_seq()
    first = client.get("/changes/").context
    second = client.get(first["next_url"]).context
    seen = [change.seq for page in (first, second) for change in page["changes"]]
    assert seen == list(range(newest, newest - len(seen), -1))


def test_what_was_published_together_is_one_line_on_the_first_page(client: Client) -> None:
    register = make_list()
    drafts = [make_draft(entity=make_entity(), list=register) for _ in range(3)]
    for draft in drafts:
        submit(draft, by=editor())
    publish(drafts, by=publisher(), cause="One decree.")
    page = read(client, "/")
    assert "Published 3 events" in page
    assert "One decree." in page


def test_the_first_page_of_an_empty_record_says_so(client: Client) -> None:
    page = read(client, "/")
    assert "Nothing has been published yet." in page
    assert "No proposal is pending." in page
    assert "This page stands at change 0" in page
