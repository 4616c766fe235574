"""One table says which fields a kind has: to the rules of publication and to the forms alike."""

from typing import Any

import pytest

from designations.admin.draft_sections import KIND_GROUPS, SECTIONS, names_in, not_asked
from designations.editorial.applicable import ENTERED, fields_of
from designations.editorial.proposed import Proposed, faults
from designations.models import Act, Designation, Entity, Event, EventKind, EventVersion, Jurisdiction
from designations.text.partial_dates import PartialDate

DAY = PartialDate.parse("2003-05-14")
FILLED: dict[str, Any] = {
    "occurred_on": DAY, "announced_on": DAY, "effective_on": DAY, "actor": "A court", "speaker": "A minister",
    "on_behalf_of_jurisdiction": Jurisdiction(pk=1), "on_behalf_of_entity": Entity(pk=1), "stance": "opposes",
    "about": Event(pk=1), "act": Act(pk=1), "name_on_list": "Front", "reference": "7", "mode": "entry",
    "within": Designation(pk=1), "end_reason": "merged", "continued_by": Designation(pk=1),
    "proposed_effect": "list", "adverse": False, "sequence": 1, "summary": "In short.",
}  # fmt: skip


def refused(kind: EventKind, field: str) -> bool:
    """Whether the rules of publication find fault with `field` of an event of `kind` being filled in."""
    told = {field: FILLED[field]} if field in FILLED else {}
    proposed = Proposed(
        version=EventVersion(kind=kind, **told),
        entity=Entity(pk=2) if field == "entity" else None,
        citations=(),
        resolves=[Event(pk=3)] if field == "resolves" else (),
    )
    return field in faults(proposed)


@pytest.mark.parametrize("kind", EventKind)
def test_the_form_of_a_kind_offers_exactly_the_fields_that_publication_accepts(kind: EventKind) -> None:
    offered = {name for section in SECTIONS for name in names_in(section)} - not_asked(kind, filled=())
    accepted = {field for field in ENTERED if not refused(kind, field)}
    assert offered == accepted == fields_of(kind)


def test_every_field_can_be_entered_and_every_kind_chosen_once() -> None:
    assert sorted(name for section in SECTIONS for name in names_in(section)) == sorted(ENTERED)
    assert sorted(kind for _, kinds in KIND_GROUPS for kind in kinds) == sorted(EventKind)


def test_what_is_filled_in_stays_in_sight_even_if_the_kind_has_no_such_field() -> None:
    assert "stance" in not_asked("listed", filled=())
    assert "stance" not in not_asked("listed", filled={"stance"})
