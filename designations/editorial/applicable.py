"""Which fields an event of each kind has: the one table behind the rules of publication and the forms."""

from __future__ import annotations

from collections.abc import Iterator

from designations.models import EventKind, EventVersion
from designations.models.event_fields import (
    CLAIMS,
    CLOSING,
    CONFIRMING,
    ON_LIST_ONLY,
    PROPOSALS,
    EventFields,
)

ALL = frozenset(EventKind)
_SPOKEN = CLAIMS | {EventKind.STATEMENT}
_LISTED, _STATEMENT = frozenset({EventKind.LISTED}), frozenset({EventKind.STATEMENT})

# The fields that not every event has, with the kinds that have them, and what is said of the others.
ONLY: dict[str, tuple[frozenset[EventKind], str]] = {
    "entity": (ALL - ON_LIST_ONLY, "'{kind}' is about a list as a whole; leave the entity empty."),
    "speaker": (_SPOKEN, "Only statements and confirmations have a speaker; name others as the actor."),
    "on_behalf_of_jurisdiction": (
        _SPOKEN,
        "Only statements and confirmations are made on behalf of somebody.",
    ),
    "on_behalf_of_entity": (_SPOKEN, "Only statements and confirmations are made on behalf of somebody."),
    "stance": (_STATEMENT, "Only a statement has a stance."),
    "about": (_STATEMENT, "Only a statement is about another event; say elsewhere what this one answers."),
    "name_on_list": (CONFIRMING, "'{kind}' does not say how the name stands on the list."),
    "reference": (CONFIRMING, "'{kind}' does not say under which reference the entry stands."),
    "mode": (_LISTED, "Only a listing says how the name stands on the list."),
    "within": (_LISTED, "Only a listing says within which entry the name stands."),
    "end_reason": (CLOSING, "Only an event that ends an entry has an end reason."),
    "continued_by": (CLOSING, "Only an event that ends an entry says which one goes on instead."),
    "proposed_effect": (PROPOSALS, "Only a proposal proposes an effect."),
    "adverse": (frozenset({EventKind.COURT_RULING}), "Only a court ruling is adverse or not."),
    "resolves": (ALL - _SPOKEN, "'{kind}' answers no proposal or ruling."),
}
# Entered with an event, and kept beside its version.
_BESIDE = ("entity", "resolves")
ENTERED = (*(field.name for field in EventFields._meta.get_fields()), *_BESIDE)


def applies(field: str, kind: EventKind) -> bool:
    """Whether an event of `kind` has `field`."""
    return field not in ONLY or kind in ONLY[field][0]


def fields_of(kind: EventKind) -> frozenset[str]:
    """All fields that an event of `kind` has."""
    return frozenset(field for field in ENTERED if applies(field, kind))


def refusal_of(field: str, kind: EventKind) -> str:
    """What is said of `field` where an event of `kind` has none."""
    return ONLY[field][1].format(kind=kind.label)


def misplaced(version: EventVersion, *, kind: EventKind) -> Iterator[tuple[str, str]]:
    """The fields of `version` that are filled in although `kind` has none of them, and why that is wrong."""
    for field in ONLY:
        if field not in _BESIDE and not applies(field, kind) and getattr(version, field) not in (None, ""):
            yield field, refusal_of(field, kind)
