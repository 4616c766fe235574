"""What an import asks the database."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.feeds import make_feed, version

pytestmark = pytest.mark.django_db


def queries(folder: Path, *, entries: int) -> int:
    """How many queries the import and publication of a new feed's first version takes."""
    feed = make_feed()
    rows = [(f"{feed.slug}-{n}", f"Sample Front {n} of {feed.slug}") for n in range(entries)]
    with CaptureQueriesContext(connection) as captured:
        assert version(feed, folder, rows, publish=True).published == entries
    return len(captured)


def test_more_entries_take_no_more_queries(tmp_path: Path) -> None:
    queries(tmp_path, entries=3)
    assert queries(tmp_path, entries=3) == queries(tmp_path, entries=60)
