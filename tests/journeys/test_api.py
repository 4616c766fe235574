"""The record over HTTP, on the shipped facts: what stands where, and that yesterday's answers stay."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from designations.editorial.retract import retract
from designations.models import Event
from tests.factories import publisher
from tests.shipped import shipped_facts

pytestmark = pytest.mark.django_db

TRANSITIONS = {"listed", "suspended", "reinstated", "delisted", "annulled", "expired", "list_abolished"}
ADDRESSES = (
    "designations/?list=ru-fsb&entity=taliban",
    "designations/?jurisdiction=ru&valid_on=2010-01-01",
    "designations/ru-fsb--taliban/?valid_on=2025-05-01",
    "events/?entity=taliban&limit=200",
    "events/?kind=suspended",
    "entities/taliban/?",
)


@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped facts, loaded once."""
    with shipped_facts(django_db_blocker):
        yield


def _get(client: Client, address: str) -> Any:
    response = client.get(address if address.startswith("http") else f"/api/v1/{address}")
    assert response.status_code == 200, response.content.decode()
    return response.json()


def _every(client: Client, address: str) -> list[Any]:
    found: list[Any] = []
    while address:
        page = _get(client, address)
        found += page["results"]
        address = page["next"]
    return found


def test_russia_has_suspended_the_taliban_today(client: Client) -> None:
    [found] = _get(client, "designations/?list=ru-fsb&entity=taliban")["results"]
    assert (found["id"], found["status"], found["certain"]) == ("ru-fsb--taliban", "suspended", True)


@pytest.mark.parametrize(
    ("designation", "day", "status", "certain"),
    [
        ("ru-fsb--taliban", "2003-01-15", "not_listed", True),
        ("ru-fsb--taliban", "2010-01-01", "in_force", True),
        ("ru-fsb--taliban", "2024-06-15", "in_force", True),
        ("ru-fsb--taliban", "2025-05-01", "suspended", True),
        ("kz-terror--taliban", "2023-12-01", "in_force", True),
        ("kz-terror--taliban", "2024-01-15", "ended", True),
        ("kg-terror--taliban", "2024-09-15", "in_force", False),
    ],
)
def test_the_standing_of_the_taliban_on_a_day(
    client: Client, designation: str, day: str, status: str, certain: bool
) -> None:
    on, entity = designation.split("--")
    page = _get(client, f"designations/?list={on}&entity={entity}&valid_on={day}")
    [found] = page["results"]
    assert (found["status"], found["certain"], page["valid_on"]) == (status, certain, day)


def test_no_proposal_ruling_or_statement_changed_any_status(client: Client) -> None:
    kinds = {event["id"]: event["kind"] for event in _every(client, "events/?limit=200")}
    turned = {
        kinds[event]
        for designation in _every(client, "designations/?limit=200")
        for period in designation["periods"]
        for event in (period["opened_by"], period["closed_by"])
        if event
    }
    assert turned <= TRANSITIONS
    assert {"listed", "delisted", "suspended"} <= turned
    assert set(kinds.values()) - TRANSITIONS >= {"delisting_proposed", "court_ruling", "statement"}


def test_no_undated_listing_reads_not_listed_today(client: Client) -> None:
    undated = {
        f"{event['list']}--{event['entity']}"
        for event in _every(client, "events/?kind=listed&limit=200")
        if event["occurred_on"] is None and event["effective_on"] is None
    }
    standing = {one["id"]: one["status"] for one in _every(client, "designations/?limit=200")}
    assert len(undated) > 10
    assert [pair for pair in sorted(undated) if standing[pair] == "not_listed"] == []


def test_after_a_retraction_what_was_known_before_answers_byte_for_byte(client: Client) -> None:
    now = {address: client.get(f"/api/v1/{address}").content for address in ADDRESSES}
    seq = _get(client, "")["known_seq"]
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    suspension = _get(client, "designations/ru-fsb--taliban/")["periods"][-1]["opened_by"]
    before = client.get(f"/api/v1/events/{suspension}/").content

    retract(Event.objects.get(public_id=suspension), by=publisher(), reason="Read from another order.")

    for address, answer in now.items():
        for known_at in (seq, moment):
            assert client.get(f"/api/v1/{address}&known_at={known_at}").content == answer
    assert client.get(f"/api/v1/events/{suspension}/?known_at={seq}").content == before
    assert client.get(f"/api/v1/events/{suspension}/?known_at={moment}").content == before

    assert _get(client, "designations/ru-fsb--taliban/")["status"] == "in_force"
    assert _get(client, f"events/{suspension}/")["retraction_reason"] == "Read from another order."
    log = _get(client, f"changes/?after={seq}")
    assert [(c["action"], c["subject_id"]) for c in log["results"]] == [("retracted", suspension)]
    assert log["next_after"] == seq + 1


def test_a_client_finds_its_way_from_the_index_to_the_passage(client: Client) -> None:
    index = {one["name"]: one["url"] for one in _get(client, "")["resources"]}
    [designation] = _get(client, f"{index['designations']}?list=kz-terror&entity=taliban")["results"]
    event = _get(client, f"{index['events']}{designation['periods'][0]['closed_by']}/")
    source = _get(client, f"{index['sources']}{event['citations'][0]['source']}/")
    assert event["kind"] == "delisted"
    assert source["url"].startswith("https://")
