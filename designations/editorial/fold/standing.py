"""How a designation stood on a day, read from its segments exactly as the database reads its periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .values import Segment

StandingStatus = Literal["not_listed", "in_force", "suspended", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day, whether the dates leave no doubt about it, and the segment that holds."""

    status: StandingStatus
    certain: bool
    segment: Segment | None = None


def _holds(segment: Segment, day: date) -> bool:
    begun = segment.start_hi is None or segment.start_hi <= day
    return begun and (segment.end_hi is None or day < segment.end_hi)


def _in_doubt(segment: Segment, day: date) -> bool:
    """Tell whether the segment may have begun, or may have ended, by the day without that being sure."""
    may_have_begun = segment.start_lo is None or segment.start_lo <= day
    may_have_ended = segment.end_lo is None or segment.end_lo <= day
    return (segment.start_hi is not None and may_have_begun and day < segment.start_hi) or (
        segment.end_hi is not None and may_have_ended and day < segment.end_hi
    )


def standing(segments: Iterable[Segment], *, valid_on: date) -> Standing:
    """Return how the designation of these segments stood on the day.

    Before the first possible day of a transition the state before holds for certain, from its last
    possible day on the state after; between the two the state before, with `certain` False.
    """
    segments = tuple(segments)
    certain = not any(_in_doubt(segment, valid_on) for segment in segments)
    for segment in segments:
        if _holds(segment, valid_on):
            return Standing(segment.status, certain, segment)
    ended = any(segment.end_hi is not None and segment.end_hi <= valid_on for segment in segments)
    return Standing("ended" if ended else "not_listed", certain)
