"""What should be looked at before a draft is saved."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designations.editorial.cautions import (
    Caution,
    Considered,
    Unconfirmed,
    cautions,
    cautions_of,
    require_confirmed,
)
from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.retract import propose_retraction
from designations.models import Draft, DraftCitation, Event, EventKind
from designations.text.partial_dates import PartialDate
from tests.factories import (
    editor,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

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
    assert counts == [1, 1]


def test_a_change_of_an_event_that_changed_since_is_pointed_out_to_whoever_decides() -> None:
    event = make_event(entity=make_entity()).event
    draft = correct(event, by=editor(), reason="A typing error.")
    withdrawal = propose_retraction(event, by=editor(), reason="Another group.")
    assert found(draft) == found(withdrawal) == set()
    cite(event, fields=DraftCitation(source=make_source()), by=publisher())
    assert found(draft) == found(withdrawal) == {"overtaken"}
    [caution] = cautions(draft, citations=list(draft.citations.all()))
    assert caution.about == event
    require_confirmed([caution], confirmed=())


def test_a_retraction_says_nothing_of_its_own_that_could_be_unusual() -> None:
    pair = a_pair()
    make_event(occurred_on="2003-02-14", **pair)
    event = make_event(kind=EventKind.RENEWED, occurred_on="2004-02-14", **pair).event
    make_event(kind=EventKind.RENEWED, occurred_on="2004-02-20", **pair)
    assert found(correct(event, by=editor(), reason="A typing error.")) == {"like-event"}
    assert found(propose_retraction(event, by=editor(), reason="Another group.")) == set()


def test_a_dispute_and_a_lack_of_support_are_told_but_saving_waits_for_neither() -> None:
    draft, source = make_draft(entity=make_entity()), make_source()
    DraftCitation.objects.create(draft=draft, source=source, disputes=True)
    rows = list(draft.citations.all())
    [disputed] = cautions(draft, citations=rows)
    assert disputed.about == source
    alone = cautions(draft, citations=rows[1:])
    assert {one.id.partition(":")[0] for one in alone} == {"disputed", "unsupported"}
    assert {one.id for one in cautions(draft, citations=[])} == {"unsupported"}
    require_confirmed([disputed, *alone], confirmed=())
    with pytest.raises(Unconfirmed) as refusal:
        require_confirmed([disputed, Caution(id="new", message="")], confirmed=())
    assert [one.id for one in refusal.value.cautions] == ["new"]


def test_many_drafts_are_looked_at_together_in_one_query_and_each_as_if_alone() -> None:
    first, second = a_pair(), a_pair()
    crossed = {"entity": first["entity"], "list": second["list"]}
    listed = make_event(occurred_on="2003-02-14", **first)
    make_event(kind=EventKind.DELISTED, occurred_on="2010-06-15", **first)
    other = make_event(occurred_on="2003-02-20", **second)
    claimed = [
        DraftCitation(source=make_source(), claimed_on=PartialDate.parse(f"2003-02-{day}"))
        for day in (14, 15)
    ]
    cite(other.event, fields=claimed[0], by=publisher())
    drafts = [
        make_draft(occurred_on="2003-02-20", **first),
        make_draft(kind=EventKind.SUSPENDED, occurred_on="2012", **first),
        correct(listed.event, by=editor(), reason="A typing error."),
        make_draft(kind=EventKind.DELISTED, occurred_on="2024-06", **crossed),
        make_draft(occurred_on="2003-02-20", **crossed),
        make_draft(occurred_on="2003-02-14", **second),
        make_draft(kind=EventKind.LEGAL_CHANGED, occurred_on="2003-02-14", list=first["list"]),
        make_draft(kind=EventKind.STATEMENT, speaker="A minister", stance="opposes", list=first["list"]),
    ]
    claimed[1].draft = drafts[5]
    claimed[1].save()
    many = [
        Considered(draft=draft, citations=list(draft.citations.select_related("source"))) for draft in drafts
    ]
    with CaptureQueriesContext(connection) as seen:
        together = cautions_of(many)
    assert len(seen) == 1
    assert together == [cautions(one.draft, citations=one.citations) for one in many]
    assert [{one.id.partition(":")[0] for one in its} for its in together] == [
        {"like-event"},
        {"already-ended"},
        set(),
        {"never-opened", "after-source"},
        set(),
        {"like-event", "claimed-dates"},
        set(),
        set(),
    ]
    assert cautions_of([]) == []
