"""One version of a feed from file to record: take it in, see what differs, resolve entities, write events."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from designations.editorial.access import IMPORTER, system_user
from designations.editorial.log import take_clock
from designations.importers.differences import Difference, differences
from designations.importers.propose import news_of
from designations.importers.resolve import resolve
from designations.importers.take import Taken, take
from designations.importers.write import write
from designations.models import Feed, Snapshot


@dataclass(slots=True)
class Outcome:
    """What an import did, as `import_list --json` prints it."""

    taken: Taken
    found: list[Difference] = field(default_factory=list)
    drafts: int = 0
    published: int = 0
    cited: int = 0
    undecided: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The agreed members, and the references behind the numbers that editors ask about."""
        snapshot, kinds = self.taken.snapshot, Counter(one.kind for one in self.found)
        state = snapshot.state if snapshot else None
        return {
            "feed": self.taken.feed.slug,
            "snapshot": snapshot.public_id if snapshot else None,
            "sha256": self.taken.digest,
            "entries": self.taken.entries,
            "added": kinds["added"],
            "removed": kinds["removed"],
            "removal_pending": kinds["missing"],
            "changed": kinds["changed"],
            "unchanged": self.taken.counts.get("unchanged", self.taken.entries),
            "returned": kinds["returned"],
            "undecided": self.undecided,
            "drafts": self.drafts,
            "published": self.published,
            "cited": self.cited,
            "rejected": state == Snapshot.State.REJECTED,
            "held": state == Snapshot.State.HELD,
            "reason": snapshot.reason if snapshot else "",
            "seconds": round(self.seconds, 3),
        }


def import_version(
    feed: Feed,
    *,
    files: Mapping[str, Path],
    dated: date | None = None,
    publish: bool = False,
    accept_losses: bool = False,
    progress: Callable[[str], None] = lambda stage: None,
) -> Outcome:
    """Import one version of `feed`: one transaction and one batch of changes, or nothing.

    Events are published for a trusted feed or with `publish`, otherwise drafted. The first version of a feed
    is not announced. A rejected or held file leaves a snapshot that says why and changes nothing else.
    """
    began = time.monotonic()
    with transaction.atomic():
        take_clock()
        progress("reading")
        taken = take(feed, files=files, dated=dated, accept_losses=accept_losses)
        outcome = Outcome(taken)
        if taken.is_new and taken.snapshot:
            progress("comparing")
            outcome.found = list(differences(feed, number=taken.snapshot.number or 0))
            _write(outcome, taken.snapshot, publish=publish or feed.is_trusted, progress=progress)
        outcome.seconds = time.monotonic() - began
    return outcome


def _write(outcome: Outcome, snapshot: Snapshot, *, publish: bool, progress: Callable[[str], None]) -> None:
    feed, by = snapshot.feed, system_user(IMPORTER)
    entries: dict[str, tuple[Mapping[str, Any], frozenset[int]]] = {}
    for one in outcome.found:
        lists = entries[one.reference][1] if one.reference in entries else frozenset[int]()
        entries[one.reference] = (one.after or one.before or {}, lists | {one.list_id})
    progress("finding entities")
    links = resolve(feed, entries, by=by, create=publish)
    outcome.undecided = sum(1 for link in links.values() if link.entity_id is None)
    outcome.rules = dict(Counter(link.rule for link in links.values() if link.rule))
    days = dict(feed.snapshots.exclude(number=None).values_list("number", "dated"))
    number = snapshot.number or 0
    news = news_of(
        outcome.found,
        links=links,
        snapshot=snapshot,
        last=days.get(number - 1),
        before_last=days.get(number - 2),
    )
    progress("writing events")
    cause = f"{feed.name}, {snapshot.dated}"
    done = write(news, snapshot=snapshot, publish=publish, announce=number > 1, cause=cause)
    outcome.drafts, outcome.published, outcome.cited = done.drafts, done.published, done.cited
