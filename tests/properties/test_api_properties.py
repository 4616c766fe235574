"""Whatever is asked, the interface answers or explains; it never fails."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

NAMES = (
    "list", "entity", "jurisdiction", "status", "kind", "source", "valid_on", "known_at", "occurred_from",
    "occurred_to", "limit", "cursor", "after", "x",
)  # fmt: skip
PLAUSIBLE = st.sampled_from(
    [
        "2003-02-14",
        "0001-01-01",
        "9999-12-31",
        "0",
        "1",
        "200",
        "999999999999999999",
        "in_force",
        "listed",
        "us-fto",
    ]
) | st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
QUERIES = st.dictionaries(st.sampled_from(NAMES), PLAUSIBLE | st.text(max_size=30), max_size=3)
PATHS = st.sampled_from(["designations/", "events/", "entities/", "lists/", "changes/", "acts/"])
KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=30)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(path=PATHS, query=QUERIES)
def test_any_query_is_answered_or_refused_with_a_reason(
    client: Client, path: str, query: dict[str, str]
) -> None:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code in (200, 400)
    document = response.json()
    if response.status_code == 200:
        assert "known_seq" in document
    else:
        assert document["status"] == 400
        assert document["detail"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(resource=st.sampled_from(["designations", "events", "entities", "lists", "sources"]), key=KEYS)
def test_any_key_that_names_nothing_is_missed_with_a_reason(client: Client, resource: str, key: str) -> None:
    response = client.get(f"/api/v1/{resource}/{quote(key)}/")
    assert response.status_code == 404
    assert response.json()["detail"]
