"""A listing that a file shows and the record has, only less precisely dated: further evidence, and no news.

The file's row is cited on the event that the record has. Where the dates of the two cannot be those of one
day, or more than one listing may be meant, nothing is done here: that is for an editor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.auth.models import User

from designations.editorial.cite import cite_many
from designations.editorial.correct import correct_many
from designations.editorial.insert import heads
from designations.editorial.project import transition_of
from designations.importers.propose import WAITING, News, citation_of, line_of, slug_of
from designations.models import Capture, Draft, DraftCitation, EventKind, EventVersion, Period, Source
from designations.text.partial_dates import PartialDate

Further = tuple[News, EventVersion]


def sift(news: Sequence[News]) -> tuple[list[Further], list[News]]:
    """Those of `news` that are evidence for a listing of the record, with it; and the rest."""
    slugs = {slug_of(one) for one in news if one.kind == EventKind.LISTED}
    rows = Period.objects.filter(
        known__endswith__isnull=True, designation__slug__in=slugs, opened_by__isnull=False
    )
    periods: dict[str, list[Period]] = defaultdict(list)
    for row in rows.select_related("designation", "opened_by"):
        periods[row.designation.slug].append(row)
    meant: dict[int, Period] = {}
    for at, one in enumerate(news):
        if one.kind == EventKind.LISTED:
            fitting = [period for period in periods[slug_of(one)] if _may_be_one(period, one)]
            if len(fitting) == 1:
                meant[at] = fitting[0]
    current = heads([period.opened_by for period in meant.values() if period.opened_by])
    further: list[Further] = []
    rest: list[News] = []
    for at, one in enumerate(news):
        head = current.get(meant[at].opened_by_id or 0) if at in meant else None
        if head is not None and head.kind == EventKind.LISTED:
            further.append((one, head))
        else:
            rest.append(one)
    return further, rest


def _may_be_one(period: Period, one: News) -> bool:
    """Whether `one` may be the opening of `period`, and stood in the file while the period ran."""
    lo = max((day for day in (period.start_lo, one.occurred_on.lo) if day), default=None)
    hi = min(day for day in (period.start_hi, one.occurred_on.hi, one.shown_on) if day)
    return (lo is None or lo <= hi) and (period.end_hi is None or period.end_hi > one.shown_on)


def cite_further(
    further: Sequence[Further], *, source: Source, capture: Capture, by: User, cause: str
) -> int:
    """Cite the rows on the events of the record, which tells nobody. Returns how many were not cited yet."""
    pairs = []
    for one, head in further:
        citation = citation_of(one, source=source, capture=capture)
        citation.claimed_on = _claimed(one, head)
        if not any((c.source_id, c.quote) == (source.pk, citation.quote) for c in head.citations.all()):
            pairs.append((head.event, citation))
    if pairs:
        cite_many(pairs, by=by, cause=cause)
    return len(pairs)


def draft_further(further: Sequence[Further], *, source: Source, by: User) -> int:
    """Draft corrections that cite the rows, and take over the date where the file's is closer.

    An event whose correction by an earlier version waits is left. Returns how many were written.
    """
    waiting = set(
        Draft.objects.filter(
            author=by, state__in=WAITING, corrects__in=[head.event_id for _, head in further]
        ).values_list("corrects_id", flat=True)
    )
    fresh = [(one, head) for one, head in further if head.event_id not in waiting]
    reason = f"The official list file shows this listing, too: {source.title}."[:500]
    rows = correct_many([head.event for _, head in fresh], by=by, reason=reason)
    for draft, (one, head) in zip(rows, fresh, strict=True):
        draft.edited_by, draft.state = by, Draft.State.SUBMITTED
        if _is_closer(one, head):
            draft.occurred_on = one.occurred_on
    Draft.objects.bulk_update(rows, ["edited_by", "state", "occurred_on"], batch_size=1000)
    DraftCitation.objects.bulk_create(
        DraftCitation(
            draft=draft, source=source, quote=line_of(one.data), claimed_on=_claimed(one, head, draft=draft)
        )
        for draft, (one, head) in zip(rows, fresh, strict=True)
    )
    return len(rows)


def _claimed(one: News, head: EventVersion, *, draft: Draft | None = None) -> PartialDate | None:
    """The date that the file gives, where the event has another."""
    event = draft or head
    return one.stated if one.stated not in (event.occurred_on, event.effective_on) else None


def _is_closer(one: News, head: EventVersion) -> bool:
    day, known = one.occurred_on, transition_of(head, known_by=None)
    if head.effective_on or day == head.occurred_on:
        return False
    if day.lo is None:
        # That it stood on the day of the file follows from the citation; a date is what the file states.
        return one.stated is not None and known.lo is None and day.hi < known.hi
    return (known.lo is None or known.lo <= day.lo) and day.hi <= known.hi
