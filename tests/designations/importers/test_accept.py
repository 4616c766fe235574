"""Held files: kept byte by byte, and accepted by a publisher."""

import gzip
from pathlib import Path

import pytest

from designations.editorial.errors import NotAllowedNow, PermissionRefused
from designations.importers.accept import accept_held, acceptable
from designations.importers.kept import unpacked_again
from designations.importers.run import import_version
from designations.models import Feed, Snapshot, SnapshotFile
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
    taken = snapshot_of(accept_held(held, by=publisher()))
    assert (taken.state, taken.number, taken.entries) == (Snapshot.State.IMPORTED, 2, 3)
    assert (taken.sha256, taken.dated, taken.accepted_by) == (held.sha256, held.dated, publisher())
    assert taken.counts["missing"] == 9
    assert [row.file.name for row in taken.files.all()] == [row.file.name for row in held.files.all()]
    held.refresh_from_db()
    assert held.state == Snapshot.State.HELD


def test_a_held_file_is_accepted_once(held: Snapshot) -> None:
    accept_held(held, by=publisher())
    assert not acceptable(held)
    with pytest.raises(NotAllowedNow, match="a later file was taken"):
        accept_held(held, by=publisher())
    assert held.feed.snapshots.count() == 3


def test_only_held_files_are_accepted(feed: Feed) -> None:
    with pytest.raises(NotAllowedNow, match="nothing to accept"):
        accept_held(feed.snapshots.get(), by=publisher())


def test_accepting_takes_the_permission_to_publish(held: Snapshot) -> None:
    with pytest.raises(PermissionRefused):
        accept_held(held, by=editor())
    assert held.feed.snapshots.filter(state=Snapshot.State.IMPORTED).count() == 1


def test_a_held_file_that_is_gone_from_the_disk_says_so(held: Snapshot, captures: Path) -> None:
    for path in captures.rglob(f"{held.sha256}/*"):
        path.unlink()
    with pytest.raises(NotAllowedNow, match="no longer kept"):
        accept_held(held, by=publisher())
