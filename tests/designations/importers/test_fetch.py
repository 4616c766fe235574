"""Checking feeds against a real web server on loopback."""

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from designations.importers.fetch import CheckedElsewhere, check
from designations.importers.schedule import LAST_RETRY, claim_due, retry_after
from designations.models import Entry, Event, Feed, FeedProgramme, Snapshot
from tests.factories import make_list
from tests.web_server import Answer, WebServer, web_server

pytestmark = pytest.mark.django_db
COLUMNS = {"reference": "Ref", "name": "Name", "programme": "Tag"}
FIRST = b"Ref,Name,Tag\nN-1,Northern Sample Front,T\nN-2,Southern Sample Front,T\n"
SECOND = FIRST + b"N-3,Eastern Sample Front,T\n"


@pytest.fixture
def server(settings: Any) -> Iterator[WebServer]:
    settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with web_server() as running:
        yield running


@pytest.fixture
def feed(server: WebServer) -> Feed:
    return make_feed(main=server.url("/list.csv"))


def make_feed(slug: str = "sample", **addresses: str) -> Feed:
    """A feed of a table whose tag T means a list of its own."""
    made = Feed.objects.create(
        slug=slug, name=f"Feed {slug}", adapter="generic_table", addresses=addresses,
        options={"columns": COLUMNS}, is_trusted=True,
    )  # fmt: skip
    FeedProgramme.objects.create(feed=made, programme="T", list=make_list())
    return made


def hours_until_next(feed: Feed) -> float:
    feed.refresh_from_db()
    assert feed.next_run_at is not None
    return (feed.next_run_at - timezone.now()) / timedelta(hours=1)


def states() -> list[str]:
    return list(Snapshot.objects.order_by("pk").values_list("state", flat=True))


def test_a_file_is_imported_and_the_next_check_is_due_after_the_feeds_hours(
    server: WebServer, feed: Feed
) -> None:
    server.answers["/list.csv"] = Answer(FIRST)
    outcome = check(feed)
    assert outcome is not None
    assert (outcome.taken.entries, outcome.published) == (2, 2)
    assert hours_until_next(feed) == pytest.approx(24, abs=0.1)
    assert feed.last_checked_at
    assert feed.last_changed_at
    assert feed.last_failed_at is None
    agent = server.asked[0][1]["User-Agent"]
    assert agent.startswith("DesignationTracker/")
    assert "http" in agent


def test_the_server_is_asked_with_what_it_said_and_an_unchanged_file_costs_no_import(
    server: WebServer, feed: Feed
) -> None:
    server.answers["/list.csv"] = Answer(FIRST, etag='"1"')
    check(feed)
    changed = feed.last_changed_at
    Feed.objects.update(next_run_at=None, last_checked_at=None)
    feed.refresh_from_db()
    assert check(feed) is None
    assert server.asked[1][1]["If-None-Match"] == '"1"'
    assert states() == ["imported"]
    assert hours_until_next(feed) == pytest.approx(24, abs=0.1)
    assert feed.last_checked_at
    assert feed.last_changed_at == changed
    server.answers["/list.csv"] = Answer(SECOND, etag='"2"')
    outcome = check(feed)
    assert outcome is not None
    assert outcome.taken.counts["added"] == 1


def test_the_same_bytes_without_validators_change_nothing(server: WebServer, feed: Feed) -> None:
    server.answers["/list.csv"] = Answer(FIRST)
    check(feed)
    assert check(feed) is None
    assert states() == ["imported"]
    assert Event.objects.count() == 2


def test_what_was_said_of_another_version_or_address_is_not_asked_with(server: WebServer, feed: Feed) -> None:
    server.answers["/list.csv"] = server.answers["/moved.csv"] = Answer(FIRST, etag='"1"')
    check(feed)
    feed.addresses = {"main": server.url("/moved.csv")}
    check(feed)
    assert "If-None-Match" not in server.asked[-1][1]
    Snapshot.objects.update(sha256="by hand")
    check(feed)
    assert "If-None-Match" not in server.asked[-1][1]


