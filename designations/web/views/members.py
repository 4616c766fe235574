"""The members of a list as a file, on any day, as known at any change."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from designations.models import DesignationList
from designations.web.cards import Link
from designations.web.clocks import Clocks
from designations.web.members import all_of
from designations.web.missing import no_list
from designations.web.page import page
from designations.web.present.heirs import Heirs
from designations.web.present.standings import standing_rows
from designations.web.tables import csv_answer

CHUNK = 1000
_HEAD = (
    "entity", "name", "kind", "name_on_list", "reference", "mode", "status", "certain", "since", "until",
    "last_confirmed_on", "disputed", "under_challenge",
)  # fmt: skip


@page("status", "name")
def members_csv(request: HttpRequest, clocks: Clocks, slug: str) -> StreamingHttpResponse:
    """All that the list's page shows, however long it is."""
    row = DesignationList.objects.filter(slug=slug).first()
    if row is None:
        raise no_list(slug)
    rows = _rows(row, clocks=clocks)
    # What cannot be read is to be refused before the first byte.
    first = next(rows, None)
    day = clocks.reading.valid_on.isoformat()
    named = [row.slug, "members", day, f"change-{clocks.known}"]
    return csv_answer(_HEAD, _chained(first, rows), named=named)


def downloads(row: DesignationList, *, clocks: Clocks) -> list[Link]:
    """Where the members are as files, on the state of the record that the page shows."""
    pinned = {"valid_on": clocks.reading.valid_on.isoformat(), "known_at": str(clocks.known)}
    asked = {name: value for name in ("status", "name") if (value := clocks.get(name))}
    status = {"status": asked["status"]} if asked.get("status", "all") != "all" else {}
    csv = f"{reverse('web:members_csv', args=[row.slug])}?{urlencode(asked | pinned)}"
    json = urlencode({"list": row.slug} | status | pinned)
    return [
        Link(gettext("Members as CSV"), csv),
        Link(gettext("as JSON, in pages"), f"/api/v1/designations/?{json}"),
    ]


def _rows(row: DesignationList, *, clocks: Clocks) -> Iterator[list[object]]:
    heirs = Heirs.known(known_at=clocks.known)
    for found in all_of(row, clocks=clocks, heirs=heirs, size=CHUNK):
        cards = standing_rows(found, heirs=heirs, valid_on=clocks.reading.valid_on, pending={})
        for own, card in zip(found, cards, strict=True):
            yield [
                card.entity.slug, card.entity.name, heirs.of(own.entity).kind, card.name_on_list,
                card.reference, own.mode, card.status, card.certain, card.since, card.until,
                card.last_confirmed_on, card.disputed, card.under_challenge,
            ]  # fmt: skip


def _chained(first: list[object] | None, rest: Iterator[list[object]]) -> Iterator[list[object]]:
    if first is not None:
        yield first
    yield from rest
