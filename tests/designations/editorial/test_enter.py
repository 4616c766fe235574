"""Entering many drafts at once: under the rules of a single one, all of them or none."""

import pytest

from designations.editorial.correct import correct
from designations.editorial.enter import NewDraft, enter
from designations.editorial.errors import Incomplete, NotAllowedNow, PermissionRefused
from designations.editorial.redact import redact
from designations.models import Draft, DraftCitation, EventKind, Source
from tests.factories import (
    administrator,
    editor,
    make_capture,
    make_entity,
    make_event,
    make_list,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
WORDS = "The court listed the Front."


def new(source: Source, quote: str = "") -> NewDraft:
    draft = Draft(kind=EventKind.LISTED, list=make_list(), entity=make_entity())
    return NewDraft(draft, [DraftCitation(source=source, quote=quote)])


def test_drafts_entered_together_are_those_of_their_author() -> None:
    event = make_event(entity=make_entity()).event
    many = [new(make_source(text=WORDS), WORDS), new(make_source())]
    many[1].resolves.append(event)
    drafts = enter(many, by=editor())
    stored = list(Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).order_by("pk"))
    assert [(d.author, d.edited_by, d.state) for d in stored] == [(editor(), editor(), "open")] * 2
    assert [c.quote for d in stored for c in d.citations.all()] == [WORDS, ""]
    assert list(stored[1].resolves.all()) == [event]


def test_a_passage_that_was_redacted_is_refused_with_all_the_rest() -> None:
    source = make_source(text=WORDS)
    version = make_event(entity=make_entity(), source=source, quote=WORDS)
    redact(version.citations.get(), by=administrator(), reason="By order.")
    make_capture(source=source, text=f"{WORDS} Again.")
    before = Draft.objects.count()
    with pytest.raises(Incomplete, match="redacted"):
        enter([new(make_source()), new(source, WORDS)], by=editor())
    assert Draft.objects.count() == before


def test_corrections_and_old_drafts_are_not_entered() -> None:
    draft = correct(make_event(entity=make_entity()).event, by=editor(), reason="Another day.")
    with pytest.raises(NotAllowedNow, match="starts at its event"):
        enter([NewDraft(draft)], by=editor())
    with pytest.raises(PermissionRefused):
        enter([new(make_source())], by=make_user())
