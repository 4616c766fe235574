"""What changed between versions of a feed, per entry and list: a pure function of the versions.

An entry that is gone from one version is only missing: publishers drop entries by mistake and put them back.
It counts as removed once the next version lacks it too. A programme that an entry loses while it stays is an
edit, and counts at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Q

from designations.models import Entry, Feed
from designations.text.partial_dates import PartialDate

Kind = Literal["added", "returned", "missing", "removed", "changed"]
_AT_ONCE = 10_000
Version = tuple[Mapping[str, Any], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a new version shows of one entry on one list; `before` and `after` are what it said."""

    kind: Kind
    reference: str
    list_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def differences(feed: Feed, *, number: int) -> Iterator[Difference]:
    """What version `number` of `feed` shows beside the two before it, by reference."""
    lists = dict(feed.programmes.values_list("programme", "list_id"))
    touched = Entry.objects.filter(feed=feed).filter(
        Q(seen__startswith=number) | Q(seen__endswith__in=[number, number - 1])
    )
    # Named one by one: a join of the two readings is planned by statistics that no new feed has.
    references = list(touched.order_by("reference").values_list("reference", flat=True).distinct())
    versions: dict[str, dict[int, Version]] = {}
    for start in range(0, len(references), _AT_ONCE):
        rows = Entry.objects.filter(
            feed=feed,
            reference__in=references[start : start + _AT_ONCE],
            seen__overlap=(max(number - 2, 1), number + 1),
        )
        for row in rows.order_by("reference").iterator(chunk_size=2000):
            on = frozenset(lists[name] for name in row.programmes if name in lists)
            for at in range(max(row.seen.lower, number - 2), number + 1):
                if row.seen.upper is None or at < row.seen.upper:
                    versions.setdefault(row.reference, {})[at] = (row.data, on)
    for reference, known in versions.items():
        three = [known.get(at) for at in (number - 2, number - 1, number)]
        yield from between(reference, *three)


def between(
    reference: str, oldest: Version | None, before: Version | None, after: Version | None
) -> Iterator[Difference]:
    """The differences of one entry, from what the last three versions say of it (None: they lack it)."""
    nowhere: frozenset[int] = frozenset()
    was, had, has = (version[1] if version else nowhere for version in (oldest, before, after))
    then, last, now = (version[0] if version else None for version in (oldest, before, after))
    if before is None:
        # Twice not there: also for a list that an entry comes back without.
        for list_id in sorted(was - has):
            yield Difference("removed", reference, list_id, then, None)
    for list_id in sorted(has - had):
        missing = before is None and list_id in was
        yield Difference(
            "returned" if missing else "added", reference, list_id, then if missing else last, now
        )
    for list_id in sorted(had - has):
        yield Difference("removed" if after else "missing", reference, list_id, last, now)
    if last is not None and now is not None and last != now and said(last) != said(now):
        for list_id in sorted(had & has):
            yield Difference("changed", reference, list_id, last, now)


def said(data: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes an amendment: names, identifiers and reference.

    Remarks and addresses come and go, and publishers call the same name 'a.k.a.' and 'f.k.a.' in turns.
    """
    names = sorted({name["name"] for name in data["names"]})
    return data["reference"], names, sorted(tuple(sorted(i.items())) for i in data["identifiers"])


def explain(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """One sentence on what an amendment changed, at most 500 characters."""
    old, new = ({name["name"] for name in data["names"]} for data in (before, after))
    parts = []
    if before["reference"] != after["reference"]:
        parts.append(f"Reference {before['reference']} became {after['reference']}.")
    for verb, names in (("Added", sorted(new - old)), ("Removed", sorted(old - new))):
        if names:
            parts.append(f"{verb} as names: {'; '.join(names)}.")
    if before["identifiers"] != after["identifiers"]:
        parts.append("The identifiers of the entry changed.")
    text = " ".join(parts)
    return text if len(text) <= 500 else text[:499] + "\u2026"


def when_listed(
    data: Mapping[str, Any], *, programmes: Sequence[str], last: date | None, now: date
) -> PartialDate:
    """When the entry was listed: the file's date, else between the last version without it and this one."""
    day = when_stated(data, programmes=programmes, now=now)
    if day is not None and day.lo is not None:
        return day
    # Some files only say of a day that the entry stood by then; an addition is known more closely.
    return when_between(last, min(day.hi, now) if day else now)


def when_stated(data: Mapping[str, Any], *, programmes: Sequence[str], now: date) -> PartialDate | None:
    """The listing date that the file itself gives, unless it lies after the file."""
    stated = dict(data["listed_by_programme"])
    text = next((stated[name] for name in programmes if name in stated), data["listed_on"])
    day = PartialDate.parse(text) if text else None
    return day if day and (day.lo is None or day.lo <= now) else None


def when_between(last: date | None, now: date) -> PartialDate:
    """From the day after the version of `last` to the day of that of `now`; without one, on or before it."""
    if last is None or last >= now:
        return PartialDate.before(now)
    first = last + timedelta(days=1)
    return PartialDate.day(now) if first == now else PartialDate.between(first, now)


def primary_name(data: Mapping[str, Any]) -> str:
    """The name under which `data` stands on the list."""
    names = data["names"]
    return str(next((name["name"] for name in names if name["kind"] == "primary"), names[0]["name"]))
