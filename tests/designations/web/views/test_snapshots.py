"""The pages of the versions of list files."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.models import DesignationList, Feed, FeedProgramme, Snapshot
from tests.designations.web.reading import html_of, read, text_of
from tests.factories import last_seq, make_entity, make_event, make_list, make_source
from tests.feeds import make_feed, snapshot_of, version

pytestmark = pytest.mark.django_db

FIRST = [("A1", "Front One"), ("A2", "Front Two", "F2"), ("A3", "Front Three")] + [
    (f"S{n}", f"Steady {n}") for n in range(9)
]
SECOND = [("A2", "Front Two", "F2;Zwei"), ("A3", "Front Three"), ("A4", "Front Four"), *FIRST[3:]]


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "captures"


@pytest.fixture
def register() -> DesignationList:
    return make_list(slug="xx-register")


@pytest.fixture
def feed(register: DesignationList) -> Feed:
    return make_feed(list=register)


@pytest.fixture
def two(feed: Feed, tmp_path: Path) -> list[Snapshot]:
    return [
        snapshot_of(version(feed, tmp_path, rows, day=day, publish=True))
        for day, rows in enumerate((FIRST, SECOND))
    ]


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


ALL = "/lists/xx-register/snapshots/"
BESIDE = f"{ALL}?from=1&to=2"


def test_a_version_says_what_it_was_and_what_rests_on_it(client: Client, two: list[Snapshot]) -> None:
    second = two[1]
    html = html_of(client, second.get_absolute_url())
    text = text_of(html)
    assert "Version 2 of an official list file" in text
    assert "Dated 11 January 2024" in text
    assert "Added 1" in text
    assert "Missing 1" in text
    assert second.sha256 in html
    assert "Front Four" in text
    assert "Front Three" not in text
    assert second.source is not None
    assert f'href="{second.source.get_absolute_url()}"' in html


def test_a_version_shows_its_events_as_they_were_known(client: Client, feed: Feed, tmp_path: Path) -> None:
    before = last_seq()
    first = snapshot_of(version(feed, tmp_path, FIRST, publish=True))
    assert "Front One" in read(client, first.get_absolute_url())
    earlier = read(client, f"{first.get_absolute_url()}?known_at={before}")
    assert "No published event rests on this version." in earlier


def test_the_events_of_a_version_are_paged(
    client: Client, two: list[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designations.web.views.snapshots.SIZE", 7)
    first = client.get(two[0].get_absolute_url()).context
    second = client.get(first["next_url"]).context
    names = [event.entity.name for page in (first, second) for event in page["events"]]
    assert sorted(names) == sorted(row[1] for row in FIRST)
    assert second["next_url"] == ""


@pytest.mark.parametrize("state", ["held", "rejected"])
def test_what_was_not_imported_has_no_public_page(client: Client, feed: Feed, state: str) -> None:
    row = Snapshot.objects.create(
        feed=feed, state=state, reason="Too few.", dated="2024-01-01", sha256="0" * 64
    )
    assert "No version of a list file" in read(client, row.get_absolute_url(), status=404)
    assert "No version of the file was retrieved yet." in read(client, ALL)


def test_unknown_versions_and_lists_are_404s(client: Client) -> None:
    read(client, "/snapshots/nothing/", status=404)
    assert "No list is called" in read(client, "/lists/nothing/snapshots/", status=404)


def test_the_source_of_an_event_leads_to_its_version(client: Client, two: list[Snapshot]) -> None:
    assert two[0].source is not None
    assert f'href="{two[0].get_absolute_url()}"' in html_of(client, two[0].source.get_absolute_url())
    assert "/snapshots/" not in html_of(client, make_source().get_absolute_url())


def test_a_list_leads_to_its_versions_where_a_file_is_followed(client: Client, two: list[Snapshot]) -> None:
    assert f'href="{ALL}"' in html_of(client, "/lists/xx-register/")
    other = make_list()
    assert "/snapshots/" not in html_of(client, f"/lists/{other.slug}/")
    assert "No official file is followed" in read(client, f"/lists/{other.slug}/snapshots/")


def test_the_versions_of_a_list_come_newest_first_and_are_paged(
    client: Client, two: list[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(ALL).context
    assert [one.number for one, _ in page["versions"]] == [2, 1]
    assert page["versions"][0][1] == BESIDE
    monkeypatch.setattr("designations.web.views.snapshots.VERSIONS", 1)
    following = client.get(client.get(ALL).context["next_url"]).context
    assert [one.number for one, _ in following["versions"]] == [1]
    assert following["next_url"] == ""


def test_two_versions_stand_side_by_side(client: Client, two: list[Snapshot]) -> None:
    context = client.get(BESIDE).context
    assert [(row.reference, row.what, row.before, row.after) for row in context["rows"]] == [
        ("A1", "gone", ("Front One",), ()),
        ("A2", "changed", ("Front Two", "F2"), ("Front Two", "F2", "Zwei")),
        ("A4", "added", (), ("Front Four",)),
    ]
    assert context["tally"] == {"added": 1, "gone": 1, "changed": 1}
    assert "1 added, 1 gone, 1 with other names" in read(client, BESIDE)
    back = client.get(f"{ALL}?from=2&to=1").context["rows"]
    assert [row.what for row in back] == ["added", "changed", "gone"]
    assert "No entry of this list was added" in read(client, f"{ALL}?from=2&to=2")


def test_a_comparison_is_paged(client: Client, two: list[Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designations.web.views.snapshots.SIZE", 2)
    first = client.get(BESIDE).context
    second = client.get(first["next_url"]).context
    assert [row.reference for page in (first, second) for row in page["rows"]] == ["A1", "A2", "A4"]
    assert second["tally"] == first["tally"]


def test_a_comparison_looks_at_the_programmes_of_the_list_alone(
    client: Client, feed: Feed, two: list[Snapshot]
) -> None:
    other = make_list()
    FeedProgramme.objects.create(feed=feed, programme="Elsewhere", list=other)
    assert client.get(f"/lists/{other.slug}/snapshots/?from=1&to=2").context["rows"] == []


def test_a_list_with_two_files_shows_the_one_that_is_asked_for(
    client: Client, register: DesignationList, two: list[Snapshot], tmp_path: Path
) -> None:
    second = make_feed(list=register)
    version(second, tmp_path, [("Z9", "Another")])
    page = client.get(f"{ALL}?feed={second.slug}").context
    assert [one.feed_id for one, _ in page["versions"]] == [second.pk]
    assert len(page["feeds"]) == 2


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=1", "to"),
        ("from=x&to=2", "from"),
        ("from=1&to=7", "to"),
        ("from=1&to=99999999999", "to"),
        ("feed=nothing", "feed"),
        ("after=x", "after"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, two: list[Snapshot], query: str, field: str) -> None:
    assert f"<code>{field}</code>" in html_of(client, f"{ALL}?{query}", status=400)


def test_long_pages_take_no_more_queries_than_short_ones(
    client: Client, feed: Feed, two: list[Snapshot], tmp_path: Path
) -> None:
    few = [queries(client, url) for url in (two[1].get_absolute_url(), ALL, BESIDE)]
    more = [*SECOND, *((f"N{n}", f"New {n}") for n in range(20))]
    third = snapshot_of(version(feed, tmp_path, more, day=4, publish=True))
    make_event(entity=make_entity())
    many = [queries(client, url) for url in (third.get_absolute_url(), ALL, f"{ALL}?from=1&to=3")]
    assert many == few
    assert few[0] <= 8
    assert few[1] <= 4
    assert few[2] <= 6