def test_a_gzipped_file_is_unpacked(server: WebServer) -> None:
    feed = make_feed(main=server.url("/list.csv.gz?latest"))
    server.answers["/list.csv.gz?latest"] = Answer(gzip.compress(FIRST))
    check(feed)
    assert states() == ["imported"]


def test_a_version_of_several_files_is_fetched_whole_when_one_changed(server: WebServer) -> None:
    feed = make_feed()
    feed.adapter, feed.options = "ofac_csv", {}
    feed.addresses = {role: server.url(f"/{role}.csv") for role in ("main", "alt", "add")}
    main = '1,"SAMPLE FRONT",-0- ,"T",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    alt = '1,1,"aka","{}",-0- \r\n'
    server.answers["/main.csv"] = Answer(main.encode(), etag='"m"')
    server.answers["/alt.csv"] = Answer(alt.format("SAMPLE BAND").encode(), etag='"a"')
    server.answers["/add.csv"] = Answer(b'1,1,-0- ,-0- ,"Northland",-0- \r\n', etag='"d"')
    check(feed)
    assert states() == ["imported"], feed.last_failure
    assert check(feed) is None
    server.asked.clear()
    server.answers["/alt.csv"] = Answer(alt.format("SAMPLE LEAGUE").encode(), etag='"b"')
    outcome = check(feed)
    assert outcome is not None
    assert outcome.taken.counts["changed"] == 1
    assert sorted(path for path, _ in server.asked) == ["/add.csv"] * 2 + ["/alt.csv"] + ["/main.csv"] * 2


def test_each_failure_waits_longer_and_a_success_ends_it(server: WebServer, feed: Feed) -> None:
    server.answers["/list.csv"] = Answer(status=503)
    for failures, hours in ((1, 0.25), (2, 0.5), (3, 1.0)):
        assert check(feed) is None
        assert hours_until_next(feed) == pytest.approx(hours, abs=0.05)
        assert feed.failures == failures
    assert "503" in feed.last_failure
    assert feed.last_failed_at
    assert feed.last_changed_at is None
    server.answers["/list.csv"] = Answer(FIRST)
    check(feed)
    assert hours_until_next(feed) == pytest.approx(24, abs=0.1)
    assert feed.failures == 0
    assert feed.last_failed_at
    assert retry_after(failures=1000) == LAST_RETRY


@pytest.mark.parametrize("body", [b"", b"<html><body>Error</body></html>", b'{"error": "no"}'])
def test_a_file_that_is_none_is_a_failure_and_changes_nothing(
    server: WebServer, feed: Feed, body: bytes
) -> None:
    server.answers["/list.csv"] = Answer(FIRST, etag='"1"')
    check(feed)
    server.answers["/list.csv"] = Answer(body, etag='"2"')
    check(feed)
    check(feed)
    assert states() == ["imported", "rejected"]
    assert feed.failures == 2
    assert feed.last_failure == Snapshot.objects.order_by("-pk")[0].reason
    assert server.asked[-1][1].get("If-None-Match") is None
    assert Entry.objects.filter(seen__endswith=None).count() == 2


def test_a_file_that_lost_too_much_is_held_and_asked_for_again_in_time(server: WebServer, feed: Feed) -> None:
    rows = [f"N-{n},Sample Front {n},T\n".encode() for n in range(20)]
    server.answers["/list.csv"] = Answer(b"Ref,Name,Tag\n" + b"".join(rows), etag='"1"')
    check(feed)
    server.answers["/list.csv"] = Answer(b"Ref,Name,Tag\n" + b"".join(rows[:10]), etag='"2"')
    check(feed)
    assert states() == ["imported", "held"]
    assert feed.last_failed_at
    assert hours_until_next(feed) == pytest.approx(24, abs=0.1)
    assert feed.failures == 0


