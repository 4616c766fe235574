"""What the tests of the interface build and read again and again."""

from typing import Any

from designations.models import EventVersion
from tests.designations.api.conftest import Get
from tests.factories import make_entity, make_event


def make_entry(**fields: Any) -> EventVersion:
    """An event on a designation of its own, a listing unless `fields` say otherwise."""
    return make_event(**{"entity": make_entity(), **fields})


def every(get: Get, path: str, **parameters: Any) -> list[Any]:
    """The results of all pages, following `next` to the last."""
    page = get(path, **{"limit": 200, **parameters})
    found = list(page["results"])
    while page["next"]:
        page = get(page["next"].partition("/api/v1/")[2])
        found += page["results"]
    return found
