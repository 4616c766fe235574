"""Proposals: those that are pending with how long they have been, and how earlier ones ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from designations.models import EventKind, EventVersion
from designations.models.event import EventVersionQuerySet
from designations.web.asked import asked_row, asked_word, places_by_name
from designations.web.clocks import Clocks
from designations.web.fetch import add_citations, lists_of
from designations.web.page import page
from designations.web.paging import cut, events_after, links
from designations.web.present.heirs import Heirs
from designations.web.present.proposals import (
    WAY_LABELS,
    ProposalCard,
    WaitRow,
    ended_card,
    pending_card,
    wait_row,
)
from designations.web.proposals import Asked, answers_of, ended, latest_acts, pending, said_about
from designations.web.waits import waits

SIZE = 50
# Earlier ones below the pending, before one asks for all.
LATEST = 8
ENDED = "ended"


@page("state", "jurisdiction", "effect", "after")
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """What is pending, or with `state=ended` what was answered; by jurisdiction and by what is proposed."""
    asked = _asked(clocks)
    heirs = Heirs.known(known_at=clocks.known)
    after, state = clocks.get("after"), clocks.get("state")
    places = places_by_name()
    choose = ended if state == ENDED else pending
    ordered = events_after(choose(asked), after=after, known_at=clocks.known)
    rows, more = cut(list(ordered[: SIZE + 1]), size=SIZE)
    context = {
        "is_ended": state == ENDED,
        "pending": [],
        "earlier": [],
        "waits": _waits(asked, places=places) if not after else [],
        "filters": _filters(clocks, places=places),
        "kept": [(n, v) for n in ("state", "valid_on", "known_at") if (v := clocks.get(n))],
        "pending_url": clocks.address(state="", after=""),
        "ended_url": clocks.address(state=ENDED, after=""),
        "without_url": clocks.address(jurisdiction="", effect="", after=""),
        "hear_url": _hear_url(clocks),
        **links(clocks, last=rows[-1].event.public_id if rows else "", more=more),
    }
    if state == ENDED:
        context["earlier"] = _ended(rows, asked=asked, heirs=heirs)
    else:
        context["pending"] = _pending(rows, asked=asked, heirs=heirs, clocks=clocks)
        context["earlier"] = [] if after else _latest(ended(asked), asked=asked, heirs=heirs)
    return render(request, "web/proposals.html", clocks.context() | context)


def _asked(clocks: Clocks) -> Asked:
    """What the address asks for; raises `AddressError` naming a parameter that means nothing."""
    asked_word(clocks, "state", words=[ENDED])
    way = asked_word(clocks, "effect", words=WAY_LABELS)
    place = asked_row(clocks, "jurisdiction")
    # Today counts all that is known, also what takes effect later.
    day = clocks.reading.valid_on
    past = day if day < timezone.now().date() else None
    lists = lists_of(place) if place else None
    return Asked(known_at=clocks.known, day=past, lists=lists, place=place.pk if place else None, way=way)


def _pending(rows: list[EventVersion], *, asked: Asked, heirs: Heirs, clocks: Clocks) -> list[ProposalCard]:
    add_citations(rows, known_at=asked.known_at)
    said, latest = said_about(rows, asked=asked), latest_acts(rows, asked=asked)
    return [
        pending_card(
            row,
            heirs=heirs,
            said=said[row.event_id],
            latest=latest.get(row.designation_id or 0),
            day=clocks.reading.valid_on,
        )
        for row in rows
    ]


def _latest(rows: EventVersionQuerySet, *, asked: Asked, heirs: Heirs) -> list[ProposalCard]:
    return _ended(list(rows.by_day()[:LATEST]), asked=asked, heirs=heirs)


def _ended(rows: list[EventVersion], *, asked: Asked, heirs: Heirs) -> list[ProposalCard]:
    add_citations(rows, known_at=asked.known_at)
    answers, said = answers_of(rows, asked=asked), said_about(rows, asked=asked)
    return [
        ended_card(row, heirs=heirs, said=said[row.event_id], answers=answers[row.event_id]) for row in rows
    ]


def _waits(asked: Asked, *, places: dict[str, str]) -> list[WaitRow]:
    """How long proposals took, by jurisdiction as the page calls and sorts them."""
    rank = {slug: number for number, slug in enumerate(places)}
    rows = sorted(waits(asked), key=lambda row: rank[row["slug"]])
    return [wait_row(row, place=places[row["slug"]]) for row in rows]


def _filters(clocks: Clocks, *, places: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The choices of the form: name, label and options, each with value, text and whether it is chosen."""
    choices: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("effect", _("Proposed"), list(WAY_LABELS.items())),
        ("jurisdiction", _("Jurisdiction"), list(places.items())),
    ]
    return [
        (name, label, [(value, str(text), value == clocks.get(name)) for value, text in options])
        for name, label, options in choices
    ]


def _hear_url(clocks: Clocks) -> str:
    """The form of alerts about what is proposed, filled in as the page is filtered."""
    kinds = [EventKind.LISTING_PROPOSED.value, EventKind.DELISTING_PROPOSED.value]
    places = [clocks.get("jurisdiction")] if clocks.get("jurisdiction") else []
    question = urlencode({"kind": kinds, "jurisdiction": places}, doseq=True)
    return f"{reverse('alerts:subscribe')}?{question}"
