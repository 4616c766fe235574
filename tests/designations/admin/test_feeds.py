"""Feeds are defined at the desk without code; versions are looked at, and held ones accepted."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

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


def page(row: Snapshot, name: str) -> str:
    return reverse(f"admin:designations_snapshot_{name}", args=[row.pk])


def test_a_publisher_accepts_a_held_file_with_one_click(client: Client, held: Snapshot) -> None:
    html = client.get(page(held, "change")).content.decode()
    assert "Accept this held file as it is" in html
    assert "9 of 12 entries" in html
    response = client.post(page(held, "accept"))
    taken = Snapshot.objects.get(number=2)
    assert response["Location"] == page(taken, "change")
    assert (taken.accepted_by, taken.entries) == (publisher(), 3)
    assert "9 gone" in client.get(response["Location"]).content.decode()
    assert "Accept this held file" not in client.get(page(held, "change")).content.decode()
    client.post(page(held, "accept"))
    assert Snapshot.objects.count() == 3


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
