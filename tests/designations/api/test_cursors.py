"""Positions in an order survive being written down; anything else is refused."""

import base64
import json

import pytest

from designations.api.cursors import ByKey, NewestFirst, Order, cursor_at, following
from designations.api.problems import Problem

SLUGS = ByKey("slug", kind=str, resource="lists")
KEYS = ByKey("pk", kind=int, resource="sources")
EVENTS = NewestFirst(resource="events")


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_a_cursor_is_safe_in_an_address() -> None:
    cursor = cursor_at(SLUGS, {"slug": "us-fto"})
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert following(SLUGS, cursor) == SLUGS.after(["us-fto"])


@pytest.mark.parametrize(
    ("order", "cursor"),
    [
        (SLUGS, ""),
        (SLUGS, "é"),
        (SLUGS, "a b"),
        (SLUGS, "bm9uc2Vuc2U"),
        (SLUGS, _cursor()),
        (SLUGS, _cursor("lists")),
        (SLUGS, _cursor("lists", 7)),
        (SLUGS, _cursor("lists", "a", "b")),
        (SLUGS, _cursor("lists", "a\x00")),
        (SLUGS, _cursor("lists", "\ud800")),
        (SLUGS, _cursor("entities", "a")),
        (SLUGS, base64.urlsafe_b64encode(b"[" * 150).decode()),
        (SLUGS, base64.urlsafe_b64encode(b'"lists"').decode()),
        (KEYS, _cursor("sources", "7")),
        (KEYS, _cursor("sources", True)),
        (KEYS, _cursor("sources", -1)),
        (KEYS, _cursor("sources", 2**63)),
        (EVENTS, _cursor("events", "2024-02-30", 7)),
        (EVENTS, _cursor("events", "2024-02-03", "7")),
        (EVENTS, _cursor("events", None)),
        (EVENTS, _cursor("events", {}, 7)),
    ],
)
def test_what_is_no_cursor_of_the_resource_is_a_problem_that_names_it(order: Order, cursor: str) -> None:
    with pytest.raises(Problem) as caught:
        following(order, cursor)
    assert caught.value.members["errors"][0]["parameter"] == "cursor"
