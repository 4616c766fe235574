"""A real worker is killed while it imports an accepted file, without any message: the next look finds it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from designations.importers.accept import accept
from designations.models import Feed, Snapshot
from tests.factories import publisher
from tests.faults.processes import wait_until
from tests.faults.test_alerts_worker import Worker, broker, start_worker
from tests.faults.test_feeds_worker import stuck
from tests.feeds import make_feed, snapshot_of, version
from tests.mailbox import mailbox

__all__ = ["broker", "mailbox", "start_worker"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROWS = [(f"A{n}", f"Front {n}") for n in range(12)]


@pytest.fixture
def held(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A held file where workers find it, of a feed that is not fetched; they look for work often."""
    monkeypatch.setenv("FEEDS_SECONDS", "0.5")
    settings.MEDIA_ROOT = tmp_path / "worker" / "captures"
    feed = make_feed()
    Feed.objects.update(is_enabled=False)
    version(feed, tmp_path, ROWS)
    return snapshot_of(version(feed, tmp_path, ROWS[:3], day=2))


def test_an_accepted_file_whose_worker_is_killed_is_imported_once_by_the_next_look(
    start_worker: Callable[[], Worker], held: Snapshot
) -> None:
    accepted = accept(held, by=publisher())
    first = start_worker()
    with transaction.atomic():
        # Only the last write of taking the file in must wait.
        Feed.objects.select_for_update(no_key=True).get(pk=held.feed_id)
        wait_until(stuck, what="the import's write to the row of its feed")
        first.kill()
    accepted.refresh_from_db()
    assert (accepted.attempts, accepted.done_at) == (1, None)
    assert held.feed.snapshots.count() == 2
    second = start_worker()
    wait_until(lambda: held.acceptances.exclude(done_at=None).exists(), what="the import after the restart")
    second.stop()
    accepted.refresh_from_db()
    assert accepted.taken is not None
    assert (accepted.taken.number, accepted.taken.entries) == (2, 3)
    assert held.feed.snapshots.count() == 3
