"""How designations stood on a day, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.models import Period
from designations.models.event_fields import EndReason
from designations.models.period import listings
from designations.text.partial_dates import PartialDate
from designations.text.places import in_order
from designations.text.separators import with_semicolons
from designations.web.addresses import page_url
from designations.web.cards import Link, StandingRow
from designations.web.present.heirs import Heirs
from designations.web.present.links import day_text, designation_link, entity_link, list_link

_MODES = {
    "alias": gettext_lazy("as an alias of another entry"),
    "covered": gettext_lazy("covered by another entry"),
}
_ORDER = ("in_force", "suspended", "unknown", "ended", "not_listed")


def standing_rows(
    designations: Iterable[Any],
    *,
    heirs: Heirs,
    valid_on: date,
    pending: Mapping[int, Link],
    absences: Mapping[int, Link] | None = None,
) -> list[StandingRow]:
    """Designations (from `standing().circumstances().with_periods()`) as rows, in the order they come.

    `pending` holds a link to an open proposal by the designation's key, `absences` one to the event that
    confirmed a name to be missing from the list.
    """
    rows = []
    for designation in designations:
        row = _row(designation, heirs=heirs, valid_on=valid_on, pending=pending.get(designation.pk))
        absent = row.status in ("not_listed", "ended")
        rows.append(replace(row, absence=(absences or {}).get(designation.pk) if absent else None))
    return rows


def standing_first(rows: Iterable[StandingRow]) -> list[StandingRow]:
    """The rows with those in force first, then by jurisdiction and list."""
    return sorted(
        rows,
        key=lambda r: (
            _ORDER.index(r.status),
            in_order(r.list.jurisdiction.name),
            r.list.name,
            r.entity.name,
        ),
    )


def any_ended(rows: Iterable[StandingRow]) -> bool:
    """Whether a table of `rows` needs a column for the days on which they ended."""
    return any(row.until or row.until_by for row in rows)


def tally(rows: Iterable[StandingRow]) -> list[tuple[str, int]]:
    """How many rows have each status, those with none left out."""
    found = [row.status for row in rows]
    return [(status, found.count(status)) for status in _ORDER if status in found]


def _row(designation: Any, *, heirs: Heirs, valid_on: date, pending: Link | None) -> StandingRow:
    begun = [p for p in designation.known_periods if p.start_hi is None or p.start_hi <= valid_on]
    groups = listings(begun)
    last = groups[-1] if groups else []
    ended = designation.status == "ended" and bool(last)
    end = last[-1] if ended else None
    first = last[0] if last else None
    return StandingRow(
        list=list_link(designation.list),
        entity=entity_link(heirs.of(designation.entity)),
        status=designation.status,
        certain=designation.certain,
        since=_partial(first.start) if first else None,
        until=_partial(end.end) if end else None,
        since_by=first.start_hi if first and not first.start else None,
        until_by=end.end_hi if end and not end.end else None,
        last_confirmed_on=_partial(designation.last_confirmed_on),
        name_on_list=designation.name_on_list,
        reference=designation.reference,
        mode=str(_MODES.get(designation.mode, "")),
        end_reason=str(EndReason(end.end_reason).label) if end and end.end_reason else "",
        continued_by=designation_link(end.continued_by) if end and end.continued_by else None,
        earlier=tuple(_span(listing) for listing in groups[:-1]),
        note="" if designation.certain else _doubt(designation.known_periods, valid_on=valid_on),
        disputed=designation.disputed,
        under_challenge=designation.under_challenge,
        pending=pending,
        suspended=_suspended(last) if designation.status == "suspended" and designation.certain else None,
        since_url=_page(first.opened_by) if first else "",
        until_url=_page(end.closed_by) if end else "",
    )


def _suspended(listing: Sequence[Period]) -> Link | None:
    """Since when the entry is suspended, with the event that says so."""
    if not listing or listing[-1].status != "suspended":
        return None
    day = day_text(_partial(listing[-1].start), by=listing[-1].start_hi)
    return Link(_("since %(day)s") % {"day": day}, _page(listing[-1].opened_by))


def _page(event: Any) -> str:
    return page_url("web:event", event.public_id) if event else ""


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _span(listing: Sequence[Period]) -> str:
    first, last = listing[0], listing[-1]
    begin = day_text(_partial(first.start), by=first.start_hi)
    end = day_text(_partial(last.end), by=last.end_hi)
    return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}


def _doubt(periods: Iterable[Period], *, valid_on: date) -> str:
    """What the dates leave open on the day, in words."""
    notes = []
    for period in periods:
        if _between(period.start_lo, valid_on, period.start_hi):
            day = day_text(_partial(period.start), by=period.start_hi)
            notes.append(str(_CHANGES[period.status]) % {"day": day})
        elif _between(period.end_lo, valid_on, period.end_hi):
            day = day_text(_partial(period.end), by=period.end_hi)
            notes.append(_("the end: %(day)s") % {"day": day})
    return with_semicolons(notes)


_CHANGES = {
    "in_force": gettext_lazy("the listing: %(day)s"),
    "suspended": gettext_lazy("the suspension: %(day)s"),
    "unknown": gettext_lazy("the listing: %(day)s"),
}


def _between(lo: date | None, day: date, hi: date | None) -> bool:
    return hi is not None and day < hi and (lo is None or lo <= day)
