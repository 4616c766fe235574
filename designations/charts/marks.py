"""Events without effect on a period, drawn as signs; those that would hide each other are drawn as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from designations.charts.scale import Scale
from designations.text.kinds import Family, counted, family_of
from designations.text.separators import with_semicolons

# In per cent of the width. On a figure 288 px wide a sign of 13 px covers 4.5.
SAME_PLACE = 2.2
NEXT_PLACE = 5.0
ROOM_FOR_COUNT = 3.5


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on a lane. `lo` is None for 'on or before `hi`'; both None: no day is known."""

    lane: str
    kind: str
    lo: date | None
    hi: date | None
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks of one family that share a place, and the row below the bar in which they are drawn."""

    family: Family
    place: float
    row: int
    marks: tuple[Mark, ...]

    @property
    def label(self) -> str:
        """The one label, or the number and all labels."""
        if len(self.marks) == 1:
            return self.marks[0].label
        number = counted(self.family, len(self.marks))
        return f"{number}: {with_semicolons(m.label for m in self.marks)}"


def day_of(mark: Mark) -> date | None:
    """Return the day at which a mark is drawn: the middle of what is known."""
    if mark.lo is None or mark.hi is None:
        return mark.hi or mark.lo
    return mark.lo + (mark.hi - mark.lo) / 2


def clusters(marks: Sequence[Mark], *, scale: Scale) -> list[Cluster]:
    """Group the marks of one lane, and give each group the first row in which it has room.

    Marks without any day cannot be drawn to scale and are left to the text.
    """
    placed = sorted(
        ((scale.at(day), order, mark) for order, mark in enumerate(marks) if (day := day_of(mark))),
    )
    groups: dict[Family, list[list[tuple[float, Mark]]]] = {}
    for place, _, mark in placed:
        family = groups.setdefault(family_of(mark.kind), [])
        if family and place - family[-1][0][0] <= SAME_PLACE:
            family[-1].append((place, mark))
        else:
            family.append([(place, mark)])
    found = [
        (sum(place for place, _ in group) / len(group), family, tuple(mark for _, mark in group))
        for family, members in groups.items()
        for group in members
    ]
    rows: list[float] = []
    result = []
    for place, family_name, members_of in sorted(found, key=lambda group: group[0]):
        row = next((i for i, free in enumerate(rows) if place >= free), len(rows))
        rows[row : row + 1] = [place + NEXT_PLACE + (ROOM_FOR_COUNT if len(members_of) > 1 else 0)]
        result.append(Cluster(family_name, place, row, members_of))
    return result
