"""How the pages of the desk answer over a large record, beside the same pages over a small one.

Run on demand: `pytest -m benchmark -s tests/benchmarks/test_desk.py`. Figures are ratios within one
run, never asserted.
"""

import time
from collections.abc import Iterator
from statistics import median

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.benchmarks.large import Size, load
from tests.designations.admin.conftest import with_code
from tests.designations.admin.desk_pages import kind_of, pages, queries
from tests.factories import administrator
from tracker.database import owner_connection

pytestmark = pytest.mark.benchmark
SMALL = Size(entities=300, lists=9, events=600, drafts=300, sources=150, entries=300)
LARGE = Size()
MILLION = Size(entities=100_000, lists=90, events=1_000_000, drafts=10_000, sources=20_000)


@pytest.fixture
def blocker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """A database to commit to, emptied afterwards."""
    with django_db_blocker.unblock():
        yield django_db_blocker
        with owner_connection():
            call_command("flush", verbosity=0, interactive=False)


def loaded(size: Size, *, seed: int) -> float:
    """Load an invented record, as other connections and the planner see it; says how many seconds it took."""
    began = time.perf_counter()
    load(size=size, seed=seed)
    taken = time.perf_counter() - began
    with owner_connection(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return taken


def milliseconds(client: Client, url: str) -> float:
    """The median of five answers, after one that is not counted."""
    taken = []
    for _ in range(6):
        began = time.perf_counter()
        response = client.get(url)
        b"".join(response)
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken[1:])


def searched(found: dict[str, str]) -> dict[str, str]:
    """The lists and queues of `found`, filtered too, and a search in each list."""
    lists = {kind: url for kind, url in found.items() if "/#/" not in kind and "/add/" not in kind}
    lists = {kind: url for kind, url in lists.items() if not kind.startswith("/admin/auth/")}
    searches = [
        f"{url}?q=front+00017" for kind, url in lists.items() if kind.count("/") == 4 and "?" not in kind
    ]
    return lists | {kind_of(url): url for url in searches}


def test_the_desk_over_ten_thousand_drafts_and_fifty_thousand_events(
    blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(SMALL, seed=1)
    client = with_code(administrator())
    urls = searched({kind: page.url for kind, page in pages(client).items()})
    small = {kind: milliseconds(client, url) for kind, url in urls.items()}
    taken = loaded(LARGE, seed=2)
    large = {kind: milliseconds(client, url) for kind, url in urls.items()}
    asked = {kind: queries(client, url) for kind, url in urls.items()}
    lines = [
        f"loaded in {taken:.1f} s; milliseconds over the small and the large set, their ratio, and queries"
    ]
    lines += [
        f"{small[kind]:8.0f} {large[kind]:8.0f} {large[kind] / small[kind]:6.1f} {asked[kind]:4}  {kind}"
        for kind in sorted(urls, key=lambda kind: -large[kind] / small[kind])
    ]
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201


def test_a_million_events_are_loaded(blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]) -> None:
    taken = loaded(MILLION, seed=1)
    with capsys.disabled():
        print(f"\na million events loaded in {taken:.0f} s")  # noqa: T201
