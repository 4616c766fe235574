"""A correction or retraction beside what it replaces: field by field, and citation by citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field

from designations.editorial.draft import SHARED_FIELDS
from designations.models import Draft, EventVersion
from designations.models.citation import CitationFields
from designations.text.partial_dates import PartialDate

_LABELS = {
    "kind": "What happened",
    "occurred_on": "Date of the act",
    "announced_on": "Announced",
    "effective_on": "In effect",
    "name_on_list": "Name on the list",
    "proposed_effect": "Proposes to",
    "adverse": "Against the designation",
    "about": "About the event",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what stood and what would stand; '' for nothing."""

    label: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether it is not the same."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class CitedRow:
    """One citation on both sides; None where it is missing."""

    old: CitationFields | None
    new: CitationFields | None

    @property
    def what(self) -> str:
        """What becomes of it."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "dropped"
        return "kept" if _said(self.old) == _said(self.new) else "changed"


def told(row: Draft | EventVersion, *, entity: object, answers: Iterable[str]) -> list[tuple[str, str]]:
    """Every field of `row` that says something or could, as label and text."""
    fields = [(_label(name), _text(row, name)) for name in SHARED_FIELDS]
    fields.insert(2, ("Entity", str(entity or "the whole list")))
    return [*fields, ("Answers", ", ".join(sorted(answers)))]


def compared(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Row]:
    """Both sides, without the fields that say nothing on either."""
    rows = (Row(label, was, now) for (label, was), (_, now) in zip(old, new, strict=True))
    return [row for row in rows if row.old or row.new]


def cited_on_both(old: Sequence[CitationFields], new: Sequence[CitationFields]) -> list[CitedRow]:
    """The citations of both sides in pairs: of the same passage, else of the same source."""
    left, rows = list(old), []
    partners: dict[int, CitationFields] = {}
    for same in (lambda a, b: (a.source_id, a.quote) == (b.source_id, b.quote), _same_source):
        for index, citation in enumerate(new):
            match = next((one for one in left if index not in partners and same(one, citation)), None)
            if match is not None:
                partners[index] = match
                left.remove(match)
    rows = [CitedRow(partners.get(index), citation) for index, citation in enumerate(new)]
    return [*rows, *(CitedRow(one, None) for one in left)]


def _same_source(one: CitationFields, other: CitationFields) -> bool:
    return one.source_id == other.source_id


def _said(citation: CitationFields) -> tuple[object, ...]:
    return citation.quote, citation.translation, citation.disputes, str(citation.claimed_on or "")


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _text(row: Any, name: str) -> str:
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if isinstance(value, PartialDate):
        return value.describe()
    if isinstance(value, bool):
        return "yes" if value else "no"
    field: Field[Any, Any] = row._meta.get_field(name)
    return str(getattr(row, f"get_{name}_display")()) if field.choices else str(value)
