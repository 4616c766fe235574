"""The form of a draft in sections, and which of their fields the kind of event leaves out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from designations.editorial.applicable import ONLY, applies
from designations.models import Draft, EventKind

Section = tuple[str, list[Any], str]

SECTIONS: list[Section] = [
    ("", ["kind", "occurred_on", "list", "entity", ("announced_on", "effective_on"), "summary"], ""),
    (
        "Who said it",
        ["speaker", "on_behalf_of_jurisdiction", "on_behalf_of_entity", "stance", "about"],
        "A confirmation with a speaker is a claim.",
    ),
    ("How the name stands on the list", ["name_on_list", "reference", "mode", "within"], ""),
    ("How the entry ended", ["end_reason", "continued_by"], ""),
    ("Proposals, rulings and their answers", ["proposed_effect", "adverse", "resolves"], ""),
    ("Who did it, and by which act", ["actor", "act"], ""),
    ("Order among events of one day", ["sequence"], ""),
]
_FOLDED_AWAY = {"Order among events of one day"}

KIND_GROUPS: list[tuple[str, list[EventKind]]] = [
    (
        "Done to an entry",
        [
            EventKind.LISTED, EventKind.DELISTED, EventKind.SUSPENDED, EventKind.REINSTATED,
            EventKind.RENEWED, EventKind.AMENDED, EventKind.EXPIRED, EventKind.ANNULLED,
        ],
    ),
    (
        "Planned, refused or ruled",
        [
            EventKind.LISTING_PROPOSED, EventKind.DELISTING_PROPOSED, EventKind.PROPOSAL_REJECTED,
            EventKind.COURT_RULING,
        ],
    ),
    ("Said", [EventKind.STATEMENT, EventKind.PRESENCE_CONFIRMED, EventKind.ABSENCE_CONFIRMED]),
    (
        "The list as a whole",
        [
            EventKind.LIST_ESTABLISHED, EventKind.LEGAL_CHANGE_PROPOSED, EventKind.LEGAL_CHANGED,
            EventKind.LIST_ABOLISHED,
        ],
    ),
]  # fmt: skip

# For the script that swaps sections: the fields that not every kind has.
KINDS_OF_FIELD = {field: sorted(kinds) for field, (kinds, _) in ONLY.items()}


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds in groups, for a choice."""
    return [(title, [(kind.value, str(kind.label)) for kind in kinds]) for title, kinds in KIND_GROUPS]


def names_in(section: Section) -> list[str]:
    """The names of the fields of `section`, those of one row too."""
    return [name for entry in section[1] for name in (entry if isinstance(entry, tuple) else (entry,))]


def fieldsets_of(draft: Draft | None) -> list[tuple[str | None, dict[str, Any]]]:
    """All sections, as Django's admin wants them. The order is folded away until it is filled in."""
    first: list[tuple[str | None, dict[str, Any]]] = []
    if draft is not None and draft.corrects_id is not None:
        first.append(("Correction", {"fields": ["correction_reason"]}))
    ordered = draft is not None and draft.sequence is not None
    return first + [
        (
            title or None,
            {
                "fields": fields,
                "description": text,
                "classes": ["collapse"] if title in _FOLDED_AWAY and not ordered else [],
            },
        )
        for title, fields, text in SECTIONS
    ]


def not_asked(kind: str, *, filled: Collection[str]) -> set[str]:
    """The fields that are not shown for `kind` ('': not chosen yet), save those that are `filled` in."""
    if kind not in EventKind.values:
        hidden = set(ONLY) - {"entity"}
    else:
        hidden = {field for field in ONLY if not applies(field, EventKind(kind))}
    return hidden - set(filled)


def empty_sections(hidden: Collection[str]) -> list[str]:
    """The titles of the sections of which nothing is left to be shown."""
    return [section[0] for section in SECTIONS if set(names_in(section)) <= set(hidden)]
