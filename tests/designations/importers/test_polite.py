"""What a server asks for beside the file: patience, and to be left alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from designations.importers.fetch import check
from designations.models import Event, Feed
from tests.designations.importers.test_fetch import FIRST, hours_until_next, make_feed
from tests.web_server import Answer, WebServer, web_server

pytestmark = pytest.mark.django_db
NOBODY = Answer(b"User-agent: *\nDisallow: /\n")


@pytest.fixture
def server(settings: Any) -> Iterator[WebServer]:
    """A server that has the list. Ports come again: what was said of them must not be remembered."""
    settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    cache.clear()
    with web_server() as running:
        running.answers["/list.csv"] = Answer(FIRST)
        yield running
    cache.clear()


@pytest.fixture
def feed(server: WebServer) -> Feed:
    return make_feed(main=server.url("/list.csv"))


@pytest.mark.parametrize("status", [429, 503, 403])
def test_a_server_that_says_when_to_ask_again_is_not_asked_before(
    server: WebServer, feed: Feed, status: int
) -> None:
    server.answers["/list.csv"] = Answer(status=status, headers={"Retry-After": "18000"})
    check(feed)
    assert hours_until_next(feed) == pytest.approx(5, abs=0.05)
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=50), usegmt=True)
    server.answers["/list.csv"] = Answer(status=status, headers={"Retry-After": moment})
    check(feed)
    assert hours_until_next(feed) == pytest.approx(50, abs=0.05)
    assert feed.failures == 2


@pytest.mark.parametrize(
    ("said", "hours"), [("-5", 0.25), ("1", 0.25), ("soon", 0.25), ("9" * 400, 168), ("0", 0.25)]
)
def test_a_hostile_answer_neither_hastens_a_check_nor_ends_them(
    server: WebServer, feed: Feed, said: str, hours: float
) -> None:
    server.answers["/list.csv"] = Answer(status=429, headers={"Retry-After": said})
    check(feed)
    assert hours_until_next(feed) == pytest.approx(hours, abs=0.05)


def test_a_host_is_asked_for_its_robots_txt_once_a_day_and_by_name(server: WebServer) -> None:
    first, second = (make_feed(slug, main=server.url("/list.csv")) for slug in "ab")
    for feed in (first, second, first):
        check(feed)
    [headers] = server.asked_robots
    assert headers["User-Agent"].startswith("DesignationTracker/")
    assert len(server.asked) == 3


def test_what_robots_txt_disallows_is_not_fetched_until_an_editor_passes_over_it(
    server: WebServer, feed: Feed
) -> None:
    server.answers["/robots.txt"] = NOBODY
    assert check(feed) is None
    feed.refresh_from_db()
    assert not server.asked
    assert "/robots.txt asks DesignationTracker not to fetch" in feed.last_failure
    assert "Ignores robots.txt" in feed.last_failure
    assert hours_until_next(feed) == pytest.approx(0.25, abs=0.05)
    feed.ignores_robots = True
    feed.save()
    assert check(feed) is not None
    assert len(server.asked_robots) == 1
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    "robots",
    [
        Answer(status=404),
        Answer(status=403),
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
        Answer(status=302, headers={"Location": "/robots.txt"}),
        Answer(b"User-agent: *\nDisallow: /other\n"),
        Answer(b"User-agent: *\n" + b"Disallow: /other\n" * 50_000 + b"Disallow: /\n"),
        Answer(b"\xff\xfe\0<html>Disallow: /</html>"),
    ],
    ids=["none", "forbidden", "elsewhere", "round and round", "another path", "beyond the limit", "no text"],
)
def test_a_host_that_says_nothing_against_it_is_fetched_from(
    server: WebServer, feed: Feed, robots: Answer
) -> None:
    server.answers["/robots.txt"] = robots
    assert check(feed) is not None, feed.last_failure


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_say_what_it_allows_is_asked_again_later(
    server: WebServer, feed: Feed, status: int
) -> None:
    server.answers["/robots.txt"] = Answer(status=status, headers={"Retry-After": "7200"})
    assert check(feed) is None
    assert not server.asked
    assert str(status) in feed.last_failure
    assert hours_until_next(feed) == pytest.approx(2, abs=0.05)
    del server.answers["/robots.txt"]
    assert check(feed) is not None


def test_a_cache_that_is_down_costs_a_question_and_no_check(server: WebServer, feed: Feed) -> None:
    down = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    with override_settings(CACHES=down):
        assert check(feed) is not None
        server.answers["/robots.txt"] = NOBODY
        assert check(feed) is None
    assert len(server.asked_robots) == 2
    assert "/robots.txt asks" in feed.last_failure
