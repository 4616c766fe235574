"""Held files: kept byte by byte, accepted by a publisher, and imported by a worker."""

import gzip
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from designations.editorial.errors import NotAllowedNow, PermissionRefused
from designations.importers.accept import accept, acceptable
from designations.importers.accepted import import_accepted
from designations.importers.kept import unpacked_again
from designations.importers.run import import_version
from designations.models import Acceptance, Feed, Snapshot, SnapshotFile
from tests.factories import editor, publisher
from tests.feeds import FIRST_DAY, make_feed, snapshot_of, version

pytestmark = pytest.mark.django_db

ROWS = [(f"A{n}", f"Front {n}") for n in range(12)]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed = make_feed()
    version(feed, tmp_path, ROWS)
    return feed


@pytest.fixture
def held(feed: Feed, tmp_path: Path) -> Snapshot:
    snapshot = snapshot_of(version(feed, tmp_path, ROWS[:3], day=2))
    assert snapshot.state == Snapshot.State.HELD
    return snapshot


def test_the_files_of_a_version_are_kept_as_they_were(feed: Feed, tmp_path: Path) -> None:
    [kept] = SnapshotFile.objects.filter(snapshot__feed=feed)
    original = (tmp_path / f"{feed.slug}-0.csv").read_bytes()
    with kept.file.open() as stored:
        assert gzip.decompress(stored.read()) == original
    with unpacked_again(kept.snapshot) as files:
        assert files["main"].read_bytes() == original
        assert files["main"].name == f"{feed.slug}-0.csv"


def test_a_gzipped_file_is_kept_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(b"Ref,Name,Also,Schedule,Date\nA1,Front,,T,\n"))
    kept = snapshot_of(import_version(make_feed(), files={"main": path}, dated=FIRST_DAY))
    with unpacked_again(kept) as files:
        assert files["main"].read_bytes() == path.read_bytes()


def test_a_rejected_file_is_not_kept(feed: Feed, tmp_path: Path) -> None:
    path = tmp_path / "error.html"
    path.write_text("<html><body>Service unavailable</body></html>")
    rejected = snapshot_of(import_version(feed, files={"main": path}))
    assert rejected.state == Snapshot.State.REJECTED
    assert not rejected.files.exists()


def test_a_held_file_is_accepted_as_the_next_version(held: Snapshot) -> None:
    decided = accept(held, by=publisher())
    assert (decided.by, decided.done_at) == (publisher(), None)
    assert held.feed.snapshots.count() == 2
    import_accepted()
    decided.refresh_from_db()
    taken = decided.taken
    assert taken is not None
    assert (taken.state, taken.number, taken.entries) == (Snapshot.State.IMPORTED, 2, 3)
    assert (taken.sha256, taken.dated, taken.accepted_by) == (held.sha256, held.dated, publisher())
    assert taken.counts["missing"] == decided.told["removal_pending"] == 9
    assert [row.file.name for row in taken.files.all()] == [row.file.name for row in held.files.all()]
    held.refresh_from_db()
    assert held.state == Snapshot.State.HELD


def test_a_held_file_is_accepted_once(held: Snapshot) -> None:
    accept(held, by=publisher())
    assert not acceptable(held)
    with pytest.raises(NotAllowedNow, match=f"being accepted by {publisher().username} since"):
        accept(held, by=publisher())
    import_accepted()
    import_accepted()
    assert not acceptable(held)
    with pytest.raises(NotAllowedNow, match="a later file was taken"):
        accept(held, by=publisher())
    assert held.feed.snapshots.count() == 3


def test_only_held_files_are_accepted(feed: Feed) -> None:
    with pytest.raises(NotAllowedNow, match="nothing to accept"):
        accept(feed.snapshots.get(), by=publisher())


def test_accepting_takes_the_permission_to_publish_at_the_decision_and_not_afterwards(held: Snapshot) -> None:
    with pytest.raises(PermissionRefused):
        accept(held, by=editor())
    assert not held.acceptances.exists()
    decided = accept(held, by=publisher())
    publisher().groups.clear()
    import_accepted()
    decided.refresh_from_db()
    assert decided.taken is not None


def test_a_file_that_was_overtaken_before_a_worker_came_is_refused(held: Snapshot, tmp_path: Path) -> None:
    decided = accept(held, by=publisher())
    version(held.feed, tmp_path, ROWS, day=3)
    import_accepted()
    decided.refresh_from_db()
    assert decided.taken is None
    assert "a later file was taken since" in decided.refusal


def test_a_held_file_that_is_gone_from_the_disk_says_so(held: Snapshot, captures: Path) -> None:
    decided = accept(held, by=publisher())
    for path in captures.rglob(f"{held.sha256}/*"):
        path.unlink()
    import_accepted()
    decided.refresh_from_db()
    assert "no longer kept" in decided.refusal
    assert acceptable(held)


def test_a_file_that_breaks_its_import_is_tried_three_times_and_keeps_no_other_waiting(
    held: Snapshot, captures: Path, tmp_path: Path
) -> None:
    other = make_feed()
    version(other, tmp_path, ROWS)
    sound = snapshot_of(version(other, tmp_path, ROWS[:3], day=2))
    for path in captures.rglob(f"{held.feed.slug}/{held.sha256}/*"):
        path.write_bytes(b"no gzip at all")
    broken, decided = accept(held, by=publisher()), accept(sound, by=publisher())
    for _ in range(4):
        import_accepted()
    decided.refresh_from_db()
    broken.refresh_from_db()
    assert decided.taken is not None
    assert (broken.attempts, broken.taken) == (3, None)
    assert "broke off 3 times" in broken.refusal
    assert held.feed.snapshots.count() == 2


def test_two_decisions_on_one_file_are_refused_by_the_database(held: Snapshot) -> None:
    accept(held, by=publisher())
    with pytest.raises(IntegrityError, match="acceptance_open_once"), transaction.atomic():
        Acceptance.objects.create(snapshot=held, by=publisher())
    with pytest.raises(IntegrityError, match="acceptance_done_has_outcome"), transaction.atomic():
        Acceptance.objects.update(done_at=timezone.now())
