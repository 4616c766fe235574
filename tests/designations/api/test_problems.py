"""What the interface says when it cannot answer."""

from typing import Any

import pytest
from django.test import Client

from tests.designations.api.conftest import Get

pytestmark = pytest.mark.django_db

COLLECTIONS = [
    "jurisdictions/",
    "lists/",
    "entities/",
    "designations/",
    "events/",
    "sources/",
    "acts/",
    "changes/",
]
ELSEWHERE = ["", "lists/us-fto/", "entities/taliban/", "designations/ru-fsb--taliban/", "problems/bad-value/"]


@pytest.mark.parametrize("path", COLLECTIONS + ELSEWHERE)
def test_an_unknown_parameter_is_refused_by_name_beside_those_there_are(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}", {"lsit": "ru-fsb", "page": "2"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["title"], problem["status"]) == ("Unknown parameter", 400)
    assert problem["unknown"] == ["lsit", "page"]
    assert "'lsit', 'page'" in problem["detail"]
    assert isinstance(problem["known_parameters"], list)
    assert all(name in problem["detail"] for name in problem["known_parameters"])


def test_the_known_parameters_of_designations_are_its_filters_clocks_and_paging(get: Get) -> None:
    assert get("designations/", expect=400, x=1)["known_parameters"] == [
        "list", "entity", "jurisdiction", "status", "valid_on", "known_at", "limit", "cursor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "parameter", "value", "remedy"),
    [
        ("designations/", "valid_on", "2010", "write it as 2010-01-31"),
        ("designations/", "valid_on", "2010-02-30", "write it as 2010-01-31"),
        ("designations/", "known_at", "yesterday", "a time such as 2026-11-23T12:00:00Z"),
        ("designations/", "status", "listed", "not_listed, in_force, suspended, ended, unknown"),
        ("designations/", "list", "us-ftoo", "Near to it: us-fto"),
        ("designations/", "entity", "talibann", "Near to it: taliban"),
        ("designations/", "jurisdiction", "Russia", "Near to it: ru"),
        ("designations/", "limit", "0", "from 1 to 200"),
        ("designations/", "limit", "201", "from 1 to 200"),
        ("designations/", "limit", "ten", "from 1 to 200"),
        ("designations/", "list", "", "leave the parameter out"),
        ("designations/", "cursor", "abc", "take it from the `next`"),
        ("events/", "kind", "delist", "delisted"),
        ("events/", "occurred_from", "2024-13-01", "write it as"),
        ("events/", "source", "nosuch", "ids stand in the citations"),
        ("entities/taliban/", "known_at", "-1", "neither a change number"),
        ("lists/", "jurisdiction", "\x00", "null character"),
    ],
)
def test_a_bad_value_names_the_parameter_and_the_remedy(
    get: Get, path: str, parameter: str, value: str, remedy: str
) -> None:
    problem = get(path, expect=400, **{parameter: value})
    assert problem["title"] == "Bad value"
    [error] = problem["errors"]
    assert error["parameter"] == parameter
    assert remedy in error["detail"]
    assert problem["detail"] == f"{parameter}: {error['detail']}"


def test_all_unreadable_values_are_named_at_once(get: Get) -> None:
    problem = get("designations/", expect=400, valid_on="x", limit="y", status="z")
    assert [error["parameter"] for error in problem["errors"]] == ["status", "valid_on", "limit"]


def test_a_parameter_given_twice_is_refused(client: Client) -> None:
    response = client.get("/api/v1/designations/?list=ru-fsb&list=us-fto")
    assert response.status_code == 400
    assert "more than once" in response.json()["detail"]


def test_a_span_that_ends_before_it_begins_is_refused(get: Get) -> None:
    problem = get("events/", expect=400, occurred_from="2025-01-02", occurred_to="2025-01-01")
    assert "swap them" in problem["detail"]


def test_the_cursor_of_another_resource_is_refused(get: Get) -> None:
    cursor = get("lists/", limit=1)["next"].partition("cursor=")[2]
    assert get("entities/", expect=400, cursor=cursor)["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("lists/us-ftoo/", "us-fto"),
        ("entities/Talibann/", "taliban"),
        ("jurisdictions/Kazakhstan/", "kz"),
        ("designations/ru-fsb--talban/", "ru-fsb--taliban"),
        ("designations/rufsb--taliban/", "ru-fsb--taliban"),
    ],
)
def test_an_address_that_is_nearly_right_names_the_right_one(client: Client, path: str, near: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert near in problem["nearest"]
    assert near in problem["detail"]


@pytest.mark.parametrize(
    "path", ["events/none/", "sources/none/", "acts/none/", "lists/%00/", f"lists/{'a' * 300}/"]
)
def test_an_address_that_resembles_nothing_is_a_problem_document_too(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["nearest"] == []


def test_an_unknown_resource_names_those_there_are(get: Get) -> None:
    assert "designations" in get("designation/", expect=404)["nearest"]
    assert "designations" in get("a/b/c", expect=404)["detail"]


def test_a_forgotten_slash_is_forgiven_and_the_query_kept(client: Client) -> None:
    response = client.get("/api/v1/designations?list=ru-fsb")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/designations/?list=ru-fsb"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["designations/", "entities/taliban/", "changes/", "", "schema/", "nowhere/"]
)
def test_nothing_can_be_written(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["title"] == "Method not allowed"


def test_head_and_options_are_answered(client: Client) -> None:
    assert client.head("/api/v1/lists/").status_code == 200
    assert client.options("/api/v1/lists/").status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*"])
def test_whatever_a_client_accepts_it_gets_json(client: Client, accept: str) -> None:
    response = client.get("/api/v1/lists/", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


def test_far_too_many_parameters_are_a_bad_request(client: Client) -> None:
    response = client.get("/api/v1/lists/?" + "&".join(f"p{number}" for number in range(2000)))
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_the_type_of_a_problem_is_an_address_that_explains_it(client: Client) -> None:
    for problem in (
        client.get("/api/v1/lists/", {"x": "1"}).json(),
        client.get("/api/v1/lists/", {"limit": "x"}).json(),
        client.get("/api/v1/lists/x/").json(),
        client.post("/api/v1/lists/").json(),
    ):
        explained: dict[str, Any] = client.get(problem["type"]).json()
        assert {name: explained[name] for name in ("type", "title", "status")} == {
            name: problem[name] for name in ("type", "title", "status")
        }
        assert explained["meaning"]


def test_search_engines_are_told_to_keep_out(client: Client) -> None:
    assert client.get("/api/v1/entities/taliban/")["X-Robots-Tag"] == "noindex"
