"""Feeds are defined at the desk without code; versions are looked at, and held ones accepted."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery.app import app_or_default
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from designations.admin.snapshots import IMPORT
from designations.importers.accepted import import_accepted
from designations.importers.schedule import claim_due
from designations.importers.tasks import import_accepted_files
from designations.models import DesignationList, Feed, Snapshot
from tests.designations.admin.conftest import Desk
from tests.designations.admin.forms import errors_of, filled
from tests.factories import editor, make_list, publisher
from tests.feeds import OPTIONS, make_feed, snapshot_of, version

pytestmark = pytest.mark.django_db
ADD = "/admin/designations/feed/add/"
ROWS = [(f"A{n}", f"Front {n}") for n in range(12)]


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "captures"


@pytest.fixture
def register() -> DesignationList:
    return make_list()


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk(publisher())


@pytest.fixture
def told(client: Client, register: DesignationList) -> dict[str, Any]:
    """A feed that follows one programme of a table, as it is filled in."""
    return filled(
        client,
        ADD,
        name="National register",
        slug="xx-register",
        adapter="generic_table",
        addresses='{"main": "https://lists.example.org/file.csv"}',
        options=json.dumps(OPTIONS),
        programmes__0__programme="T",
        programmes__0__list=register.pk,
    )


def test_a_feed_is_defined_without_code(
    client: Client, told: dict[str, Any], register: DesignationList, tmp_path: Path
) -> None:
    assert client.post(ADD, told).status_code == 302
    feed = Feed.objects.get(slug="xx-register")
    assert (feed.options, feed.is_trusted, feed.programmes.get().list) == (OPTIONS, False, register)
    assert version(feed, tmp_path, ROWS).drafts == 0
    assert feed.links.count() == 12


def test_a_new_feed_is_not_enabled_before_somebody_says_so(client: Client) -> None:
    assert client.get(ADD).context["adminform"].form["is_enabled"].value() is False


def test_a_feed_heeds_robots_txt_unless_an_editor_says_otherwise(
    client: Client, told: dict[str, Any]
) -> None:
    assert 'name="ignores_robots"' in client.get(ADD).content.decode()
    client.post(ADD, told)
    assert not Feed.objects.get().ignores_robots
    client.post(ADD, told | {"slug": "published", "ignores_robots": "on"})
    assert Feed.objects.get(slug="published").ignores_robots


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("options", '{"columns": {}}', "Option 'columns' is missing"),
        ("options", '{"columns": {"name": "Name"}, "colour": "red"}', "There is no option 'colour'"),
        ("options", "[1]", "Write a JSON object"),
        ("options", "{", "Enter a valid JSON"),
        (
            "addresses",
            '{"alt": "https://lists.example.org/a"}',
            "This format has no file 'alt'; it has main.",
        ),
        ("addresses", '{"main": "file:///etc/passwd"}', "must begin with https://"),
        ("addresses", '{"main": 7}', "must begin with https://"),
        ("adapter", "magic", "Select a valid choice"),
        ("most_lost_percent", "101", "less than or equal to 100"),
        ("least_entries", "0", "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_with_a_feed_is_said_at_its_field(
    client: Client, told: dict[str, Any], field: str, value: str, message: str
) -> None:
    found = errors_of(client.post(ADD, told | {field: value}))
    assert message in " ".join(found[field])
    assert not Feed.objects.exists()


def test_a_format_without_options_refuses_them(client: Client, told: dict[str, Any]) -> None:
    found = errors_of(client.post(ADD, told | {"adapter": "un_consolidated"}))
    assert found["options"] == ["The format un_consolidated has no option 'columns'; it has none."]
    taken = told | {"adapter": "ca_regulation", "options": '{"persons": ["Somebody"]}'}
    assert client.post(ADD, taken).status_code == 302


def test_editors_look_at_feeds_and_publishers_change_them(desk: Desk) -> None:
    url = reverse("admin:designations_feed_change", args=[make_feed().pk])
    assert desk(editor()).get(url).status_code == 200
    assert desk(editor()).post(url, {}).status_code == 403
    assert desk(editor()).get(ADD).status_code == 403
    client = desk(publisher())
    assert client.post(url, filled(client, url, most_lost_percent=9)).status_code == 302
    assert Feed.objects.get().most_lost_percent == 9


@pytest.fixture
def held(tmp_path: Path) -> Snapshot:
    feed = make_feed()
    version(feed, tmp_path, ROWS)
    return snapshot_of(version(feed, tmp_path, ROWS[:3], day=2))


@pytest.fixture
def queue() -> Iterator[Redis]:
    """The real broker, with an empty queue."""
    with app_or_default().connection_for_write() as connection:
        connection.ensure_connection(max_retries=3)
        broker: Redis = connection.default_channel.client  # type: ignore[attr-defined]
        broker.delete("celery")
        yield broker
        broker.delete("celery")


def page(row: Snapshot, name: str) -> str:
    return reverse(f"admin:designations_snapshot_{name}", args=[row.pk])


def test_a_publisher_accepts_a_held_file_with_one_click(client: Client, held: Snapshot) -> None:
    html = client.get(page(held, "change")).content.decode()
    assert "Accept this held file as it is" in html
    assert "9 of 12 entries" in html
    response = client.post(page(held, "accept"))
    assert response["Location"] == page(held, "change")
    html = client.get(response["Location"]).content.decode()
    assert f"{publisher().username} accepted this file on" in html
    assert "A worker imports it" in html
    assert "Accept this held file" not in html
    again = client.post(page(held, "accept"), follow=True).content.decode()
    assert f"is being accepted by {publisher().username} since" in again
    import_accepted()
    taken = Snapshot.objects.get(number=2)
    assert (taken.accepted_by, taken.entries) == (publisher(), 3)
    html = client.get(page(held, "change")).content.decode()
    assert "3 entries, 9 gone" in html
    assert page(taken, "change") in html
    assert "Accept this held file" not in html
    client.post(page(held, "accept"))
    assert Snapshot.objects.count() == 3


def test_accepting_tells_the_workers_once_the_decision_is_committed(
    client: Client, held: Snapshot, queue: Redis, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(held, "accept"))
        assert queue.llen("celery") == 0
    [message] = queue.lrange("celery", 0, -1)
    assert IMPORT.encode() in message
    assert import_accepted_files.name == IMPORT


def test_why_an_accepted_file_was_not_imported_is_said_on_its_page(client: Client, held: Snapshot) -> None:
    client.post(page(held, "accept"))
    for kept in held.files.all():
        kept.file.delete(save=False)
    import_accepted()
    html = client.get(page(held, "change")).content.decode()
    assert "Could not be accepted" in html
    assert "no longer kept; retrieve it again" in html
    assert "Accept this held file as it is" in html


def chosen(*feeds: Feed) -> dict[str, Any]:
    return {"action": "enable_selected", "_selected_action": [feed.pk for feed in feeds]}


def test_feeds_are_enabled_from_the_list_and_one_without_an_address_says_what_it_lacks(desk: Desk) -> None:
    ready, bare = make_feed(), make_feed()
    Feed.objects.update(is_enabled=False, next_run_at=timezone.now() + timedelta(days=1))
    Feed.objects.filter(pk=bare.pk).update(addresses={})
    listing = reverse("admin:designations_feed_changelist")
    assert "Enable the selected feeds" not in desk(editor()).get(listing).content.decode()
    html = desk(publisher()).post(listing, chosen(ready, bare), follow=True).content.decode()
    assert f"Enabled, and fetched within minutes: {ready.name}." in html
    assert f"{bare.name} stays disabled. An enabled feed is fetched, and this one has no address" in html
    assert claim_due() == [ready.pk]
    assert LogEntry.objects.get().object_id == str(ready.pk)


def test_a_feed_without_an_address_is_not_enabled_on_its_own_page(client: Client) -> None:
    feed = make_feed()
    Feed.objects.update(is_enabled=False, addresses={})
    url = reverse("admin:designations_feed_change", args=[feed.pk])
    sent = filled(client, url, is_enabled="on")
    assert "this one has no address" in errors_of(client.post(url, sent))["addresses"][0]
    sent["addresses"] = '{"main": "https://lists.example.org/file.csv"}'
    assert client.post(url, sent).status_code == 302
    assert Feed.objects.get().is_enabled


def test_an_editor_is_not_offered_to_accept_and_is_refused(desk: Desk, held: Snapshot) -> None:
    client = desk(editor())
    assert "Accept this held file" not in client.get(page(held, "change")).content.decode()
    assert client.post(page(held, "accept")).status_code == 403
    assert not Snapshot.objects.filter(number=2).exists()


def test_accepting_is_a_post_with_a_token(held: Snapshot, client: Client) -> None:
    assert client.get(page(held, "accept")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(publisher())
    assert strict.post(page(held, "accept")).status_code == 403
    assert not Snapshot.objects.filter(number=2).exists()


def test_the_kept_files_have_no_public_address(client: Client, held: Snapshot, settings: Any) -> None:
    name = held.files.get().file.name
    for start in ("/", "/media/", "/captures/", "/static/"):
        assert client.get(f"{start}{name}").status_code == 404
    assert settings.MEDIA_URL in ("", "/")


@pytest.mark.parametrize("model", ["snapshot", "entry"])
def test_versions_and_entries_are_read_only(client: Client, held: Snapshot, model: str) -> None:
    listing = reverse(f"admin:designations_{model}_changelist")
    assert client.get(listing).status_code == 200
    assert client.get(reverse(f"admin:designations_{model}_add")).status_code == 403
    row = held if model == "snapshot" else held.feed.entries.first()
    assert row is not None
    url = reverse(f"admin:designations_{model}_change", args=[row.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 403
