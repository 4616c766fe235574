"""How an entity stands in the world: one standing for each jurisdiction, as a map and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.charts.world_map import STANDINGS, Place, swatch, world_map
from designations.text.kinds import status_label
from designations.text.partial_dates import PartialDate
from designations.text.places import in_order
from designations.web.addresses import page_url
from designations.web.cards import JurisdictionLink, StandingRow

HEADINGS: dict[str, Promise] = {
    "in_force": gettext_lazy("In force"),
    "suspended": gettext_lazy("Suspended"),
    "unknown": gettext_lazy("Recorded, but whether it stood there on the day is not known"),
    "ended": gettext_lazy("Ended"),
    "proposed": gettext_lazy("Proposed only"),
    "not_listed": gettext_lazy("Recorded, but not listed"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The places that share a standing: those on the map, and the bodies beside it."""

    standing: str
    heading: str
    swatch: SafeString
    countries: list[Place] = field(default_factory=list)
    bodies: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """The map, and the same in words, the strongest standing first."""

    figure: SafeString
    groups: list[Group]
    plain: SafeString

    @property
    def has_bodies(self) -> bool:
        """Whether anything stands beside the map."""
        return any(group.bodies for group in self.groups)


def world_of(name: str, *, rows: Iterable[StandingRow], valid_on: date) -> World:
    """The world as the rows of an entity's standing on a day show it."""
    places = _places(rows)
    groups = [
        Group(
            standing,
            str(HEADINGS[standing]),
            swatch(standing),
            countries=[place for place in members if place.is_drawn],
            bodies=[place for place in members if not place.is_drawn],
        )
        for standing in STANDINGS
        if (members := [place for place in places if place.standing == standing])
    ]
    figure = world_map(
        places,
        base=static("web/world.svg"),
        title=_("Where %(name)s stood on a list on %(day)s")
        % {"name": name, "day": PartialDate.day(valid_on).describe()},
        description=_("A world map. The list beside it says the same in words."),
    )
    return World(figure, groups, plain=swatch("none"))


def standing_of(row: StandingRow) -> str:
    """What a row says of its jurisdiction; a proposal counts only where nothing else ever happened."""
    if row.status == "not_listed" and not row.certain:
        return "unknown"
    if row.status == "not_listed" and row.pending:
        return "proposed"
    return row.status


def _places(rows: Iterable[StandingRow]) -> list[Place]:
    """The jurisdictions by name, each with the strongest standing among its lists."""
    strongest: dict[JurisdictionLink, tuple[int, StandingRow]] = {}
    for row in rows:
        here = row.list.jurisdiction
        found = STANDINGS.index(standing_of(row)), row
        if here not in strongest or found[0] < strongest[here][0]:
            strongest[here] = found
    return [
        Place(
            code=here.code,
            name=here.name,
            standing=STANDINGS[rank],
            label=_("%(place)s: %(standing)s")
            % {"place": here.name, "standing": _label(STANDINGS[rank], row)},
            url=page_url("web:jurisdiction", here.slug),
        )
        for here, (rank, row) in sorted(strongest.items(), key=lambda pair: in_order(pair[0].name))
    ]


def _label(standing: str, row: StandingRow) -> str:
    return str(HEADINGS[standing]) if row.certain else status_label(row.status, certain=False)
