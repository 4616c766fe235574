"""Pages are made once for each state of the record, and sent again only where they are no longer the same."""

import gzip
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from designations.models import Capture, Feed
from tests.factories import make_capture, make_entity, make_event, make_list, make_source
from tests.followed_feeds import make_followed

pytestmark = pytest.mark.django_db
PAGES = ["/", "/lists/", "/jurisdictions/", "/entities/", "/events/", "/changes/", "/entities/front/"]


@pytest.fixture
def cache_of_pages(settings: Settings) -> None:
    """The real cache, under names that no other test uses."""
    pages: dict[str, Any] = settings.CACHES["default"] | {"KEY_PREFIX": uuid.uuid4().hex}
    settings.CACHES = settings.CACHES | {"pages": pages}


def tag_of(client: Client, address: str) -> str:
    return str(client.get(address).headers["ETag"])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_is_still_the_same_is_not_sent_again_and_costs_one_query(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_event(entity=make_entity(slug="front"))
    tag = tag_of(client, address)
    with django_assert_num_queries(1):
        response = client.get(address, headers={"if-none-match": tag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["Vary"] == "Accept-Encoding"


def test_the_next_change_and_nothing_else_makes_it_another_page(client: Client) -> None:
    make_event(entity=make_entity(slug="front"))
    before = tag_of(client, "/entities/front/")
    assert tag_of(client, "/entities/front/") == before
    source = make_source()
    make_followed(make_list())
    as_known = tag_of(client, "/entities/front/")
    assert as_known != before
    make_capture(source=source, text="Nobody has cited this.")
    Feed.objects.update(last_checked_at=timezone.now())
    assert tag_of(client, "/entities/front/") == as_known
    make_entity(slug="other")
    assert tag_of(client, "/entities/front/") != as_known


def test_a_list_is_another_page_when_its_file_was_asked_for(client: Client) -> None:
    make_followed(make_list(slug="register"))
    before = tag_of(client, "/lists/register/")
    Feed.objects.update(last_checked_at=timezone.now())
    after = tag_of(client, "/lists/register/")
    assert before != after
    assert tag_of(client, "/lists/register/") == after


def test_a_source_is_another_page_when_it_was_captured_again(client: Client) -> None:
    source = make_source()
    address = f"/sources/{source.public_id}/"
    before = tag_of(client, address)
    Capture.objects.create(source=source, text="As it reads now.")
    assert tag_of(client, address) != before


def test_every_parameter_that_a_page_reads_makes_another_page_and_no_other_one_does(client: Client) -> None:
    make_event(entity=make_entity(slug="front"))
    asked = ["", "?valid_on=2010-01-01", "?known_at=1", "?known_at=1&valid_on=2010-01-01"]
    assert len({tag_of(client, f"/entities/front/{query}") for query in asked}) == len(asked)
    assert tag_of(client, "/entities/front/?utm_source=mail") == tag_of(client, "/entities/front/")
    assert tag_of(client, "/lists/") != tag_of(client, "/jurisdictions/")


def test_a_page_is_gzipped_for_those_who_read_that_under_a_validator_of_its_own(client: Client) -> None:
    make_event(entity=make_entity(slug="front"))
    plain = client.get("/entities/front/")
    packed = client.get("/entities/front/", headers={"accept-encoding": "br, gzip"})
    refused = client.get("/entities/front/", headers={"accept-encoding": "gzip;q=0, identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content == refused.content
    assert "Content-Encoding" not in refused.headers
    assert packed.headers["ETag"] != plain.headers["ETag"] == refused.headers["ETag"]


@pytest.mark.usefixtures("cache_of_pages")
def test_a_page_is_rendered_once_for_all_who_do_not_hold_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_event(entity=make_entity(slug="front"))
    first = client.get("/entities/front/", headers={"accept-encoding": "gzip"})
    with django_assert_num_queries(1):
        second = Client().get("/entities/front/", headers={"accept-encoding": "gzip"})
    assert second.content == first.content
    assert {n: v for n, v in second.headers.items() if n != "Content-Security-Policy"} == {
        n: v for n, v in first.headers.items() if n != "Content-Security-Policy"
    }
    make_event(entity=make_entity(slug="other", name="The Newcomers"))
    assert b"The Newcomers" in client.get("/entities/").content


@pytest.mark.usefixtures("cache_of_pages")
def test_what_is_missing_or_cannot_be_read_is_never_kept(client: Client) -> None:
    for address, status in (("/entities/nobody/", 404), ("/entities/?known_at=nonsense", 400)):
        for _ in range(2):
            response = client.get(address)
            assert response.status_code == status
            assert "ETag" not in response.headers


def test_pages_are_shown_while_the_cache_is_down(client: Client, settings: Settings) -> None:
    make_event(entity=make_entity(slug="front"))
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = settings.CACHES | {"pages": nowhere}
    assert client.get("/entities/front/").status_code == 200


def test_while_templates_are_written_no_page_is_held(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    assert "ETag" not in client.get("/lists/").headers
