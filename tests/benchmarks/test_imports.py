"""How long a list file takes, beside what cannot be saved: reading it, and copying its rows.

Run on demand: `pytest -m benchmark -s tests/benchmarks`. Figures are ratios within one run, never asserted.
"""

import json
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from designations.importers.formats import adapter
from designations.importers.run import import_version
from designations.importers.stage import entry_data
from designations.models import Feed, FeedProgramme
from tests.factories import make_list
from tests.real_files import real_file

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
DAYS = ("2022-05-19", "2022-05-20", "2024-02-02")


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ofac(name: str) -> Feed:
    feed = Feed.objects.create(slug=name, name=name, adapter="ofac_csv", most_lost_percent=100)
    for programme in ("FTO", "SDGT"):
        FeedProgramme.objects.create(feed=feed, programme=programme, list=make_list())
    return feed


def copy_bare(rows: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare (data jsonb) ON COMMIT DROP")
        with cursor.copy("COPY bare (data) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((row,))


def test_an_ofac_file_beside_reading_it_and_copying_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {day: {"main": real_file("us-ofac", f"{day}-sdn.csv.gz", tmp_path=tmp_path)} for day in DAYS}
    last = files["2024-02-02"]
    rows: list[str] = []

    def read() -> None:
        entries = adapter("ofac_csv").read(last, options={}).entries
        rows.extend(json.dumps(entry_data(entry)) for entry in entries)

    figures = {"read": seconds(read), "copy": seconds(lambda: copy_bare(rows))}
    feed = ofac("nothing")
    first = lambda: import_version(feed, files=last, dated=date(2024, 2, 2), publish=True)  # noqa: E731
    figures["from nothing"] = seconds(first)
    figures["unchanged"] = seconds(first)
    pair = ofac("pair")
    for day in DAYS[:2]:
        figures[day] = seconds(
            lambda day=day: import_version(  # type: ignore[misc]
                pair, files=files[day], dated=date.fromisoformat(day), publish=True
            )
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = figures["read"] + figures["copy"]
    with capsys.disabled():
        for name, figure in figures.items():
            print(f"{name:>14} {figure:7.2f} s {figure / limit:6.2f} x reading and copying")  # noqa: T201
        print(f"{'peak':>14} {peak:7.0f} MB")  # noqa: T201
    assert len(rows) > 10_000
