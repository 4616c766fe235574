"""What should be looked at before a draft is saved."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designations.editorial.cautions import Unconfirmed, cautions, require_confirmed
from designations.editorial.correct import correct
from designations.models import Draft, DraftCitation, Event, EventKind
from designations.text.partial_dates import PartialDate
from tests.factories import editor, make_draft, make_entity, make_event, make_list, make_source

pytestmark = pytest.mark.django_db


def a_pair() -> dict[str, Any]:
    """An entity and a list."""
    return {"entity": make_entity(), "list": make_list()}


def found(draft: Draft) -> set[str]:
    """The cautions on `draft`, without what follows the first colon of their ids."""
    return {one.id.partition(":")[0] for one in cautions(draft, citations=list(draft.citations.all()))}


def test_an_ordinary_draft_asks_for_no_look() -> None:
    assert found(make_draft(entity=make_entity())) == set()


def test_an_entry_that_had_ended_by_then_is_pointed_out() -> None:
    pair = a_pair()
    make_event(occurred_on="2003-02-14", **pair)
    make_event(kind=EventKind.DELISTED, occurred_on="2010-06-15", **pair)
    assert "already-ended" in found(make_draft(kind=EventKind.SUSPENDED, occurred_on="2012", **pair))
    assert found(make_draft(kind=EventKind.SUSPENDED, occurred_on="2009-01-01", **pair)) == set()
    make_event(occurred_on="2015-01-01", **pair)
    assert found(make_draft(kind=EventKind.SUSPENDED, occurred_on="2016", **pair)) == set()


def test_a_like_event_within_thirty_days_is_pointed_out_but_not_the_one_that_is_corrected() -> None:
    pair = a_pair()
    known = make_event(occurred_on="2003-02-14", **pair)
    assert found(make_draft(occurred_on="2003-03-16", **pair)) == {"like-event"}
    assert found(make_draft(occurred_on="2003-03-17", **pair)) == set()
    assert found(make_draft(occurred_on="../2003-01-01", **pair)) == set()
    assert found(correct(known.event, by=editor(), reason="A typing error.")) == set()


def test_statements_are_alike_only_if_the_same_person_spoke() -> None:
    told = {**a_pair(), "kind": EventKind.STATEMENT, "stance": "opposes"}
    make_event(speaker="A minister", **told)
    assert found(make_draft(speaker="a Minister", **told)) == {"like-event"}
    assert found(make_draft(speaker="Another minister", **told)) == set()


def test_dates_that_sources_claim_are_compared() -> None:
    pair = a_pair()
    draft = make_draft(occurred_on="2003", **pair)
    rows = [
        DraftCitation(source=make_source(), claimed_on=PartialDate.parse(day))
        for day in ("2003-02-14", "2003")
    ]
    assert cautions(draft, citations=rows) == []
    rows.append(DraftCitation(source=make_source(), claimed_on=PartialDate.parse("../2002-12-31")))
    assert [one.id for one in cautions(draft, citations=rows)] == [
        "claimed-dates:../2002-12-31:2003-02-14",
        "claimed-dates:../2002-12-31:2003",
    ]


def test_an_ending_without_a_beginning_is_pointed_out() -> None:
    pair = a_pair()
    assert found(make_draft(kind=EventKind.DELISTED, **pair)) == {"never-opened"}
    make_event(occurred_on="2003-02-14", **pair)
    assert found(make_draft(kind=EventKind.DELISTED, occurred_on="2004", **pair)) == set()


def test_an_event_later_than_the_source_that_supports_it_is_pointed_out() -> None:
    source = make_source(published_on="2024-05-29")
    assert found(make_draft(entity=make_entity(), occurred_on="2024-06", source=source)) == {"after-source"}
    assert found(make_draft(entity=make_entity(), occurred_on="2024-05", source=source)) == set()


def test_what_was_confirmed_is_not_asked_again_but_something_new_is() -> None:
    pair = a_pair()
    draft = make_draft(kind=EventKind.DELISTED, occurred_on="2024-06", **pair)
    known = cautions(draft, citations=list(draft.citations.all()))
    require_confirmed(known, confirmed=[one.id for one in known])
    with pytest.raises(Unconfirmed) as refusal:
        require_confirmed(known, confirmed=[known[0].id])
    assert refusal.value.cautions == known
    assert not Event.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_record() -> None:
    pair = a_pair()
    draft = make_draft(kind=EventKind.RENEWED, occurred_on="2003-02-14", **pair)
    citations = list(draft.citations.select_related("source"))
    counts = []
    for day in ("2003-02-14", "2003-02-15"):
        make_event(kind=EventKind.RENEWED, occurred_on=day, **pair)
        with CaptureQueriesContext(connection) as seen:
            cautions(draft, citations=citations)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7
