"""The first page of the desk names what has waited too long, each with where it is mended."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from designations.articles.ask import add_text
from designations.editorial.draft import submit
from designations.editorial.review import review
from designations.models import CaptureRequest, Draft, EventKind, Feed
from tests.designations.admin.conftest import Desk, with_code
from tests.factories import editor, make_draft, make_entity, make_event, make_list, make_user, publisher
from tests.feeds import make_feed, version

pytestmark = pytest.mark.django_db


def stale(client: Client) -> dict[str, list[str]]:
    return {item.title: [label for label, _, _ in item.rows] for item in waiting(client, "stale")}


def waiting(client: Client, kind: str) -> list[Any]:
    """What the first page says that waits, for the person ('own') or for too long ('stale')."""
    [found] = [items for key, _, items in client.get("/admin/").context["waits"] if key == kind]
    return list(found)


def test_a_list_is_stale_until_an_event_is_entered_or_a_file_that_follows_it_is_checked(
    desk: Desk, settings: Any
) -> None:
    known, followed, silent = make_list(), make_list(), make_list()
    make_event(entity=make_entity(), list=known)
    feed = make_feed(list=followed)
    client, title = desk(editor()), "Lists without any news for 90 days"
    assert set(stale(client)[title]) == {f"{row.name}, {row.jurisdiction.name}" for row in (followed, silent)}
    Feed.objects.filter(pk=feed.pk).update(last_checked_at=timezone.now())
    its_name = f"{silent.name}, {silent.jurisdiction.name}"
    assert stale(client)[title] == [its_name]
    Feed.objects.filter(pk=feed.pk).update(last_checked_at=timezone.now() - timedelta(days=91))
    assert len(stale(client)[title]) == 2
    settings.STALE_LIST_DAYS = 92
    assert stale(client)["Lists without any news for 92 days"] == [its_name]


def test_a_proposal_is_open_for_too_long_until_it_is_answered(desk: Desk) -> None:
    entity, register = make_entity(name="Northern Front"), make_list()
    old, recent = date.today() - timedelta(days=400), date.today() - timedelta(days=300)
    asked = make_event(kind=EventKind.DELISTING_PROPOSED, entity=entity, list=register, occurred_on=str(old))
    make_event(kind=EventKind.LISTING_PROPOSED, entity=entity, list=register, occurred_on=str(recent))
    title, client = "Proposals open for more than a year", desk(editor())
    assert stale(client)[title] == [f"Northern Front · {register.slug}"]
    [item] = [row for row in waiting(client, "stale") if row.title == title]
    assert [row.pk for row in client.get(item.url).context["cl"].result_list] == [asked.event_id]
    assert client.get(item.url.replace("=old", "=open")).context["cl"].result_count == 2
    make_event(
        kind=EventKind.PROPOSAL_REJECTED, entity=entity, list=register, occurred_on=str(recent),
        resolves=[asked.event],
    )  # fmt: skip
    assert title not in stale(client)


def test_drafts_that_nobody_touched_lead_to_a_list_of_just_these(desk: Desk) -> None:
    old, rejected = make_draft(entity=make_entity()), make_draft(entity=make_entity())
    make_draft(entity=make_entity())
    Draft.objects.filter(pk=rejected.pk).update(state="rejected")
    long_ago = timezone.now() - timedelta(days=15)
    Draft.objects.filter(pk__in=[old.pk, rejected.pk]).update(updated_at=long_ago)
    client = desk(editor())
    [item] = [row for row in waiting(client, "stale") if row.title.startswith("Drafts")]
    assert (item.count, item.rows[0][0]) == (1, str(old))
    assert list(client.get(item.url).context["cl"].result_list) == [old]


def test_feeds_that_fail_and_files_that_are_held_are_named(desk: Desk, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "captures"
    failing, holding, well = make_feed(), make_feed(), make_feed()
    for feed in (holding, well):
        version(feed, tmp_path, [(f"A{n}", f"Front {n}") for n in range(12)])
    version(holding, tmp_path, [("A1", "Front 1")], day=1)
    Feed.objects.filter(pk=failing.pk).update(failures=3, last_failure="404 Not Found")
    found = stale(desk(publisher()))
    assert found["Feeds in trouble"] == [failing.name, holding.name]


def test_the_page_takes_twelve_queries_at_most_however_much_waits() -> None:
    user = publisher()
    client = with_code(user)
    for n in range(7):
        draft = make_draft(entity=make_entity())
        make_event(kind=EventKind.LISTING_PROPOSED, entity=make_entity(), occurred_on="2003")
        Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=15))
        submit(own := make_draft(entity=make_entity(), by=user), by=user)
        review(own, by=editor(), verdict="send_back", comment="Which date?")
        failed(f"https://news.example.org/{n}", by=user)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/admin/")
    assert len(seen) <= 12
    items = waiting(client, "own") + waiting(client, "stale")
    assert len(items) == 5
    assert {len(item.rows) for item in items} == {5}
    # Each draft has a list of its own, of which nothing was heard.
    assert sorted(item.count for item in items) == [7, 7, 7, 7, 14]


def failed(url: str, *, by: User) -> CaptureRequest:
    return CaptureRequest.objects.create(
        url=url, requested_by=by, state="failed", reason="It answered 404.", finished_at=timezone.now()
    )


def test_what_was_sent_back_waits_for_its_author_with_the_comment(desk: Desk) -> None:
    author, other = make_user(group="editor"), make_user(group="editor")
    draft = make_draft(entity=make_entity(), by=author)
    submit(draft, by=author)
    review(draft, by=other, verdict="send_back", comment="Which date?")
    [item] = waiting(desk(author), "own")
    assert item.title == "Sent back to you"
    assert item.rows == [
        (str(draft), f"/admin/designations/draft/{draft.pk}/change/", f"{other}: Which date?")
    ]
    assert list(desk(author).get(item.url).context["cl"].result_list) == [draft]
    assert waiting(desk(other), "own") == []


def test_an_article_that_failed_waits_until_it_is_asked_for_again_or_its_text_is_pasted(desk: Desk) -> None:
    author = make_user(group="editor")
    first = failed("https://news.example.org/first", by=author)
    second = failed("https://news.example.org/second", by=author)
    old = failed("https://news.example.org/old", by=author)
    CaptureRequest.objects.filter(pk=old.pk).update(requested_at=timezone.now() - timedelta(days=31))
    client = desk(author)
    [item] = waiting(client, "own")
    where = "/admin/designations/capturerequest"
    assert item.rows == [
        (second.url, f"{where}/{second.pk}/change/", "It answered 404."),
        (first.url, f"{where}/{first.pk}/change/", "It answered 404."),
    ]
    assert client.get(item.url).status_code == 200
    assert waiting(desk(make_user(group="editor")), "own") == []
    CaptureRequest.objects.create(url=first.url, requested_by=author)
    add_text("The court listed it.", by=author, title="A report", url=second.url)
    assert waiting(client, "own") == []


def test_what_waits_for_review_leads_to_the_queue_that_shows_it(desk: Desk) -> None:
    author = make_user(group="editor")
    draft = make_draft(entity=make_entity(), by=author)
    submit(draft, by=author)
    client = desk(make_user(group="editor"))
    [item] = [row for row in client.get("/admin/").context["queue"] if "review" in row["label"]]
    assert (item["count"], item["url"]) == (1, "/admin/review/")
    assert [row.draft for row in client.get(item["url"]).context["rows"]] == [draft]


def test_somebody_without_a_role_is_told_of_nothing(desk: Desk) -> None:
    make_list()
    assert stale(desk(make_user())) == {}
    assert waiting(desk(make_user()), "own") == []
