"""How the public pages answer beside a large invented record, against the same pages over the shipped facts.

Run on demand: `pytest -m benchmark -s tests/benchmarks/test_pages.py`; the million takes several minutes to
load. Times are ratios within one run, never asserted; the numbers of queries are. Nothing is kept, neither
pages nor the numbers of lists, save where the first reader after a change is timed.
"""

import time
import uuid
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker, Settings

from designations.models import EventVersion
from tests.benchmarks.large import Size, load
from tests.factories import make_entity, make_event
from tests.shipped import shipped_facts
from tracker.database import owner_connection

pytestmark = pytest.mark.benchmark
MILLION = Size(entities=100_000, lists=90, events=1_000_000, drafts=100, sources=20_000, entries=100)
SEED = 2
# Of the shipped facts, asked for before and after; `{...}` is a row of the record that is looked up.
PAGES = {
    "home": "/",
    "entity": "/entities/taliban/",
    "entity on a day": "/entities/taliban/?valid_on=2010-01-01",
    "diffusion": "/entities/taliban/diffusion/",
    "entities": "/entities/",
    "entities by name": "/entities/?q=taliban",
    "lists": "/lists/",
    "list": "/lists/us-fto/",
    "list on a day": "/lists/us-fto/?valid_on=2010-01-01",
    "list by date, everybody": "/lists/us-fto/?sort=since&status=all",
    "list by a name": "/lists/us-fto/?name=al",
    "between": "/lists/us-fto/between/?from=1997-01-01&to=2025-06-01",
    "members": "/lists/us-fto/members.csv",
    "jurisdictions": "/jurisdictions/",
    "jurisdiction": "/jurisdictions/us/",
    "alone": "/jurisdictions/us/alone/",
    "compare": "/compare/?list=us-fto,uk-proscribed,au-listed,ca-listed",
    "compare all": "/compare/",
    "changes": "/changes/",
    "changes of a kind": "/changes/?kind=delisted",
    "changes of an entity": "/changes/?entity=taliban",
    "changes of a list": "/changes/?list=us-fto",
    "changes of a place": "/changes/?jurisdiction=us",
    "atom": "/changes/atom/",
    "search": "/search/?q=taliban",
    "search, misspelt": "/search/?q=hizbalah",
    "suggestions": "/search/suggest?q=tali",
    "proposals": "/proposals/",
    "proposals of a place": "/proposals/?jurisdiction=us",
    "coverage": "/about/coverage/",
    "corrections": "/about/corrections/",
    "events": "/events/",
    "events of a kind": "/events/?kind=suspended",
    "events of a list": "/events/?list=us-fto",
    "event": "/events/{event}/",
    "source": "/sources/{source}/",
}
# Those with numbers of the whole record, which are kept list by list.
COUNTED = ("home", "lists", "jurisdictions", "proposals", "coverage")
# The invented record's own, in the shape of a shipped page: asked for afterwards only.
INVENTED = {
    "entity": "/entities/{entity}/",
    "list": "/lists/{list}/",
    "list on a day": "/lists/{list}/?valid_on=2010-01-01",
    "between": "/lists/{list}/between/?from=1997-01-01&to=2025-06-01",
    "jurisdiction": "/jurisdictions/{place}/",
    "compare": "/compare/?list={lists}",
    "changes of a list": "/changes/?list={list}",
    "events of a list": "/events/?list={list}",
    "event": "/events/{event}/",
    "source": "/sources/{source}/",
}


