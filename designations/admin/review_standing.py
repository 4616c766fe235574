"""How a designation would stand with a draft and without: one drawing on one scale, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from designations.charts import Bar, timeline
from designations.editorial.fold import Folded, Segment, standing
from designations.editorial.preview import Standing
from designations.text.kinds import status_label
from designations.text.partial_dates import PartialDate

BEFORE, AFTER = "As published now", "With this draft"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One designation as the page of review shows it."""

    entity: str
    list: str
    before: str
    after: str
    changes: bool
    refused: tuple[str, ...]
    figure: SafeString
    periods: tuple[tuple[str, tuple[str, ...]], ...]


def drawn(found: Standing, *, number: int, today: date) -> Drawn:
    """`found` in a figure (its ids end in `number`) and in words."""
    before, after = in_words(found.before, today=today), in_words(found.after, today=today)
    bars = [
        _bar(segment, lane=lane)
        for lane, folded in ((BEFORE, found.before), (AFTER, found.after))
        for segment in folded.segments
    ]
    figure = timeline(
        bars=bars,
        marks=[],
        today=today,
        title=f"{found.entity} on {found.list}, before and after",
        description=f"Now: {before}. With this draft: {after}.",
        lanes=[BEFORE, AFTER],
        ident=f"standing-{number}",
    )
    periods = tuple(
        (lane, tuple(_period(segment) for segment in folded.segments) or ("No period",))
        for lane, folded in ((BEFORE, found.before), (AFTER, found.after))
    )
    return Drawn(
        entity=found.entity,
        list=found.list,
        before=before,
        after=after,
        changes=found.changes,
        refused=found.refused,
        figure=figure,
        periods=periods,
    )


def in_words(folded: Folded, *, today: date) -> str:
    """How the designation stands today, and since when."""
    stands = standing(folded.segments, valid_on=today)
    label = status_label(stands.status, certain=stands.certain)
    if stands.segment is not None:
        return f"{label}{_since(stands.segment)}"
    ended = [s for s in folded.segments if s.end_hi is not None and s.end_hi <= today]
    if stands.status == "ended" and ended:
        return f"{label} {_day(ended[-1].end, by=ended[-1].end_hi)}"
    return label


def _since(segment: Segment) -> str:
    if segment.start_hi is None:
        return ", since when is unknown"
    day = _day(segment.start, by=segment.start_hi)
    return f", begun {day}" if day.startswith(("on or", "between", "on an")) else f" since {day}"


def _day(text: str, *, by: date | None) -> str:
    if text:
        return PartialDate.parse(text).describe()
    return f"on an unknown day, by {PartialDate.day(by).describe()}" if by else "on an unknown day"


def _period(segment: Segment) -> str:
    until = f", until {_day(segment.end, by=segment.end_hi)}" if segment.end_hi else ""
    return f"{status_label(segment.status)}{_since(segment)}{until}"


def _bar(segment: Segment, *, lane: str) -> Bar:
    return Bar.over(segment, lane=lane, label=f"{lane}: {_period(segment)}")
