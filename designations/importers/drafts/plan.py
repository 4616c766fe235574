"""What the import of a table of drafts would do: worked out in full, and nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from designations.editorial.enter import NewDraft, refused_quotes
from designations.editorial.proposed import Proposed, complete, faults
from designations.importers.drafts.cells import Pointed, values_of
from designations.importers.drafts.columns import CITATION, EVENT
from designations.importers.drafts.read import Fault, Given, read
from designations.models import Draft, DraftCitation, EventVersion

# Who has more to mend begins with these; looking for the nearest passage to each quotation takes time.
MAX_FAULTS = 200
_REMEDY = "Change this column, or the kind of event that it must fit."
_CHANGES = (
    ("retracts", "proposed retractions", "a retraction begins"),
    ("corrects", "corrections", "a correction begins"),
)
_NO = ("", "no", "false")
_WAITING = (Draft.State.OPEN, Draft.State.SUBMITTED, Draft.State.SENT_BACK, Draft.State.APPROVED)


@dataclass(slots=True)
class Planned:
    """One draft that would be written, unless it is `faulty`.

    `like` says which other one it resembles; `waiting` is the key of that one. `changes` is the column that
    makes it a change of a published event, which is never written.
    """

    place: str
    new: NewDraft
    changes: str = ""
    like: str = ""
    waiting: int | None = None
    faulty: bool = False


@dataclass(slots=True)
class Plan:
    """All of a file: written as a whole or, with any fault, not at all."""

    drafts: list[Planned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: bool = False

    @property
    def alike(self) -> int:
        """How many resemble a waiting draft, or one further up."""
        return sum(1 for planned in self.drafts if planned.like)

    @property
    def corrections(self) -> int:
        """How many are corrections of published events."""
        return sum(1 for planned in self.drafts if planned.changes == "corrects")

    @property
    def retractions(self) -> int:
        """How many propose to withdraw a published event."""
        return sum(1 for planned in self.drafts if planned.changes == "retracts")


def plan(path: Path) -> Plan:
    """Read the file at `path`. Raises `FileRefused` if it is no such table.

    The number of queries does not depend on that of its rows, save two for every 20 sources quoted.
    """
    given, found = read(path)
    pointed, made = Pointed(given), Plan(faults=found)
    places: dict[int, str] = {}
    for draft in given:
        before = len(made.faults)
        changing = _change_of_published(draft)
        made.faults += changing
        new = _new(draft, pointed, made.faults, places)
        faulty, changes = len(made.faults) > before, changing[0].column if changing else ""
        made.drafts.append(Planned(draft.place, new, changes=changes, faulty=faulty))
    if len(made.faults) <= MAX_FAULTS:
        citations = [citation for planned in made.drafts for citation in planned.new.citations]
        room = MAX_FAULTS + 1 - len(made.faults)
        for citation, refusal in islice(refused_quotes(citations), room):
            for column, reasons in refusal.errors.items():
                remedy = "Copy the passage from a capture of the source, or add a capture that has it."
                made.faults.append(Fault(places[id(citation)], column, " ".join(reasons), remedy))
    made.more_faults = len(made.faults) > MAX_FAULTS
    del made.faults[MAX_FAULTS:]
    _note_likes(made.drafts)
    return made


def _new(given: Given, pointed: Pointed, found: list[Fault], places: dict[int, str]) -> NewDraft:
    values, problems = values_of(EVENT, given.cells, pointed=pointed, place=given.place)
    for name in ("kind", "list"):
        if not given.cells.get(name):
            problems.append(Fault(given.place, name, "it is empty.", "Every event has one; fill it in."))
    resolves = list(values.pop("resolves", ()))
    if not problems:
        problems += _rules(values, resolves, place=given.place)
    found += problems
    citations = []
    for place, cells in given.citations:
        told, wrong = values_of(CITATION, cells, pointed=pointed, place=place)
        if not cells.get("source"):
            wrong.append(Fault(place, "source", "it is empty.", "Every citation has a source; write its id."))
        found += wrong
        if not wrong:
            citation = DraftCitation(**{**told, "disputes": bool(told["disputes"])})
            places[id(citation)] = place
            citations.append(citation)
    return NewDraft(Draft(**values), citations, resolves)


def _change_of_published(given: Given) -> list[Fault]:
    """What is wrong with a draft that changes a published event: a file adds events, and no more."""
    rows = [(given.place, given.cells), *given.citations]
    for column, what, begun in _CHANGES:
        for place, cells in rows:
            if cells.get(column, "").strip().lower() not in _NO:
                remedy = f"Leave out the rows of this draft; {begun} on the page of the event."
                return [Fault(place, column, f"{what} are not imported.", remedy)]
    return []


def _rules(values: dict[str, Any], resolves: list[Any], *, place: str) -> list[Fault]:
    """The rules of every event, but for its citations: a draft may be kept before its first one."""
    version = EventVersion(**{name: value for name, value in values.items() if name != "entity"})
    complete(version)
    errors = faults(Proposed(version=version, entity=values["entity"], citations=(), resolves=resolves))
    errors.pop("citations", None)
    return [Fault(place, column, " ".join(texts), _REMEDY) for column, texts in errors.items()]


def _note_likes(drafts: Iterable[Planned]) -> None:
    rows = [planned for planned in drafts if planned.new.draft.list_id]
    same = Draft.objects.filter(
        state__in=_WAITING,
        list__in={planned.new.draft.list_id for planned in rows},
        kind__in={planned.new.draft.kind for planned in rows},
    ).values_list("kind", "list_id", "entity_id", "occurred_on", "speaker", "pk")
    waiting = {tuple(map(str, key)): pk for *key, pk in same}
    seen: dict[Any, str] = {}
    for planned in rows:
        draft = planned.new.draft
        parts = (draft.kind, draft.list_id, draft.entity_id, draft.occurred_on, draft.speaker)
        key = tuple(map(str, parts))
        if key in waiting:
            planned.waiting = waiting[key]
            planned.like = f"draft {waiting[key]}, which waits"
        elif key in seen:
            planned.like = f"{seen[key]} of this file"
        seen.setdefault(key, planned.place)
