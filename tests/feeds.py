"""Feeds for tests: a table with the columns Ref, Name, Also, Schedule and Date, and versions of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from designations.importers.run import Outcome, import_version
from designations.models import DesignationList, EntryLink, Feed, FeedProgramme, Snapshot
from tests.factories import make_list

FIRST_DAY = date(2024, 1, 10)
OPTIONS = {
    "columns": {
        "reference": "Ref",
        "name": "Name",
        "alias": "Also",
        "programme": "Schedule",
        "listed_on": "Date",
    },
    "alias_separator": ";",
    "programme_separator": "/",
}
Row = tuple[str, ...]
_numbers = count(1)


def make_feed(*, list: DesignationList | None = None, trusted: bool = False) -> Feed:
    """A feed whose programme 'T' means `list`."""
    slug = f"feed-{next(_numbers)}"
    feed = Feed.objects.create(
        slug=slug, name=f"File {slug}", publisher="Ministry", adapter="generic_table", options=OPTIONS,
        is_trusted=trusted, addresses={"main": "https://lists.example.org/file.csv"},
    )  # fmt: skip
    FeedProgramme.objects.create(feed=feed, programme="T", list=list or make_list())
    return feed


def version(feed: Feed, folder: Path, rows: Sequence[Row], *, day: int = 0, publish: bool = False) -> Outcome:
    """Import the version that has `rows`, `day` days after the first.

    A row is reference and name, then perhaps aliases, programmes ('T' if left out) and the listing date.
    """
    path = folder / f"{feed.slug}-{day}.csv"
    lines = ["Ref,Name,Also,Schedule,Date"]
    lines += [",".join([*row, *("", "", "", "T", "")[len(row) :]]) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    return import_version(feed, files={"main": path}, dated=FIRST_DAY + timedelta(days=day), publish=publish)


def snapshot_of(outcome: Outcome) -> Snapshot:
    """The snapshot that an import left."""
    assert outcome.taken.snapshot is not None
    return outcome.taken.snapshot


def link_of(feed: Feed, reference: str) -> EntryLink:
    """The link of an entry."""
    return EntryLink.objects.get(feed=feed, reference=reference)