@pytest.mark.parametrize(
    ("addresses", "why"),
    [
        ({"alt": "https://example.org/"}, '"main"'),
        ({"main": "https://example.org/", "alt": "https://example.org/"}, "roles main, not 'alt'"),
        ({"main": ["https://example.org/"]}, "no text"),
        ({"main": "file:///etc/passwd"}, "https://"),
        ({"main": "http://10.0.0.1/list.csv"}, "no public address"),
    ],
)
def test_addresses_that_cannot_be_asked_are_a_failure_with_the_reason(
    feed: Feed, addresses: dict[str, Any], why: str
) -> None:
    feed.addresses = addresses
    assert check(feed) is None
    feed.refresh_from_db()
    assert why in feed.last_failure
    assert not Snapshot.objects.exists()


def test_only_enabled_feeds_with_an_address_that_are_due_are_claimed_and_only_once() -> None:
    due, later, off, without = (make_feed(slug, main="https://example.org/") for slug in "abcd")
    Feed.objects.filter(pk=later.pk).update(next_run_at=timezone.now() + timedelta(hours=1))
    Feed.objects.filter(pk=off.pk).update(is_enabled=False)
    Feed.objects.filter(pk=without.pk).update(addresses={})
    past = make_feed("e", main="https://example.org/")
    Feed.objects.filter(pk=past.pk).update(next_run_at=timezone.now() - timedelta(hours=1))
    assert claim_due() == [due.pk, past.pk]
    assert claim_due() == []
    assert hours_until_next(due) == pytest.approx(1, abs=0.1)


def test_looking_for_due_feeds_costs_one_query() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert claim_due() == []
    assert len(captured) == 1


def test_an_import_that_fails_at_its_very_end_leaves_nothing_and_the_next_one_does_it_all(
    server: WebServer, feed: Feed
) -> None:
    # Hours beyond every calendar: the import's last step fails.
    server.answers["/list.csv"] = Answer(FIRST, etag='"1"')
    feed.every_hours = 24 * 366 * 10_000
    with pytest.raises(OverflowError):
        check(feed)
    assert not Entry.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Event.objects.exists()
    fresh = Feed.objects.get(pk=feed.pk)
    assert (fresh.failures, fresh.last_failure) == (1, "an error of the tracker itself (OverflowError)")
    check(fresh)
    assert states() == ["imported"]
    assert Event.objects.count() == 2


def test_two_workers_never_check_one_feed_at_once(server: WebServer, feed: Feed) -> None:
    server.answers["/list.csv"] = Answer(FIRST)
    database = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: database[key] for key in wanted if database.get(key)}) as other:
        other.execute("SELECT pg_advisory_lock(%s::int, %s::int)", [0x6C697374, feed.pk])
        with pytest.raises(CheckedElsewhere):
            check(feed)
        assert not server.asked
        # A closed connection gives its locks back some time later; an unlocked one has done so.
        other.execute("SELECT pg_advisory_unlock(%s::int, %s::int)", [0x6C697374, feed.pk])
    assert check(feed) is not None


def command(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_list", *arguments, "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_command_without_files_fetches_them(server: WebServer, feed: Feed) -> None:
    server.answers["/list.csv"] = Answer(FIRST, etag='"1"')
    first, second = command("sample"), command("sample")
    assert (first["entries"], first["added"], first["snapshot"]) == (
        2, 2, Snapshot.objects.get().public_id,
    )  # fmt: skip
    assert (second["entries"], second["unchanged"], second["snapshot"]) == (2, 2, None)
    assert second["sha256"] == first["sha256"]
    assert [path for path, _ in server.asked] == ["/list.csv"] * 2


def test_the_command_says_why_a_feed_could_not_be_fetched(server: WebServer, feed: Feed) -> None:
    with pytest.raises(CommandError, match="404"):
        command("sample")
    feed.refresh_from_db()
    assert feed.failures == 1
