"""The columns of a table of drafts; what is written is what is read.

One row is one draft with one citation. Further citations of it follow in rows of their own, with the same
word under `draft` and nothing else of the event repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from designations.models import (
    Act,
    Designation,
    DesignationList,
    DraftCitation,
    Entity,
    Event,
    EventKind,
    EventVersion,
    Jurisdiction,
    Mode,
    Source,
    Stance,
)
from designations.models.event_fields import Effect, EndReason

SEPARATOR = ";"
Content = Literal["text", "choice", "date", "yes_no", "number", "row", "rows", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what stands in it, and what the page that documents it says.

    `model` and `key`: in which rows it points to which field of which model.
    """

    name: str
    content: Content = "text"
    explained: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    model: type | None = None
    key: str = "slug"
    remedy: str = ""


def _text(name: str, explained: str, of: type = EventVersion) -> Column:
    longest = of._meta.get_field(name).max_length  # type: ignore[attr-defined]
    return Column(name=name, explained=explained, longest=longest)


def _row(name: str, model: type, explained: str, *, key: str = "slug", many: bool = False) -> Column:
    end = "as at the end of the address of its page" if model is not Act else "as an export writes it"
    between = " Between two: a semicolon." if many else ""
    return Column(
        name=name,
        content="rows" if many else "row",
        explained=explained,
        model=model,
        key=key,
        remedy=f"Write its {'slug' if key == 'slug' else 'id'}, {end}.{between} If it is new, add it first.",
    )


def _choice(name: str, values: list[str], explained: str) -> Column:
    return Column(name=name, content="choice", explained=explained, choices=tuple(values))


_DATE = "2003-05-14, 2003-05, 2003, ../2024-05-28 or 2024-02-03/2024-05-03."
KEY = Column(name="draft", explained="Any word; rows with the same word, one below the other, are one draft.")
EVENT = (
    _choice("kind", EventKind.values, "What happened."),
    _row("list", DesignationList, "The slug of the list, such as us-fto."),
    _row("entity", Entity, "The slug of the entity; empty if the event is about the whole list."),
    Column(name="occurred_on", content="date", explained=f"The day of the act; empty if unknown. {_DATE}"),
    Column(name="announced_on", content="date", explained=f"When it was announced. {_DATE}"),
    Column(name="effective_on", content="date", explained=f"Where it differs from the act's. {_DATE}"),
    _text("actor", "Who acted."),
    _text("speaker", "Who spoke: of statements, and of confirmations that are claims."),
    _row("on_behalf_of_jurisdiction", Jurisdiction, "The slug of the country or body spoken for."),
    _row("on_behalf_of_entity", Entity, "The slug of the entity spoken for."),
    _choice("stance", Stance.values, "Of statements only."),
    _row("about", Event, "The id of the event that a statement is about.", key="public_id"),
    _row("act", Act, "The id of the legal act.", key="public_id"),
    _text("name_on_list", "As the list spells it."),
    _text("reference", "The reference of the entry on the list."),
    _choice("mode", Mode.values, "Of listings: how the name stands on the list."),
    _row("within", Designation, "The designation of which it is an alias or by which it is covered."),
    _choice("end_reason", EndReason.values, "If the entry ended without leaving the list in substance."),
    _row("continued_by", Designation, "The designation that goes on instead."),
    _choice("proposed_effect", Effect.values, "Of proposals: what they propose."),
    Column(name="adverse", content="yes_no", explained="Of court rulings: yes or no."),
    Column(name="sequence", content="number", explained="Order among events of one day."),
    _text("summary", "One or two neutral sentences for the public page."),
    _row("resolves", Event, "The ids of the events that this one answers.", key="public_id", many=True),
)
CITATION = (
    _row("source", Source, "The id of the source.", key="public_id"),
    _text("quote", "Word for word as in a capture of the source.", DraftCitation),
    _text("translation", "Of the quotation.", DraftCitation),
    Column(name="disputes", content="yes_no", explained="yes if the passage contradicts the event."),
    Column(name="claimed_on", content="date", explained=f"The date that this source gives. {_DATE}"),
)
TOLD = (
    Column(name="state", content="told", explained="Written, not read: an imported draft is open."),
    Column(name="author", content="told", explained="Written, not read: who imports is the author."),
    Column(name="source_title", content="told", explained="Written, not read."),
    Column(
        name="corrects", content="told", explained="The event that it corrects; written, and never imported."
    ),
    Column(
        name="retracts",
        content="told",
        explained="yes if it proposes to withdraw that event; written, and never imported.",
    ),
    Column(name="correction_reason", content="told", explained="Why; written, not read."),
)
ALL = (KEY, *EVENT, *CITATION, *TOLD)
NAMES = tuple(column.name for column in ALL)
