"""The time line of one entity: bars from its periods, signs from the events that change none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from designations.charts import Bar, Mark, timeline
from designations.models import EventVersion
from designations.models.event_fields import TRANSITIONS
from designations.text.kinds import family_of, kind_label, status_label
from designations.text.partial_dates import PartialDate
from designations.text.places import place_name
from designations.web.cards import StandingRow
from designations.web.present.links import day_text, event_url

LANES: dict[str, Promise] = {"proposal": gettext_lazy("Proposals"), "statement": gettext_lazy("Statements")}
_DRAWN_AS_BARS = frozenset({*TRANSITIONS, "list_abolished"})


def entity_timeline(
    name: str,
    *,
    designations: Sequence[Any],
    rows: Iterable[StandingRow],
    events: Iterable[EventVersion],
    today: date,
) -> SafeString:
    """The figure; '' where there is nothing to draw. Lanes come in the order of `rows`."""
    bars = [_bar(period, lane=lane_of(d)) for d in designations for period in d.known_periods]
    lanes = {d.pk: lane_of(d) for d in designations}
    number = len(set(lanes.values()))
    marks = [
        _mark(event, on=lanes[event.designation_id])
        for event in events
        if event.designation_id in lanes and event.kind not in _DRAWN_AS_BARS
    ]
    return timeline(
        bars=bars,
        marks=marks,
        today=today,
        title=_("When %(name)s stood on which list") % {"name": name},
        description=ngettext(
            "%(number)s list, a lane each; bars are listings, signs other events. Proposals and statements "
            "have lanes of their own.",
            "%(number)s lists, a lane each; bars are listings, signs other events. Proposals and statements "
            "have lanes of their own.",
            number,
        )
        % {"number": number},
        lanes=[
            *(f"{row.list.jurisdiction.name}: {row.list.name}" for row in rows),
            *map(str, LANES.values()),
        ],
    )


def lane_of(designation: Any) -> str:
    """What the lane of a designation is called."""
    return f"{place_name(designation.list.jurisdiction)}: {designation.list.name}"


def _bar(period: Any, *, lane: str) -> Bar:
    begin = day_text(_partial(period.start), by=period.start_hi)
    told = {"list": lane, "status": status_label(period.status).lower(), "begin": begin}
    label = _("%(list)s: %(status)s since %(begin)s") % told
    if period.end_hi:
        told["end"] = day_text(_partial(period.end), by=period.end_hi)
        label = _("%(list)s: %(status)s since %(begin)s until %(end)s") % told
    opened = period.opened_by or period.closed_by
    return Bar.over(
        period,
        lane=lane,
        label=label,
        url=event_url(opened.public_id) if opened else "",
    )


def _mark(event: EventVersion, *, on: str) -> Mark:
    """The event as a sign; what was proposed and what was said have lanes of their own, over all lists."""
    own_lane = LANES.get(family_of(event.kind))
    told = {
        "event": kind_label(event.kind),
        "speaker": event.speaker,
        "day": day_text(event.occurred_on, by=None),
    }
    spoken = _("%(event)s by %(speaker)s, %(day)s") if event.speaker else _("%(event)s, %(day)s")
    text = spoken % told
    return Mark(
        lane=str(own_lane) if own_lane else on,
        kind=event.kind,
        lo=event.occurred_on.lo if event.occurred_on else None,
        hi=event.occurred_on.hi if event.occurred_on else None,
        label=f"{on}: {text}" if own_lane else text,
        url=event_url(event.event.public_id),
    )


def _partial(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
