"""Invented rows by which the page of the design shows each component as the public pages draw it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from designations.text.kinds import KIND_FAMILIES, STANCE_LABELS, STATUS_LABELS, event_label
from designations.text.partial_dates import PartialDate
from designations.web.cards import (
    CitationCard,
    EntityLink,
    EventCard,
    JurisdictionLink,
    Link,
    ListLink,
    SourceLink,
    StandingRow,
)
from designations.web.present.differences import label_of

TOKENS = (
    "paper", "raised", "ink", "soft", "rule", "edge", "link", "force", "suspend", "end", "accent", "brand",
    "quote",
)  # fmt: skip
_REGISTER = ListLink("register", "Register of Groups", JurisdictionLink("ruritania", "Ruritania"))
_FRONT = EntityLink("front", "The Front")
_GAZETTE = SourceLink(
    "gazette000", "Order 12 of the Council", "Official Gazette", published_on=PartialDate.parse("2014-03-09")
)
_WIRE = SourceLink("wire000000", "Рада исключила Фронт", "Example Wire", author="A. Writer", language="ru")
_CITATIONS = (
    CitationCard(_GAZETTE, quote="The Front is entered in the register with effect from today."),
    CitationCard(
        _WIRE,
        quote="Фронт никогда не был внесён в список.",
        translation="The Front was never on the list.",
        disputes=True,
        claimed_on=PartialDate.parse("2014-02"),
    ),
    CitationCard(_WIRE, redacted_because="It named a minor."),
    CitationCard(_GAZETTE),
)


class SampleForm(forms.Form):
    """A field that is in order, and one that is not."""

    email = forms.EmailField(label=_("E-mail address"))
    note = forms.CharField(label=_("Note"), required=False)


def samples(theme: str) -> dict[str, Any]:
    """One of everything; `theme` keeps what has an id apart from the same of the other theme."""
    form = SampleForm({"email": "nobody", "note": ""}, auto_id=f"{theme}_%s")
    form.is_valid()
    return {
        "name": theme,
        "statuses": [
            (status, certain)
            for status in STATUS_LABELS
            for certain in (True, False)
            if certain or status != "unknown"
        ],
        "stances": list(STANCE_LABELS),
        "families": {family: kind for kind, family in reversed(KIND_FAMILIES.items())},
        "events": _events(theme),
        "citations": _CITATIONS,
        "standing": _standing(),
        "crumbs": [Link("Lists", "#main"), Link("Ruritania", "#main"), Link("Register of Groups")],
        "details": [(label_of("occurred_on"), "14 February 2014", "9 March 2014")],
        "form": form,
        "shares": (0, 31, 100, None),
    }


def _events(theme: str) -> list[EventCard]:
    def event(kind: str, number: int, **fields: Any) -> EventCard:
        own: dict[str, Any] = {
            "id": f"{theme}-{number}",
            "kind": kind,
            "label": event_label(kind),
            "list": _REGISTER,
        }
        return EventCard(**own, entity=_FRONT, **fields)

    return [
        event(
            "listed",
            1,
            occurred_on=PartialDate.parse("2014-03-09"),
            citations=_CITATIONS,
            summary="By order.",
        ),
        event("delisting_proposed", 2, occurred_on=PartialDate.parse("2019")),
        event(
            "statement",
            3,
            occurred_on=PartialDate.parse("../2020-05-28"),
            stance="opposes",
            speaker="A Minister",
        ),
        event("suspended", 4, known_by=date(2021, 6, 1)),
        event(
            "delisted",
            5,
            occurred_on=PartialDate.parse("2022-02-03/2022-05-03"),
            retracted_at=datetime(2023, 1, 1, tzinfo=UTC),
            retraction_reason="It was another group.",
        ),
    ]


def _standing() -> StandingRow:
    return StandingRow(
        list=_REGISTER,
        entity=_FRONT,
        status="suspended",
        certain=True,
        disputed=True,
        under_challenge=True,
        pending=Link(event_label("delisting_proposed"), "#main"),
    )
