"""What the fold needs of a designation is the same, whether it is asked for by its key or by its pair."""

import pytest

from designations.editorial.project import transitions, transitions_between
from designations.models import Change, Designation, DesignationList, EventKind
from tests.benchmarks.large import Size, load
from tests.factories import make_entity, make_event

pytestmark = pytest.mark.django_db
FEW = Size(entities=12, lists=3, events=40, drafts=1, sources=4, entries=1)


def test_transitions_by_pair_are_those_by_key_on_a_list_that_was_abolished_too() -> None:
    load(size=FEW)
    abolished = DesignationList.objects.filter(designations__isnull=False).distinct().order_by("pk")[0]
    make_event(kind=EventKind.LIST_ABOLISHED, entity=None, list=abolished, occurred_on="2026-01-02")
    make_event(kind=EventKind.LISTING_PROPOSED, entity=make_entity(), list=abolished, occurred_on="2003")
    rows = list(Designation.objects.all())
    known = Change.objects.known_seq()
    per, _keys = transitions(designation_ids=[row.pk for row in rows], known_at=known)
    pairs = transitions_between(
        lists={row.list_id for row in rows}, entities={row.entity_id for row in rows}, known_at=known
    )
    by_pair = {
        (row.list_id, row.entity_id): sorted(per[row.pk], key=lambda one: one.id)
        for row in rows
        if row.pk in per
    }
    assert {pair: sorted(found, key=lambda one: one.id) for pair, found in pairs.items()} == by_pair
    assert any(one.kind == EventKind.LIST_ABOLISHED for found in pairs.values() for one in found)
