"""Draft, review, publish, correct, retract, cite: who may, what is refused, what the log keeps."""

import re
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.errors import (
    AuthorCannotReview,
    Incomplete,
    NotAllowedNow,
    PermissionRefused,
    Unfoldable,
)
from designations.editorial.publish import publish
from designations.editorial.retract import retract
from designations.editorial.review import review
from designations.models import (
    Change,
    Citation,
    Designation,
    Draft,
    DraftCitation,
    EventKind,
    EventVersion,
    Period,
)
from designations.text.partial_dates import PartialDate
from tests.factories import (
    editor,
    head_of,
    last_seq,
    make_draft,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db
TEXT = "On Friday the court put the Front on the register. \u201cWe shall appeal,\u201d said its lawyer."


def status(version: EventVersion, *, on: str, known_at: int | None = None) -> tuple[str, bool]:
    rows = Designation.objects.standing(
        valid_on=date.fromisoformat(on), known_at=last_seq() if known_at is None else known_at
    )
    row = rows.get(pk=version.designation_id or 0)
    return row.status, row.certain  # type: ignore[attr-defined]


def test_a_quote_is_stored_as_the_capture_has_it_with_its_offsets() -> None:
    source = make_source(text=TEXT)
    version = make_event(source=source, quote='"We  shall appeal,"', entity=make_entity())
    citation = version.citations.get()
    assert citation.quote == "\u201cWe shall appeal,\u201d"
    assert TEXT[citation.start : citation.end] == citation.quote


def test_an_altered_quote_is_refused_with_the_nearest_passage() -> None:
    with pytest.raises(Incomplete, match="put the Front on the register") as refusal:
        make_draft(
            source=make_source(text=TEXT),
            quote="the court took the Front off the register",
            entity=make_entity(),
        )
    assert list(refusal.value.errors) == ["quote"]
    assert not Draft.objects.exists()


def test_a_quote_from_a_source_without_capture_is_refused() -> None:
    with pytest.raises(Incomplete, match="no capture"):
        make_draft(source=make_source(), quote="Some words", entity=make_entity())


def test_publishing_by_the_author_is_refused() -> None:
    draft = make_draft(entity=make_entity(), by=publisher())
    with pytest.raises(AuthorCannotReview):
        publish([draft], by=publisher())
    assert not EventVersion.objects.exists()


def test_an_approval_does_not_let_the_author_publish() -> None:
    author = make_user(group="publisher")
    draft = make_draft(entity=make_entity(), by=author)
    submit(draft, by=author)
    review(draft, by=editor(), verdict="approve")
    with pytest.raises(AuthorCannotReview):
        publish([draft], by=author)


def test_where_no_second_person_is_required_the_waiver_is_recorded(settings: LazySettings) -> None:
    settings.REVIEW_REQUIRED = False
    draft = make_draft(entity=make_entity(), by=publisher())
    [event] = publish([draft], by=publisher())
    assert head_of(event).review == "waived"
    assert "REVIEW_REQUIRED" in head_of(event).waiver_reason


def test_an_editor_may_not_publish() -> None:
    draft = make_draft(entity=make_entity(), by=editor())
    with pytest.raises(PermissionRefused, match="Can publish"):
        publish([draft], by=make_user(group="editor"))


def test_nobody_reviews_their_own_draft() -> None:
    draft = make_draft(entity=make_entity())
    submit(draft, by=editor())
    with pytest.raises(AuthorCannotReview):
        review(draft, by=editor(), verdict="approve")


def test_a_draft_sent_back_carries_the_reviewers_comment() -> None:
    draft = make_draft(entity=make_entity())
    submit(draft, by=editor())
    with pytest.raises(Incomplete):
        review(draft, by=publisher(), verdict="send_back")
    review(draft, by=publisher(), verdict="send_back", comment="Which court?")
    draft.refresh_from_db()
    assert (draft.state, draft.review_comment) == ("sent_back", "Which court?")


def test_changing_an_approved_draft_needs_a_new_review() -> None:
    draft = make_draft(entity=make_entity())
    submit(draft, by=editor())
    review(draft, by=publisher(), verdict="approve")
    draft.refresh_from_db()
    save_draft(draft, by=editor())
    assert Draft.objects.get().state == "open"
    assert Draft.objects.get().reviewer is None


def test_an_event_without_a_supporting_source_cannot_be_sent_for_review() -> None:
    draft = make_draft(entity=make_entity())
    draft.citations.update(disputes=True)
    with pytest.raises(Incomplete, match="At least one source"):
        submit(draft, by=editor())


def test_a_publication_is_logged_with_number_actor_and_record() -> None:
    before = last_seq()
    version = make_event(entity=make_entity(slug="the-front"), list=make_list(slug="register"))
    change = Change.objects.get(event_version=version)
    assert change.seq > before
    assert (change.action, change.subject_type, change.subject_id) == (
        "published",
        "event",
        version.event.public_id,
    )
    assert change.after["entity"] == "the-front"
    assert change.before is None
    assert change.actor == publisher()


def test_a_correction_inserts_a_version_and_moves_the_standing() -> None:
    version = make_event(entity=make_entity(), occurred_on="2003-02-14")
    asked = last_seq()
    draft = correct(version.event, by=editor(), reason="The gazette gives March.")
    draft.occurred_on = PartialDate.parse("2003-03-14")
    save_draft(draft, by=editor())
    publish([draft], by=publisher())
    assert EventVersion.objects.filter(event=version.event).count() == 2
    assert status(version, on="2003-03-01") == ("not_listed", True)
    assert status(version, on="2003-03-01", known_at=asked) == ("in_force", True)
    change = Change.objects.order_by("-seq")[0]
    assert (change.action, change.before["occurred_on"], change.after["occurred_on"]) == (
        "corrected", "2003-02-14", "2003-03-14",
    )  # fmt: skip


def test_a_correction_can_move_an_event_to_another_entity() -> None:
    version = make_event(entity=make_entity())
    other = make_entity()
    draft = correct(version.event, by=editor(), reason="It was the other front.")
    draft.entity = other
    save_draft(draft, by=editor())
    publish([draft], by=publisher())
    assert status(version, on="2010-01-01")[0] == "not_listed"
    assert status(head_of(version.event), on="2010-01-01")[0] == "in_force"


def test_a_correction_keeps_the_citations_of_the_event() -> None:
    source = make_source(text=TEXT)
    version = make_event(source=source, quote="put the Front on the register", entity=make_entity())
    draft = correct(version.event, by=editor(), reason="A typing error.")
    publish([draft], by=publisher())
    assert [c.quote for c in head_of(version.event).citations.all()] == ["put the Front on the register"]


def test_retracting_a_delisting_leaves_the_listing_in_force() -> None:
    entity, list_ = make_entity(), make_list()
    listed = make_event(entity=entity, list=list_, occurred_on="2003")
    delisted = make_event(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2024-06-03")
    asked = last_seq()
    assert status(listed, on="2024-07-01") == ("ended", True)
    retract(delisted.event, by=publisher(), reason="The ministry denied it.")
    assert status(listed, on="2024-07-01") == ("in_force", True)
    assert status(listed, on="2024-07-01", known_at=asked) == ("ended", True)
    assert last_seq() == asked + 1


def test_a_retraction_needs_a_reason_and_happens_once() -> None:
    version = make_event(entity=make_entity())
    with pytest.raises(Incomplete):
        retract(version.event, by=publisher(), reason=" ")
    retract(version.event, by=publisher(), reason="It never happened.")
    with pytest.raises(NotAllowedNow):
        retract(version.event, by=publisher(), reason="Again.")


def test_a_further_citation_leaves_the_version_and_is_logged() -> None:
    version = make_event(entity=make_entity())
    source = make_source(text=TEXT)
    cite(version.event, fields=DraftCitation(source=source, quote="the court put the Front"), by=publisher())
    assert head_of(version.event).pk == version.pk
    assert version.citations.count() == 2
    assert Change.objects.order_by("-seq")[0].action == "cited"


def test_the_same_passage_is_not_cited_twice() -> None:
    source = make_source(text=TEXT)
    version = make_event(source=source, quote="the court put the Front", entity=make_entity())
    fields = DraftCitation(source=source, quote="the court put the Front")
    with pytest.raises(Incomplete, match="cited already"):
        cite(version.event, fields=fields, by=publisher())


def test_an_earlier_source_narrows_an_undated_event() -> None:
    late, early = make_source(published_on="2019-01-15"), make_source(published_on="2007")
    version = make_event(source=late, occurred_on="", entity=make_entity())
    assert status(version, on="2010-01-01") == ("not_listed", False)
    cite(version.event, fields=DraftCitation(source=early), by=publisher())
    assert status(version, on="2010-01-01") == ("in_force", True)


def test_a_second_closing_is_refused_with_an_explanation() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2003")
    make_event(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2010-05-01")
    second = make_draft(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2012-05-01")
    before = last_seq()
    with pytest.raises(Unfoldable, match=re.escape(str(second))):
        publish([second], by=publisher())
    assert last_seq() == before


def test_a_batch_is_published_as_a_whole_or_not_at_all() -> None:
    entity, list_ = make_entity(), make_list()
    good = make_draft(entity=make_entity(), list=list_)
    make_event(entity=entity, list=list_, occurred_on="2003")
    bad = make_draft(entity=entity, list=list_, occurred_on="2004")
    before = last_seq()
    with pytest.raises(Unfoldable):
        publish([good, bad], by=publisher())
    assert last_seq() == before
    assert Draft.objects.get(pk=good.pk).state == "open"


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        (EventKind.DELISTING_PROPOSED, {}),
        (EventKind.COURT_RULING, {"adverse": True}),
        (EventKind.STATEMENT, {"speaker": "A minister", "stance": "supports"}),
        (EventKind.ABSENCE_CONFIRMED, {"speaker": "A minister"}),
        (EventKind.PRESENCE_CONFIRMED, {}),
        (EventKind.PROPOSAL_REJECTED, {}),
        (EventKind.RENEWED, {}),
    ],
)
def test_proposals_rulings_statements_and_confirmations_change_no_status(
    kind: EventKind, extra: dict[str, Any]
) -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2003")
    periods = list(Period.objects.values())
    make_event(kind=kind, entity=entity, list=list_, occurred_on="2024-05-27", **extra)
    assert list(Period.objects.values()) == periods


def test_an_adverse_ruling_puts_a_designation_under_challenge_until_it_is_answered() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2003")
    ruling = make_event(
        kind=EventKind.COURT_RULING, entity=entity, list=list_, occurred_on="2014-12-17", adverse=True
    )
    make_event(
        kind=EventKind.COURT_RULING, entity=entity, list=list_, occurred_on="2017-07-26", adverse=False,
        resolves=[ruling.event],
    )  # fmt: skip
    challenged = {
        day: Designation.objects.circumstances(valid_on=date.fromisoformat(day), known_at=last_seq())
        .get()
        .under_challenge  # type: ignore[attr-defined]
        for day in ("2014-01-01", "2015-01-01", "2018-01-01")
    }
    assert challenged == {"2014-01-01": False, "2015-01-01": True, "2018-01-01": False}


def test_abolishing_a_list_closes_every_open_period_and_only_those() -> None:
    list_ = make_list()
    running = make_event(entity=make_entity(), list=list_, occurred_on="2003")
    other = make_event(entity=make_entity(), occurred_on="2003")
    make_event(kind=EventKind.LIST_ABOLISHED, list=list_, occurred_on="2020-01-01")
    assert status(running, on="2021-01-01") == ("ended", True)
    assert status(other, on="2021-01-01") == ("in_force", True)


def test_the_name_on_the_list_follows_amendments_by_day() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2014-05-15", name_on_list="Old Front", reference="R1")
    make_event(
        kind=EventKind.AMENDED, entity=entity, list=list_, occurred_on="2018-06-01", name_on_list="New Front"
    )
    names = {}
    for day in ("2015-01-01", "2020-01-01"):
        row = Designation.objects.standing(valid_on=date.fromisoformat(day), known_at=last_seq()).get()
        names[day] = (row.name_on_list, row.reference)  # type: ignore[attr-defined]
    assert names == {"2015-01-01": ("Old Front", "R1"), "2020-01-01": ("New Front", "R1")}


def test_an_event_in_the_future_is_refused() -> None:
    with pytest.raises(Incomplete, match="future"):
        make_event(entity=make_entity(), occurred_on="2999")


def test_an_unannounced_publication_is_marked_in_the_log() -> None:
    version = make_event(entity=make_entity(), announce=False)
    assert Change.objects.get(event_version=version).announce is False
    assert Citation.objects.filter(version=version).exists()


def test_a_draft_is_sent_for_review_by_its_author_or_by_an_editor() -> None:
    author, other = make_user(group="contributor"), make_user(group="contributor")
    draft = make_draft(entity=make_entity(), by=author)
    with pytest.raises(PermissionRefused, match="Only its author or an editor"):
        submit(draft, by=other)
    assert Draft.objects.get(pk=draft.pk).state == "open"
    for by in (author, editor(), publisher()):
        assert submit(draft, by=by).state == "submitted"
