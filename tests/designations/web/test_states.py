"""What is asked of all pairs at once is what is asked of one, on any day, as known at any change."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from designations.models import Change, Designation, DesignationList, EventKind
from designations.web.states import State, states_on
from tests.benchmarks.large import Size, load
from tests.factories import make_entity, make_event, make_list

pytestmark = pytest.mark.django_db


def test_the_states_of_all_pairs_are_their_standings() -> None:
    load(size=Size(entities=150, lists=6, events=400, drafts=1, sources=10, entries=1))
    register = make_list()
    for days in (["2003", "../2010-05-01"], ["", "2008-01-01/2012-01-01"], ["2005-06", ""]):
        entity = make_entity()
        for kind, told in zip((EventKind.LISTED, EventKind.DELISTED), days, strict=True):
            make_event(entity=entity, list=register, kind=kind, occurred_on=told)
    make_event(entity=make_entity(), list=register, kind=EventKind.DELISTED, occurred_on="2009-03")
    make_event(entity=make_entity(), list=register, kind=EventKind.LISTING_PROPOSED)
    last = Change.objects.known_seq()
    seen: set[State] = set()
    lists = list(DesignationList.objects.values_list("pk", flat=True))
    for step in range(40):
        day, known = date(1999, 1, 1) + timedelta(days=271 * step), last if step % 4 else last - 150
        with connection.cursor() as cursor:
            cursor.execute(states_on("day"), {"day": day, "known": known, "lists": lists})
            found = {row[0]: State.of(row[3]) for row in cursor.fetchall()}
        standing: Any = Designation.objects.all()
        rows = standing.standing(valid_on=day, known_at=known).values_list("pk", "status", "certain")
        assert found == {pk: State(*told) for pk, *told in rows}
        seen |= set(found.values())
    assert len(seen) >= 7
