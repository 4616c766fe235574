"""What became of a list between two days, as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, ngettext

from designations.models import EventVersion
from designations.web.between import WHATS, Difference
from designations.web.cards import Link
from designations.web.present.links import version_link
from designations.web.states import State

MOST_EVENTS = 4
_SURE = {
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "suspended": gettext_lazy("Suspended"),
    "reinstated": gettext_lazy("Reinstated"),
    "renamed": gettext_lazy("Renamed"),
    "passed": gettext_lazy("Added and removed again"),
    "relisted": gettext_lazy("Removed and added again"),
}
_UNSURE = {
    "added": gettext_lazy("May have been added"),
    "removed": gettext_lazy("May have been removed"),
    "suspended": gettext_lazy("May have been suspended"),
    "reinstated": gettext_lazy("May have been reinstated"),
    "renamed": gettext_lazy("May have been renamed"),
    "passed": gettext_lazy("May have been added and removed again"),
    "relisted": gettext_lazy("May have been removed and added again"),
}
# Drawn with the sign of what the name is now.
SIGNS = {
    "added": "in_force",
    "removed": "ended",
    "suspended": "suspended",
    "reinstated": "in_force",
    "renamed": "record",
    "passed": "ended",
    "relisted": "in_force",
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One name with what became of it, and the events that say so."""

    slug: str
    name: str
    what: str
    label: str
    sign: str
    sure: bool
    before: State
    after: State
    was_called: str
    now_called: str
    evidence: Sequence[Link]


def difference_rows(
    rows: Sequence[Difference],
    *,
    evidence: Mapping[int, Sequence[EventVersion]],
    names: Mapping[int, tuple[str, str]],
) -> list[DifferenceRow]:
    """The differences in words; `names` holds slug and name of the heir by the key of a merged entity."""
    told = []
    for row in rows:
        slug, name = names.get(row.entity_pk, (row.entity, row.name))
        links = [version_link(version) for version in evidence.get(row.designation, ())]
        renamed = row.what == "renamed"
        told.append(
            DifferenceRow(
                slug=slug,
                name=name,
                what=row.what,
                label=what_label(row.what, sure=row.sure),
                sign=SIGNS[row.what],
                sure=row.sure,
                before=row.before,
                after=row.after,
                was_called=row.was_called if renamed else "",
                now_called=row.now_called if renamed else "",
                evidence=links[:MOST_EVENTS],
            )
        )
    return told


def what_label(what: str, *, sure: bool = True) -> str:
    """What a difference is called."""
    return str((_SURE if sure else _UNSURE)[what])


def tally_lines(tally: Mapping[tuple[str, bool], int]) -> list[tuple[str, str, int, str]]:
    """For each kind that occurs: itself, its name, how many are certain, and a word on the others."""
    lines = []
    for what in WHATS:
        sure, unsure = tally.get((what, True), 0), tally.get((what, False), 0)
        if sure or unsure:
            text = ngettext("and perhaps %(number)s more", "and perhaps %(number)s more", unsure)
            more = text % {"number": unsure} if unsure else ""
            lines.append((what, what_label(what), sure, more))
    return lines
