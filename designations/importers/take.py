"""Taking one version of a feed in: hash, read, guard, and keep what differs. One transaction, or nothing.

A file that is no version of the list is rejected, one that lost too much is held for an editor; the state of
the feed stays as it was either way.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.utils import timezone

from designations.editorial.log import take_clock
from designations.importers.adapters.checks import MAX_BYTES
from designations.importers.entries import FileRefused, ListFile
from designations.importers.formats import adapter
from designations.importers.kept import keep
from designations.importers.stage import Staged, compare, stage
from designations.models import Feed, Snapshot

LEAST_LOST = 5
_CLOSE = """
    UPDATE designations_entry e SET seen = int4range(lower(e.seen), %(number)s)
    WHERE e.feed_id = %(feed)s AND upper_inf(e.seen) AND NOT EXISTS (
        SELECT 1 FROM incoming_entry i WHERE i.reference = e.reference AND i.fingerprint = e.fingerprint
    )
"""
_OPEN = """
    INSERT INTO designations_entry (feed_id, reference, name, fingerprint, programmes, data, seen)
    SELECT %(feed)s, i.reference, i.name, i.fingerprint, i.programmes, i.data, int4range(%(number)s, NULL)
    FROM incoming_entry i WHERE NOT EXISTS (
        SELECT 1 FROM designations_entry e
        WHERE e.feed_id = %(feed)s AND upper_inf(e.seen) AND e.reference = i.reference
    )
"""


class Held(Exception):
    """The file lost too much to be believed without an editor."""


@dataclass(slots=True)
class Taken:
    """What became of a file. `snapshot` is None where the same bytes were taken before."""

    feed: Feed
    digest: str
    snapshot: Snapshot | None = None
    entries: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether a new version of the feed was imported."""
        return self.snapshot is not None and self.snapshot.state == Snapshot.State.IMPORTED


def digest_of(files: Mapping[str, Path]) -> str:
    """SHA-256 over the files by role."""
    total = sha256()
    for role in sorted(files):
        total.update(role.encode() + b"\0")
        with files[role].open("rb") as handle:
            while block := handle.read(1 << 20):
                total.update(block)
        total.update(b"\0")
    return total.hexdigest()


@contextmanager
def unpacked(files: Mapping[str, Path]) -> Iterator[dict[str, Path]]:
    """The files with gzip ones unpacked; raises `FileRefused` for one that grows beyond a gigabyte."""
    with TemporaryDirectory(prefix="list-") as folder:
        plain: dict[str, Path] = {}
        for role, path in files.items():
            if path.suffix != ".gz":
                plain[role] = path
                continue
            plain[role] = Path(folder) / path.stem
            try:
                with gzip.open(path) as packed, plain[role].open("wb") as out:
                    while block := packed.read(1 << 20):
                        out.write(block)
                        if out.tell() > MAX_BYTES:
                            raise FileRefused(f"{path.name} unpacks to more than a gigabyte")
            except (OSError, EOFError) as error:
                raise FileRefused(f"{path.name} is no sound gzip file: {error}") from error
        yield plain


def take(
    feed: Feed, *, files: Mapping[str, Path], dated: date | None = None, accept_losses: bool = False
) -> Taken:
    """Take `files` in as the next version of `feed`, inside the caller's transaction or one of its own.

    `dated` overrides the date that the file states. The same bytes as last time change nothing. A rejected or
    held file leaves a snapshot that says why. `accept_losses` is an editor's decision on a held file.
    """
    taken = Taken(feed=feed, digest=digest_of(files))
    last = feed.snapshots.order_by("-pk").first()
    if last is not None and last.sha256 == taken.digest and not (accept_losses and last.state == "held"):
        taken.entries = last.entries
        return taken
    day = timezone.now().date()
    try:
        with transaction.atomic(), unpacked(files) as plain:
            take_clock()
            read: ListFile = adapter(feed.adapter).read(plain, options=feed.options)
            day = dated or read.dated or day
            stage(read)
            staged = compare(feed)
            _guard(feed, staged, accept_losses=accept_losses)
            _keep(taken, staged, day)
    except FileRefused as error:
        _turn_away(taken, Snapshot.State.REJECTED, str(error), day)
    except Held as error:
        _turn_away(taken, Snapshot.State.HELD, str(error), day)
    if taken.snapshot is not None and taken.snapshot.state != Snapshot.State.REJECTED:
        keep(taken.snapshot, files)
    return taken


def _guard(feed: Feed, staged: Staged, *, accept_losses: bool) -> None:
    if staged.entries < feed.least_entries:
        raise FileRefused(f"{staged.entries} entries, where this feed has at least {feed.least_entries}")
    share = 100 * staged.vanished / staged.before if staged.before else 0
    if staged.vanished >= LEAST_LOST and share > feed.most_lost_percent and not accept_losses:
        raise Held(
            f"{staged.vanished} of {staged.before} entries ({share:.1f} %) are gone, more than the "
            f"{feed.most_lost_percent} % this feed may lose. If a regime ended, accept the file as it is."
        )


def _keep(taken: Taken, staged: Staged, day: date) -> None:
    feed = taken.feed
    last = feed.snapshots.exclude(number=None).order_by("-number").first()
    number = (last.number or 0) + 1 if last else 1
    with connection.cursor() as cursor:
        values = {"feed": feed.pk, "number": number}
        cursor.execute(_CLOSE, values)
        closed = cursor.rowcount
        cursor.execute(_OPEN, values)
        opened = cursor.rowcount
    changed = closed - staged.vanished
    taken.entries = staged.entries
    taken.counts = {
        "added": opened - changed,
        "missing": staged.vanished,
        "changed": changed,
        "unchanged": staged.entries - opened,
        "duplicates": staged.duplicates,
    }
    taken.snapshot = Snapshot.objects.create(
        feed=feed,
        number=number,
        state=Snapshot.State.IMPORTED,
        dated=day,
        sha256=taken.digest,
        entries=staged.entries,
        counts=taken.counts,
    )
    feed.last_checked_at = feed.last_changed_at = timezone.now()
    feed.save(update_fields=["last_checked_at", "last_changed_at"])


def _turn_away(taken: Taken, state: Snapshot.State, reason: str, day: date) -> None:
    taken.snapshot = Snapshot.objects.create(
        feed=taken.feed, state=state, reason=reason[:1000], dated=day, sha256=taken.digest, entries=0
    )
    taken.feed.last_checked_at = taken.feed.last_failed_at = timezone.now()
    taken.feed.last_failure = reason[:500]
    taken.feed.save(update_fields=["last_checked_at", "last_failed_at", "last_failure"])
