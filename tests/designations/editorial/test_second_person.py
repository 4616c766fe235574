"""Nothing becomes public, or gets lost, that only one person has looked at."""

import pytest

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.errors import AuthorCannotReview, NotAllowedNow
from designations.editorial.publish import publish
from designations.editorial.review import review
from designations.models import Draft, DraftCitation, Event
from designations.text.partial_dates import PartialDate
from tests.factories import (
    editor,
    head_of,
    make_draft,
    make_entity,
    make_event,
    make_source,
    make_user,
    publisher,
)

pytestmark = pytest.mark.django_db


def begun(event: Event, *, occurred_on: str) -> Draft:
    """A correction of the date of `event`, sent for review."""
    draft = correct(event, by=editor(), reason="Another date.")
    draft.occurred_on = PartialDate.parse(occurred_on)
    return submit(save_draft(draft, by=editor()), by=editor())


def test_whoever_changed_a_draft_last_neither_reviews_nor_publishes_it() -> None:
    draft = make_draft(entity=make_entity())
    draft.summary = "Words of the publisher, in the name of the editor."
    submit(save_draft(draft, by=publisher()), by=publisher())
    with pytest.raises(AuthorCannotReview):
        review(draft, by=publisher(), verdict="approve")
    with pytest.raises(AuthorCannotReview):
        publish([draft], by=publisher())
    [event] = publish([draft], by=make_user(group="publisher"))
    assert head_of(event).author == editor()


def test_an_author_who_saves_again_makes_the_words_their_own() -> None:
    draft = make_draft(entity=make_entity())
    save_draft(draft, by=publisher())
    submit(save_draft(draft, by=editor()), by=editor())
    [event] = publish([draft], by=publisher())
    assert head_of(event).reviewer == publisher()


def test_a_correction_begun_before_a_further_citation_does_not_drop_it() -> None:
    version, source = make_event(entity=make_entity()), make_source(text="They listed it then.")
    draft = begun(version.event, occurred_on="2004")
    cite(version.event, fields=DraftCitation(source=source, quote="They listed it then"), by=publisher())
    with pytest.raises(NotAllowedNow, match="changed after this correction was begun"):
        publish([draft], by=publisher())
    publish([begun(version.event, occurred_on="2004")], by=publisher())
    assert head_of(version.event).citations.filter(source=source).exists()


def test_a_correction_does_not_undo_one_that_was_published_since() -> None:
    event = make_event(entity=make_entity()).event
    first, second = begun(event, occurred_on="2004"), begun(event, occurred_on="2005")
    publish([first], by=publisher())
    with pytest.raises(NotAllowedNow, match="Open a new correction"):
        publish([second], by=publisher())


def test_two_corrections_of_one_event_are_not_published_together() -> None:
    event = make_event(entity=make_entity()).event
    drafts = [begun(event, occurred_on=year) for year in ("2004", "2005")]
    with pytest.raises(NotAllowedNow, match="correct the same event"):
        publish(drafts, by=publisher())
    assert head_of(event).version == 1
