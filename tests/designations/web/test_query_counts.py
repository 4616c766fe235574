"""Pages over the shipped facts ask the database a fixed number of questions, however long they are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.models import Citation, EventVersion
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with shipped_facts(django_db_blocker):
        yield


def queries(client: Client, address: str) -> int:
    """How many queries the whole request takes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


def test_the_page_of_the_taliban_takes_at_most_thirteen_queries(client: Client) -> None:
    assert queries(client, "/entities/taliban/") <= 13


def test_the_page_of_us_fto_takes_at_most_ten_queries(client: Client) -> None:
    assert queries(client, "/lists/us-fto/") <= 10


def test_a_day_in_the_past_takes_no_more_queries_than_today(client: Client) -> None:
    assert queries(client, "/lists/us-fto/?valid_on=2010-01-01") == queries(client, "/lists/us-fto/")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("/entities/ltte/", "/entities/hizballah/"),
        ("/lists/xk-gov/", "/lists/us-sdgt/"),
        ("/jurisdictions/xk/", "/jurisdictions/us/"),
        ("/events/?kind=suspended", "/events/"),
        ("/entities/?q=taliban", "/entities/?q=a"),
        ("/lists/us-fto/?name=al", "/lists/us-fto/?sort=since&status=all"),
        ("/jurisdictions/xk/alone/", "/jurisdictions/us/alone/"),
        ("/compare/?list=au-listed,ca-listed", "/compare/"),
        (
            "/lists/us-fto/between/?from=2024-01-01&to=2025-06-01",
            "/lists/us-fto/between/?from=1997-01-01&to=2025-06-01",
        ),
        ("/changes/?after=3000", "/changes/?after=1400"),
    ],
)
def test_a_long_page_takes_no_more_queries_than_a_short_one(client: Client, short: str, long: str) -> None:
    assert queries(client, long) <= queries(client, short)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 16),
        ("/jurisdictions/", 4),
        ("/compare/", 5),
        ("/lists/", 3),
        ("/entities/", 4),
        ("/events/", 7),
        ("/changes/", 6),
        ("/proposals/", 13),
    ],
)
def test_overviews_take_few_queries(client: Client, address: str, most: int) -> None:
    assert queries(client, address) <= most


def test_an_event_and_a_source_take_few_queries(client: Client) -> None:
    version = EventVersion.objects.select_related("event").filter(designation__slug="ru-fsb--taliban")[0]
    citation = Citation.objects.select_related("source").filter(version=version)[0]
    assert queries(client, version.event.get_absolute_url()) <= 12
    assert queries(client, citation.source.get_absolute_url()) <= 7
