"""Who listed an entity first, who followed and after how long, and who let go of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.charts.steps import Step, steps_chart
from designations.models import Designation
from designations.models.event_fields import EndReason
from designations.models.planning import plans_kept
from designations.text.partial_dates import PartialDate
from designations.text.places import in_order
from designations.text.separators import with_commas
from designations.web.addresses import page_url
from designations.web.cards import JurisdictionLink, Link, ListLink
from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.present.delays import Bounds, delay
from designations.web.present.heirs import Heirs
from designations.web.present.links import event_url, list_link
from designations.web.present.spread import Spell, by_place, endings, first_of, moves
from designations.web.views.entity_page import entity_named, moved


@dataclass(frozen=True, slots=True)
class Follower:
    """A jurisdiction and the listing by which it began. `since_by` as in `cards.StandingRow`."""

    list: ListLink
    since: PartialDate | None
    since_by: date | None
    after: str
    url: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """A jurisdiction that let go of the name, on the last of its lists to do so."""

    list: ListLink
    until: PartialDate | None
    until_by: date | None
    what: str


@page()
@plans_kept()
def diffusion(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """The spread of an entity's listings up to a day, as it was known; a merged one leads to its heir."""
    row = entity_named(slug)
    heirs = Heirs.known(known_at=clocks.known)
    heir = heirs.of(row)
    if heir.pk != row.pk:
        return moved(request, to=reverse("web:diffusion", args=[heir.slug]))
    until = clocks.reading.valid_on
    spells = _spells(heirs.family(row), known_at=clocks.known, until=until)
    places = by_place(spells)
    names = {spell.place: spell.list.jurisdiction for spell in spells}
    context = {
        "entity": row,
        "crumbs": [
            Link(_("Entities"), page_url("web:entities")),
            Link(row.name, page_url("web:entity", row.slug)),
            Link(_("Who followed whom")),
        ],
        "chart": _chart(row.name, places, names=names, until=until),
        "followers": _followers(places),
        "endings": [_ending(spell, spells=spells) for _place, spell in endings(places, until=until)],
    }
    return render(request, "web/diffusion.html", clocks.context() | context)


def _spells(family: list[int], *, known_at: int, until: date) -> list[Spell]:
    """The periods that may have begun by the day. Two queries."""
    rows = (
        Designation.objects.filter(entity__in=family)
        .with_periods(known_at=known_at)
        .select_related("list__jurisdiction")
    )
    found = [_spell(row, period) for row in rows for period in row.known_periods]  # type: ignore[attr-defined]
    return [spell for spell in found if spell.start_lo is None or spell.start_lo <= until]


def _spell(row: Designation, period: Any) -> Spell:
    established, begins = row.list.established, period.start_lo
    # Nothing stands on a list before there is one.
    if begins is None and established and established.lo and period.start_hi:
        begins = established.lo if established.lo <= period.start_hi else None
    return Spell(
        place=row.list.jurisdiction.slug,
        list=list_link(row.list),
        status=period.status,
        start_lo=begins,
        start_hi=period.start_hi,
        end_lo=period.end_lo,
        end_hi=period.end_hi,
        start=PartialDate.parse(period.start) if period.start else None,
        end=PartialDate.parse(period.end) if period.end else None,
        end_reason=period.end_reason,
        opened_by=period.opened_by_id,
        closed_by=period.closed_by_id,
        url=event_url(period.opened_by.public_id) if period.opened_by else "",
    )


def _followers(places: dict[str, list[Spell]]) -> list[Follower]:
    """The jurisdictions in the order in which each is known to have listed it."""
    firsts = sorted(
        (first_of(spells) for spells in places.values()),
        key=lambda s: (s.start_hi is None, s.start_hi or date.max, in_order(s.list.jurisdiction.name)),
    )
    if not firsts:
        return []
    begun: Bounds = (firsts[0].start_lo, firsts[0].start_hi)
    return [
        Follower(
            list=spell.list,
            since=spell.start,
            since_by=None if spell.start else spell.start_hi,
            after="" if place == 0 else delay(begun, (spell.start_lo, spell.start_hi)),
            url=spell.url,
            is_first=place == 0 and spell.start_hi is not None,
        )
        for place, spell in enumerate(firsts)
    ]


def _ending(spell: Spell, *, spells: Iterable[Spell]) -> Ending:
    halted = any(
        other.status == "suspended" and other.opened_by == spell.closed_by is not None for other in spells
    )
    reason = str(EndReason(spell.end_reason).label) if spell.end_reason else ""
    return Ending(
        list=spell.list,
        until=spell.end,
        until_by=None if spell.end else spell.end_hi,
        what=_("suspended") if halted else reason or _("ended"),
    )


def _chart(
    name: str, places: dict[str, list[Spell]], *, names: dict[str, JurisdictionLink], until: date
) -> Any:
    steps = []
    for day, sure, possible, came, went in moves(places, until=until):
        here = [(_apart(f"+{names[p].code}"), _apart(names[p].name)) for p in sorted(came) if p not in went]
        gone = [(_apart(f"−{names[p].code}"), _apart(names[p].name)) for p in sorted(went) if p not in came]
        steps.append(
            Step(
                day=None if day == date.min else day,
                sure=sure,
                possible=possible,
                short=_short([code for code, _name in (*here, *gone)]),
                label=_label(day, sure=sure, here=here, gone=gone),
            )
        )
    return steps_chart(
        steps,
        until=until,
        title=_("In how many jurisdictions a listing of %(name)s was in force") % {"name": name},
        description=_("A line of steps, each named; the table below says the same in words."),
    )


def _apart(name: str) -> str:
    """A name as it runs in its own direction, whatever stands round it."""
    return f"\u2068{name}\u2069"


def _short(codes: list[str]) -> str:
    return " ".join(codes) if len(codes) <= 2 else f"{codes[0]} … {len(codes)}"


def _label(day: date, *, sure: int, here: list[tuple[str, str]], gone: list[tuple[str, str]]) -> str:
    if not here and not gone:
        return ""
    parts = []
    if here:
        parts.append(_("begins in %(places)s") % {"places": with_commas(name for _code, name in here)})
    if gone:
        parts.append(_("ends in %(places)s") % {"places": with_commas(name for _code, name in gone)})
    told = {"day": PartialDate.day(day).describe(), "what": "; ".join(parts), "number": sure}
    return _("By %(day)s: %(what)s; in force for certain in %(number)s") % told
