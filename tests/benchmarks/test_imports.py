"""How long a list file takes, beside what cannot be saved: reading it, and copying its rows.

Run on demand: `pytest -m benchmark -s tests/benchmarks`. Figures are ratios within one run, never asserted.
The imports run over the shipped facts, each feed in a process of its own: its peak of memory is its own.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from designations.importers.formats import adapter
from designations.importers.stage import entry_data
from designations.models import DesignationList, Feed, FeedProgramme
from tests.real_files import real_file
from tests.shipped import shipped_facts

pytestmark = pytest.mark.benchmark
Version = tuple[str, Mapping[str, Path]]
_OFAC = {"FTO": "us-fto", "SDGT": "us-sdgt"}
_UN = {"Al_Qaida": "un-1267", "Taliban": "un-1988"}


@pytest.fixture
def blocker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """The shipped facts, committed for other processes to see."""
    with shipped_facts(django_db_blocker):
        yield django_db_blocker


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bare(format_name: str, files: Mapping[str, Path]) -> tuple[float, float]:
    """How long it takes only to read `files`, and only to copy their entries into a bare table."""
    rows: list[str] = []

    def read() -> None:
        entries = adapter(format_name).read(files, options={}).entries
        rows.extend(json.dumps(entry_data(entry)) for entry in entries)

    def copy() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE bare (data jsonb)")
            with cursor.copy("COPY bare (data) FROM STDIN") as into:
                for row in rows:
                    into.write_row((row,))
            cursor.execute("DROP TABLE bare")

    return seconds(read), seconds(copy)


def imported(
    name: str, format_name: str, programmes: Mapping[str, str], versions: list[Version]
) -> dict[str, Any]:
    """What the imports of `versions` told, in a process of their own."""
    feed = Feed.objects.create(slug=name, name=name, adapter=format_name)
    for programme, slug in programmes.items():
        FeedProgramme.objects.create(
            feed=feed, programme=programme, list=DesignationList.objects.get(slug=slug)
        )
    given = [[day, {role: str(path) for role, path in files.items()}] for day, files in versions]
    database = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", database, name, json.dumps(given)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    for one in told["versions"]:
        assert not one["rejected"], one["reason"]
        assert not one["held"], one["reason"]
    return told


def show(title: str, versions: list[Version], *, told: dict[str, Any], read: float, copy: float) -> None:
    lines = [f"{title}: read {read:.2f} s, copy {copy:.2f} s; peak before {told['before']:.0f} MB"]
    for (day, _), one in zip(versions, told["versions"], strict=True):
        kinds = ", ".join(
            f"{one[kind]} {kind}" for kind in ("added", "removal_pending", "changed", "published")
        )
        ratio = one["seconds"] / (read + copy)
        lines.append(
            f"  {day} {one['entries']:6} entries {one['seconds']:7.2f} s {ratio:6.2f} x reading and copying, "
            f"peak {one['peak']:4.0f} MB ({kinds})"
        )
    print("\n" + "\n".join(lines))  # noqa: T201


def whole_set(tmp_path: Path) -> dict[str, Path]:
    """All three files of OFAC's list.

    The three of one day are not at hand: beside the sdn.csv of 2 February 2024 stand the rows of alt.csv and
    add.csv of 21 January 2022 that belong to its entries.
    """
    main = real_file("us-ofac", "2024-02-02-sdn.csv.gz", tmp_path=tmp_path)
    held = {_uid(line) for line in main.read_bytes().splitlines()}
    files = {"main": main}
    for role in ("alt", "add"):
        lines = real_file("us-ofac", f"2022-01-21-resaved-{role}.csv", tmp_path=tmp_path).read_bytes()
        files[role] = tmp_path / f"{role}.csv"
        files[role].write_bytes(
            b"".join(line for line in lines.splitlines(keepends=True) if _uid(line) in held)
        )
    return files


def next_day(files: Mapping[str, Path], tmp_path: Path) -> dict[str, Path]:
    """The set as a day may leave it: of 600 entries each one gone, one renamed, and one new."""
    lines = []
    for number, line in enumerate(files["main"].read_bytes().splitlines(keepends=True)):
        match number % 600:
            case 100:
                continue
            case 200:
                lines.append(line.replace(b'",', b' THE SECOND",', 1))
            case 300:
                uid, _, rest = line.partition(b",")
                lines += [line, b"9%06d," % number + rest.replace(b'",', b' THE THIRD",', 1)]
            case _:
                lines.append(line)
    main = tmp_path / "next-day.csv"
    main.write_bytes(b"".join(lines))
    return {**files, "main": main}


def _uid(line: bytes) -> bytes:
    return line.partition(b",")[0].strip(b'" ')


def test_the_whole_set_of_ofac_from_nothing_unchanged_and_a_day_later(
    tmp_path: Path, blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]
) -> None:
    files = whole_set(tmp_path)
    versions: list[Version] = [
        ("2024-02-02", files), ("2024-02-02", files), ("2024-02-03", next_day(files, tmp_path)),
    ]  # fmt: skip
    with blocker.unblock():
        read, copy = bare("ofac_csv", files)
        told = imported("whole", "ofac_csv", _OFAC, versions)
    with capsys.disabled():
        show("OFAC, three files", versions, told=told, read=read, copy=copy)
    assert told["versions"][0]["entries"] > 10_000


def test_two_files_of_ofac_of_two_days_that_follow(
    tmp_path: Path, blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]
) -> None:
    versions: list[Version] = [
        (day, {"main": real_file("us-ofac", f"{day}-sdn.csv.gz", tmp_path=tmp_path)})
        for day in ("2022-05-19", "2022-05-20")
    ]
    with blocker.unblock():
        read, copy = bare("ofac_csv", versions[0][1])
        told = imported("pair", "ofac_csv", _OFAC, versions)
    with capsys.disabled():
        show("OFAC, sdn.csv", versions, told=told, read=read, copy=copy)
    assert told["versions"][1]["removal_pending"]


def test_the_whole_file_of_the_united_nations(
    tmp_path: Path, blocker: DjangoDbBlocker, capsys: pytest.CaptureFixture[str]
) -> None:
    path = real_file("un-sc", "2025-09-03.xml.gz", tmp_path=tmp_path)
    versions: list[Version] = [("2025-09-03", {"main": path})] * 2
    with blocker.unblock():
        read, copy = bare("un_consolidated", versions[0][1])
        told = imported("un", "un_consolidated", _UN, versions)
    with capsys.disabled():
        show("United Nations", versions, told=told, read=read, copy=copy)
    assert told["versions"][0]["published"]
