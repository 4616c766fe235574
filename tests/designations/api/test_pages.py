"""Paging: one state of the record, whole, in a fixed number of queries."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import DjangoAssertNumQueries

from designations.editorial.merge import merge
from designations.editorial.retract import retract
from designations.models import Designation, Event
from tests.designations.api.builders import every, make_entry
from tests.designations.api.conftest import Get
from tests.factories import administrator, last_seq, make_entity, make_list, publisher

pytestmark = pytest.mark.django_db

COLLECTIONS = ["jurisdictions/", "lists/", "entities/", "designations/", "events/", "sources/", "acts/"]


@pytest.mark.parametrize("path", COLLECTIONS)
def test_a_page_has_results_next_and_the_change_number(get: Get, path: str) -> None:
    page = get(path, limit=2)
    assert set(page) - {"valid_on"} == {"results", "next", "known_seq"}
    assert ("valid_on" in page) == (path == "designations/")
    assert page["known_seq"] == last_seq()
    assert len(page["results"]) <= 2


@pytest.mark.parametrize("path", ["lists/", "entities/", "sources/"])
def test_pages_of_any_size_give_the_same_rows_in_the_same_order(get: Get, path: str) -> None:
    assert every(get, path, limit=13) == every(get, path, limit=200)


def test_pages_of_designations_give_every_one_once(get: Get) -> None:
    found = [one["id"] for one in every(get, "designations/", limit=150)]
    assert found == sorted(set(found))
    assert len(found) == Designation.objects.count()


def test_pages_of_undated_events_give_every_one_once(get: Get) -> None:
    whole = every(get, "events/", kind="listed")
    assert sum(one["occurred_on"] is None for one in whole) > 10
    assert [one["id"] for one in every(get, "events/", kind="listed", limit=97)] == [
        one["id"] for one in whole
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_of_events_on_one_day_or_undated_lose_none(get: Get, limit: int) -> None:
    on = make_list()
    for day in ("2003", "2003", "", "", "2004-02-03", "../2003-12-31"):
        make_entry(list=on, occurred_on=day)
    whole = [one["id"] for one in get("events/", list=on.slug)["results"]]
    assert [one["id"] for one in every(get, "events/", list=on.slug, limit=limit)] == whole
    assert len(set(whole)) == 6


def test_the_following_page_is_pinned_to_the_state_of_the_first(get: Get) -> None:
    page = get("designations/", jurisdiction="us", limit=3)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page["next"]).query).items()}
    cursor = asked.pop("cursor")
    assert cursor
    assert asked == {
        "jurisdiction": "us", "limit": "3", "known_at": str(page["known_seq"]), "valid_on": page["valid_on"],
    }  # fmt: skip
    assert page["next"].startswith("http://testserver/api/v1/designations/?")


def test_what_changes_between_two_pages_is_not_seen_by_the_second(get: Get) -> None:
    whole = [one["id"] for one in every(get, "events/", entity="taliban")]
    page = get("events/", entity="taliban", limit=2)
    said = next(one["id"] for one in reversed(get("events/", entity="taliban", kind="statement")["results"]))
    assert said in whole[2:]
    retract(Event.objects.get(public_id=said), by=publisher(), reason="An error.")
    found = [one["id"] for one in page["results"]]
    while page["next"]:
        page = get(page["next"].partition("/api/v1/")[2])
        found += [one["id"] for one in page["results"]]
    assert found == whole
    assert [one["id"] for one in every(get, "events/", entity="taliban")] == [i for i in whole if i != said]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("jurisdictions/", 3),
        ("lists/", 2),
        ("entities/", 7),
        ("designations/", 4),
        ("events/", 6),
        ("sources/", 2),
    ],
)
@pytest.mark.parametrize("limit", [1, 200])
def test_a_page_costs_a_fixed_number_of_queries(
    get: Get, path: str, queries: int, limit: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for old in (make_entity(slug="000-old"), make_entity()):
        merge(old, into=make_entity(slug=f"000-{old.pk}"), by=administrator())
    with django_assert_num_queries(queries):
        get(path, limit=limit)


@pytest.mark.parametrize(("path", "queries"), [("designations/", 6), ("events/", 8)])
@pytest.mark.parametrize("limit", [1, 200])
def test_a_page_of_merged_entities_costs_one_query_more_for_their_heirs(
    get: Get, path: str, queries: int, limit: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heir = make_entity()
    for old in (make_entity(), make_entity()):
        make_entry(entity=old)
        merge(old, into=heir, by=administrator())
    with django_assert_num_queries(queries):
        page = get(path, limit=limit, entity=heir.slug)
    assert len(page["results"]) == min(limit, 2)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("jurisdictions/ru/", 3),
        ("lists/us-fto/", 2),
        ("entities/taliban/", 6),
        ("designations/ru-fsb--taliban/", 4),
        ("designations/?list=ru-fsb&entity=taliban", 6),
        ("events/?list=ru-fsb&entity=taliban&jurisdiction=ru", 9),
    ],
)
def test_an_answer_costs_a_fixed_number_of_queries(
    get: Get, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    merge(make_entity(), into=make_entity(), by=administrator())
    with django_assert_num_queries(queries):
        get(path)


def test_the_same_question_has_the_same_bytes_for_an_answer(raw: Callable[..., bytes]) -> None:
    for path in COLLECTIONS:
        assert raw(path, limit=200) == raw(path, limit=200) == raw(path, limit=200, known_at=last_seq())
