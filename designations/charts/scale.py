"""From days to places along a figure's width, in per cent, so that text keeps its size on any screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

INSET = 1.5
MOST_TICKS = 7
STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from `first` to `last`; places lie between INSET and 100 - INSET per cent."""

    first: date
    last: date
    today: date

    @classmethod
    def covering(cls, days: Iterable[date], *, today: date, room_before: bool) -> "Scale":
        """Return the scale from the January before the earliest day to today or, if any, a later day.

        `room_before` leaves space at the left for beginnings that nobody knows.
        """
        known = [*days, today]
        earliest, latest = min(known), max(known)
        year = min(earliest.year, today.year - 1)
        if room_before:
            year -= 1 + (latest.year - year) // 15
        return cls(date(max(year, 1), 1, 1), latest, today)

    def at(self, day: date) -> float:
        """Return the place of a day in per cent of the width; days outside are put at the nearer edge."""
        span = (self.last - self.first).days
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return INSET + share * (100 - 2 * INSET)

    def years(self) -> list[int]:
        """Return the years that deserve a label: evenly stepped, few enough for a narrow telephone."""
        start = self.first.year
        for step in STEPS:
            ticks = [year for year in range(start, self.last.year + 1) if year % step == 0]
            if len(ticks) <= MOST_TICKS:
                return ticks
        return [start, self.last.year]


def percent(place: float) -> str:
    """Return a place or a length for an SVG attribute."""
    return f"{place:.2f}%"
