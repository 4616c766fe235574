"""What the versions showed of an entry before it was known who that is, told again in their order.

The outcome is that of a decision before the first import, save that amendments are not told one by one: a
listing is told as the entry last read while it lasted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from designations.importers.differences import Difference, Version, between
from designations.importers.propose import news_of
from designations.importers.write import Written, write
from designations.models import Entry, EntryLink, Snapshot

_TOLD = ("added", "returned", "removed")


class History:
    """The versions of one entry."""

    def __init__(self, link: EntryLink) -> None:
        self.link = link
        self.rows = list(Entry.objects.filter(feed=link.feed_id, reference=link.reference).order_by("seen"))
        self.lists = dict(link.feed.programmes.values_list("programme", "list_id"))
        known = link.feed.snapshots.exclude(number=None)
        self.snapshots: dict[int, Snapshot] = {row.number or 0: row for row in known.select_related("feed")}

    def on(self, row: Entry) -> frozenset[int]:
        """The lists on which `row` stands."""
        return frozenset(self.lists[name] for name in row.programmes if name in self.lists)

    def at(self, number: int) -> Version | None:
        """What version `number` says of the entry."""
        for row in self.rows:
            if row.seen.lower <= number and (row.seen.upper is None or number < row.seen.upper):
                return row.data, self.on(row)
        return None

    def steps(self) -> Iterator[tuple[int, list[Difference]]]:
        """The versions in which the entry was added, returned or was removed, oldest first."""
        ends = [row.seen.upper for row in self.rows if row.seen.upper is not None]
        starts = [row.seen.lower for row in self.rows]
        # Gone once is missing, gone twice is removed.
        for number in sorted({*starts, *ends, *(end + 1 for end in ends)} & self.snapshots.keys()):
            three = [self.at(before) for before in (number - 2, number - 1, number)]
            found = [one for one in between(self.link.reference, *three) if one.kind in _TOLD]
            if found:
                yield number, found


def write_late(link: EntryLink) -> Written:
    """Write the listings and delistings that waited for `link`, in the caller's transaction.

    Version by version, since what one shows is news or not by what those before it told.
    """
    history, total = History(link), Written()
    steps = list(history.steps())
    for number, found in steps:
        gone = {
            one.list_id: later
            for later, differences in reversed(steps)
            if later > number
            for one in differences
            if one.kind == "removed"
        }
        told = [_as_last_read(history, one, number=number, until=gone.get(one.list_id)) for one in found]
        for cited, group in groupby(told, key=lambda pair: pair[0]):
            done = _write(history, [one for _, one in group], number=number, cited=cited)
            total.drafts += done.drafts
            total.published += done.published
            total.cited += done.cited
    return total


def _as_last_read(
    history: History, one: Difference, *, number: int, until: int | None
) -> tuple[int, Difference]:
    """The version to cite, and `one` as the entry read last before it left the list in version `until`."""
    if one.kind == "removed":
        return number, one
    last = [
        row
        for row in history.rows
        if (row.seen.upper is None or row.seen.upper > number)
        and (until is None or row.seen.lower < until)
        and one.list_id in history.on(row)
    ][-1]
    return max(last.seen.lower, number), replace(one, after=last.data)


def _write(history: History, found: list[Difference], *, number: int, cited: int) -> Written:
    link, days = history.link, {at: row.dated for at, row in history.snapshots.items()}
    news = news_of(
        found,
        links={link.reference: link},
        snapshot=history.snapshots[number],
        last=days.get(number - 1),
        before_last=days.get(number - 2),
    )
    return write(
        news,
        snapshot=history.snapshots[cited],
        publish=link.feed.is_trusted,
        announce=number > 1,
        cause=f"{link.feed.name}, {days[number]}: entry {link.reference} was linked",
    )
