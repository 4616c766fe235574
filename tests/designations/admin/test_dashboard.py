"""The first page of the desk names what has waited too long, each with where it is mended."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from designations.models import Draft, EventKind, Feed
from tests.designations.admin.conftest import Desk
from tests.factories import editor, make_draft, make_entity, make_event, make_list, make_user, publisher
from tests.feeds import make_feed, version

pytestmark = pytest.mark.django_db


def stale(client: Client) -> dict[str, list[str]]:
    found = client.get("/admin/").context["stale"]
    return {item.title: [label for label, _, _ in item.rows] for item in found}


def test_a_list_is_stale_until_an_event_is_entered_or_a_file_that_follows_it_is_checked(
    desk: Desk, settings: Any
) -> None:
    known, followed, silent = make_list(), make_list(), make_list()
    make_event(entity=make_entity(), list=known)
    feed = make_feed(list=followed)
    client, title = desk(editor()), "Lists without any news for 90 days"
    assert set(stale(client)[title]) == {followed.name, silent.name}
    Feed.objects.filter(pk=feed.pk).update(last_checked_at=timezone.now())
    assert stale(client)[title] == [silent.name]
    Feed.objects.filter(pk=feed.pk).update(last_checked_at=timezone.now() - timedelta(days=91))
    assert set(stale(client)[title]) == {followed.name, silent.name}
    settings.STALE_LIST_DAYS = 92
    assert stale(client)["Lists without any news for 92 days"] == [silent.name]


def test_a_proposal_is_open_for_too_long_until_it_is_answered(desk: Desk) -> None:
    entity, register = make_entity(name="Northern Front"), make_list()
    old, recent = date.today() - timedelta(days=400), date.today() - timedelta(days=300)
    asked = make_event(kind=EventKind.DELISTING_PROPOSED, entity=entity, list=register, occurred_on=str(old))
    make_event(kind=EventKind.LISTING_PROPOSED, entity=entity, list=register, occurred_on=str(recent))
    title, client = "Proposals open for more than a year", desk(editor())
    assert stale(client)[title] == [f"Northern Front · {register.slug}"]
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
    [item] = [row for row in client.get("/admin/").context["stale"] if row.title.startswith("Drafts")]
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


def test_the_page_takes_twelve_queries_at_most_however_much_waits(desk: Desk) -> None:
    client = desk(publisher())
    for _ in range(7):
        draft = make_draft(entity=make_entity())
        make_event(kind=EventKind.LISTING_PROPOSED, entity=make_entity(), occurred_on="2003")
        Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=15))
    client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/admin/")
    assert len(queries) <= 12
    assert {len(item.rows) for item in page.context["stale"]} == {5}
    assert {item.count for item in page.context["stale"]} == {7}


def test_somebody_without_a_role_is_told_of_nothing(desk: Desk) -> None:
    make_list()
    assert stale(desk(make_user())) == {}
