"""Rulings: what stands where sources disagree, public at once, carried out by a second person."""

from typing import Any

import pytest

from designations.editorial.conflicts import conflicts
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.errors import AuthorCannotReview, Incomplete, NotAllowedNow, PermissionRefused
from designations.editorial.publish import publish
from designations.editorial.retract import propose_retraction, retract
from designations.editorial.rule import rule
from designations.models import Change, DraftCitation, EventVersion, Ruling, Source
from designations.text.partial_dates import PartialDate
from tests.factories import (
    editor,
    head_of,
    last_seq,
    make_draft,
    make_entity,
    make_event,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db


def cited(*claims: tuple[str, str, bool], occurred_on: str = "2003-02-14", **dates: str) -> EventVersion:
    """A published listing, on a source without a claim and on one for each (kind, claim, disputes)."""
    parsed: dict[str, Any] = {name: PartialDate.parse(text) for name, text in dates.items()}
    draft = make_draft(entity=make_entity(), occurred_on=occurred_on, **parsed)
    rows = [
        DraftCitation(
            source=source_of(kind), claimed_on=PartialDate.parse(claim) if claim else None, disputes=disputes
        )
        for kind, claim, disputes in claims
    ]
    submit(save_draft(draft, by=editor(), citations=[*draft.citations.all(), *rows]), by=editor())
    [event] = publish([draft], by=publisher())
    return head_of(event)


def source_of(kind: str) -> Source:
    source = make_source()
    Source.objects.filter(pk=source.pk).update(kind=kind)
    return source


def why(event: EventVersion) -> tuple[str, ...]:
    found = {conflict.event_id: conflict.why for conflict in conflicts(most=100)}
    return found.get(event.event_id, ())


@pytest.mark.parametrize(
    ("claims", "dates", "expected"),
    [
        ([("news_article", "2003-02-15", False)], {}, ("dates",)),
        ([("news_article", "2003-02", False)], {}, ()),
        ([("news_article", "../2003-12-31", False)], {}, ()),
        ([("news_article", "2003-02-01/2003-02-13", False)], {}, ("dates",)),
        ([("news_article", "2003-03-01", False)], {"effective_on": "2003-03-01"}, ()),
        ([("news_article", "2003-02-20", False)], {"announced_on": "2003-02-20"}, ()),
        ([("news_article", "", True)], {}, ("disputed",)),
        ([("official", "", False), ("wiki", "2004", False)], {}, ("dates", "official")),
        ([("court", "", True)], {}, ("disputed", "official")),
        ([("official", "2003", False), ("dataset", "2003-02-14", False)], {}, ()),
        (
            [("news_article", "2003-02", False), ("news_article", "2003-05", False)],
            {"occurred_on": "2003"},
            ("dates",),
        ),
        (
            [("news_article", "2003-02", False), ("news_article", "2003-05", False)],
            {"occurred_on": ""},
            ("dates",),
        ),
    ],
)
def test_a_disagreement_is_found_with_its_reason(
    claims: list[tuple[str, str, bool]], dates: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert why(cited(*claims, **dates)) == expected


def test_like_events_within_thirty_days_are_found_and_statements_are_not() -> None:
    first = make_event(kind="delisting_proposed", entity=make_entity(), occurred_on="2024-05-01")
    assert first.designation
    pair: dict[str, Any] = {"list": first.list, "entity": first.designation.entity}
    near = make_event(kind="delisting_proposed", occurred_on="2024-05-31", **pair)
    far = make_event(kind="delisting_proposed", occurred_on="2025-05-31", **pair)
    for day in ("2024-05-01", "2024-05-02"):
        make_event(kind="statement", occurred_on=day, speaker="A minister", stance="opposes", **pair)
    assert [(c.event_id, c.why, c.like) for c in conflicts(most=9)] == [
        (near.event_id, ("alike",), (first.event_id,))
    ]
    assert why(far) == ()
    retract(first.event, by=publisher(), reason="The same proposal.")
    assert conflicts(most=9) == []


def test_conflicts_are_paged_and_chosen_by_reason() -> None:
    one, two = cited(("news_article", "2004", False)), cited(("news_article", "", True))
    assert [c.event_id for c in conflicts(most=1)] == [two.event_id]
    assert [c.event_id for c in conflicts(most=9, before=two.event_id)] == [one.event_id]
    assert [c.event_id for c in conflicts(most=9, why="dates")] == [one.event_id]


def test_a_ruling_is_public_at_once_and_the_correction_waits_for_a_second_person() -> None:
    event = cited(("official", "2003-02-15", False))
    before = last_seq()
    day = PartialDate.parse("2003-02-15")
    done = rule(event.event, by=publisher(), outcome="date", stands_on=day, reason="The gazette decides.")
    change = Change.objects.get(seq=done.ruling.change_id)
    assert (change.action, change.subject_id, change.cause, change.announce) == (
        "ruled", event.event.public_id, "The gazette decides.", False,
    )  # fmt: skip
    assert change.after["stands_on"] == "2003-02-15"
    assert head_of(event.event).version == 1
    assert why(event) == ()
    assert [c.event_id for c in conflicts(most=9, ruled=True)] == [event.event_id]
    draft = done.draft
    assert draft
    assert (draft.occurred_on, draft.state) == (day, "open")
    submit(draft, by=publisher())
    with pytest.raises(AuthorCannotReview):
        publish([draft], by=publisher())
    publish([draft], by=make_user(group="publisher"))
    assert head_of(event.event).occurred_on == day
    assert why(event) == ()
    assert not Ruling.objects.known(known_at=before).exists()


def test_a_settled_conflict_comes_back_with_a_new_citation_and_a_later_ruling_takes_its_place() -> None:
    event = cited(("news_article", "2004", False))
    first = rule(event.event, by=publisher(), outcome="keep", reason="The paper erred.").ruling
    draft = correct(event.event, by=editor(), reason="A summary.")
    draft.summary = "It was listed."
    submit(save_draft(draft, by=editor()), by=editor())
    publish([draft], by=publisher())
    assert why(event) == ()
    draft = correct(event.event, by=editor(), reason="A further paper.")
    row = DraftCitation(source=make_source(), claimed_on=PartialDate.parse("2005"))
    submit(save_draft(draft, by=editor(), citations=[*draft.citations.all(), row]), by=editor())
    publish([draft], by=publisher())
    assert why(event) == ("dates",)
    second = rule(event.event, by=publisher(), outcome="open", reason="Two papers, two years.").ruling
    assert why(event) == ()
    assert Ruling.objects.known(known_at=last_seq()).get() == second
    assert Ruling.objects.known(known_at=second.change_id - 1).get() == first


def test_a_ruling_that_withdraws_opens_a_proposed_retraction_once() -> None:
    event = cited(("court", "", True))
    proposed = propose_retraction(event.event, by=editor(), reason="The court denies it.")
    done = rule(event.event, by=publisher(), outcome="withdraw", reason="The court is right.")
    assert done.draft == proposed
    publish([proposed], by=publisher())
    assert head_of(event.event).is_retracted
    with pytest.raises(NotAllowedNow, match="nothing left to rule on"):
        rule(event.event, by=publisher(), outcome="keep", reason="Too late.")


def test_a_ruling_needs_an_outcome_a_reason_and_a_date_where_one_stands() -> None:
    event = cited(("news_article", "2004", False)).event
    day = PartialDate.parse("2004")
    for outcome, reason, stands_on, field in (
        ("", "Because.", None, "outcome"),
        ("keep", " ", None, "reason"),
        ("date", "Because.", None, "stands_on"),
        ("date", "Because.", PartialDate.parse("2003-02-14"), "stands_on"),
        ("keep", "Because.", day, "stands_on"),
    ):
        with pytest.raises(Incomplete) as refused:
            rule(event, by=publisher(), outcome=outcome, reason=reason, stands_on=stands_on)
        assert set(refused.value.errors) == {field}
    with pytest.raises(PermissionRefused):
        rule(event, by=editor(), outcome="keep", reason="Because.")
    assert not Ruling.objects.exists()
