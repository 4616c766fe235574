"""How long the one search takes among 100,000 entities: every shipped name, as written and with one mistake.

Run on demand: `pytest -m benchmark -s tests/benchmarks/test_search.py`. Figures are printed, never asserted.
"""

import random
import time
from collections.abc import Iterator, Sequence

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from designations.importers.facts.load import load_facts
from designations.models import SearchKey
from designations.search.query import find
from tests.benchmarks.large import Size
from tests.benchmarks.test_desk import loaded
from tests.designations.search.test_query import aliases, misspelt
from tracker.database import owner_connection

pytestmark = pytest.mark.benchmark
LARGE = Size(entities=100_000, events=50_000, drafts=100, sources=1000, entries=100)


@pytest.fixture
def blocker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """A database to commit to, emptied afterwards."""
    with django_db_blocker.unblock():
        yield django_db_blocker
        with owner_connection():
            call_command("flush", verbosity=0, interactive=False)


def told(label: str, names: Sequence[str]) -> str:
    """The median and the 95th percentile of the milliseconds that searches take."""
    taken = []
    for name in names:
        began = time.perf_counter()
        find(name, most=8)
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    return f"{label}: p50 {taken[len(taken) // 2]:.1f} ms, p95 {taken[len(taken) * 95 // 100]:.1f} ms"


def test_names_among_a_hundred_thousand_entities(
    blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]
) -> None:
    load_facts()
    lines = [f"loaded in {loaded(LARGE, seed=1):.0f} s, {SearchKey.objects.count()} keys"]
    chance = random.Random(1)  # noqa: S311
    names = [name for _, name in aliases()]
    find("a first search", most=8)
    lines.append(told("as written", names))
    long = [name for name in names if sum(map(str.isalpha, name)) >= 5]
    lines.append(told("with one mistake", [misspelt(name, chance=chance) for name in long]))
    lines.append(told("beginnings", [name[:length] for name in names[:100] for length in (1, 2, 4)]))
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201
