"""The numbers of a jurisdiction's lists over time: a figure for each, and one table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from designations.charts.held_numbers import step_chart
from designations.models import DesignationList

MOST_YEARS = 8
Steps = Mapping[int, Sequence[tuple[date, int]]]


@dataclass(frozen=True, slots=True)
class OverTime:
    """One list with its figure, and how many were in force at the end of each of some years."""

    slug: str
    name: str
    chart: SafeString
    numbers: Sequence[int]


def over_time(
    lists: Sequence[DesignationList], *, steps: Steps, today: date
) -> tuple[list[int], list[OverTime]]:
    """The years of the table, and the lists of which any number is known."""
    months = [month for own in steps.values() for month, _ in own]
    if not months:
        return [], []
    first = min(months).year
    pace = max(1, -(-(today.year - first + 1) // MOST_YEARS))
    years = sorted(range(today.year, first - 1, -pace))
    return years, [
        OverTime(
            row.slug,
            row.name,
            step_chart(
                steps[row.pk],
                since=min(months),
                today=today,
                title=gettext("How many were in force on “%(name)s”") % {"name": row.name},
                description=gettext("The table below has the numbers."),
                ident=f"steps-{row.slug}",
            ),
            [_at(date(year, 12, 31), steps[row.pk]) for year in years],
        )
        for row in lists
        if steps.get(row.pk)
    ]


def _at(day: date, steps: Sequence[tuple[date, int]]) -> int:
    return next((number for month, number in reversed(steps) if month <= day), 0)