@pytest.fixture
def facts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped facts, committed; all is emptied afterwards."""
    with shipped_facts(django_db_blocker):
        yield


def rows_of(prefix: str) -> dict[str, str]:
    """Rows to ask for: a designation of the first list whose slug begins with `prefix`, and what is cited."""
    events = EventVersion.objects.filter(list__slug__startswith=prefix, designation__isnull=False)
    first = events.order_by("list__slug", "event_id").select_related("list__jurisdiction", "event")[:1].get()
    slugs = events.order_by("list__slug").values_list("list__slug", flat=True).distinct()[:4]
    designation, citation = first.designation, first.citations.earliest("pk")
    assert designation is not None
    return {
        "entity": designation.entity.slug,
        "list": first.list.slug,
        "lists": ",".join(slugs),
        "place": first.list.jurisdiction.slug,
        "event": first.event.public_id,
        "source": citation.source.public_id,
    }


def asked(addresses: dict[str, str], *, rows: dict[str, str]) -> dict[str, str]:
    """The addresses with the rows in their places."""
    return {name: address.format(**rows) for name, address in addresses.items()}


def measured(client: Client, addresses: dict[str, str], *, times: int = 9) -> dict[str, tuple[float, int]]:
    """The median of the milliseconds of `times` answers after two others, and the queries of one."""
    found = {}
    for name, address in addresses.items():
        # The very first answer opens the connection, which is no query of the page.
        b"".join(client.get(address))
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address)
            b"".join(response)
        queries = len(seen)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            b"".join(client.get(address))
            taken.append(1000 * (time.perf_counter() - began))
        found[name] = (median(taken), queries)
    return found


def after_a_change(client: Client, addresses: dict[str, str], *, times: int = 5) -> dict[str, float]:
    """The median of the milliseconds of the first answer after an event was published."""
    entity, taken = make_entity(), dict[str, list[float]]()
    for _ in range(times + 1):
        make_event(entity=entity)
        for name, address in addresses.items():
            began = time.perf_counter()
            b"".join(client.get(address))
            taken.setdefault(name, []).append(1000 * (time.perf_counter() - began))
    # The first of all is made without anything kept.
    return {name: median(times[1:]) for name, times in taken.items()}


def table(small: dict[str, tuple[float, int]], large: dict[str, tuple[float, int]]) -> str:
    """Queries, milliseconds before and after, their ratio, and the page; the worst first."""
    rows = [
        (after / small[name][0], name, *small[name], after, queries)
        for name, (after, queries) in large.items()
    ]
    return "\n".join(
        f"{asked:3} {queries:3} {before:8.0f} {after:8.0f} {ratio:7.1f}  {name}"
        for ratio, name, before, asked, after, queries in sorted(rows, reverse=True)
    )


@pytest.fixture
def kept_apart(settings: Settings) -> dict[str, Any]:
    """The caches with one of pages, under names that nobody else uses."""
    caches: dict[str, Any] = settings.CACHES
    return caches | {"pages": caches["default"] | {"KEY_PREFIX": uuid.uuid4().hex}}


def test_public_pages_beside_a_million_events(
    facts: None, kept_apart: dict[str, Any], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client()
    shipped = asked(PAGES, rows=rows_of("us-fto"))
    small = measured(client, shipped)
    began = time.perf_counter()
    load(size=MILLION, seed=SEED)
    with owner_connection(), connection.cursor() as cursor:
        # As after any load of that size, in life by the server itself.
        cursor.execute("VACUUM (ANALYZE)")
    taken = time.perf_counter() - began
    large = measured(client, shipped)
    invented = measured(client, asked(INVENTED, rows=rows_of(f"sample-register-s{SEED}-")))
    settings.CACHES = kept_apart
    first = after_a_change(client, {name: shipped[name] for name in COUNTED})
    with capsys.disabled():
        print(f"\nloaded in {taken:.0f} s; queries and milliseconds before and after, their ratio")  # noqa: T201
        print(f"{table(small, large)}\n\nthe invented record's own pages, beside the shipped one's:")  # noqa: T201
        print(table(small, invented))  # noqa: T201
        print("\nmilliseconds of the first reader after a change:")  # noqa: T201
        print("\n".join(f"{taken:8.0f}  {name}" for name, taken in first.items()))  # noqa: T201
    # One fewer where the latest changes name nothing of a kind.
    more = {name: queries for name, (_, queries) in large.items() if queries > small[name][1]}
    assert more == {}
    assert all(queries <= small[name][1] + 2 for name, (_, queries) in invented.items()), invented
