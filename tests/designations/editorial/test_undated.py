"""Events without a date rest on the day on which sources show them; no verb leaves a contradiction."""

from datetime import date

import pytest
from django.db import connection

from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.draft import save_draft, submit
from designations.editorial.edit import edit
from designations.editorial.errors import Unfoldable
from designations.editorial.integrity import findings
from designations.editorial.publish import publish
from designations.editorial.retract import retract
from designations.models import DraftCitation, EventKind, Period, Source
from tests.factories import (
    administrator,
    editor,
    head_of,
    make_entity,
    make_event,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def captured_on(day: str, *, source: Source, text: str) -> None:
    """A capture of `text` that was made on an earlier day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO designations_capture (source_id, text, sha256, retrieved_at, redacted_because, url,"
            " media_type, raw, raw_sha256) "
            "VALUES (%s, %s, encode(sha256(convert_to(%s, 'UTF8')), 'hex'), %s::timestamptz, '', '', '',"
            " '', '')",
            [source.pk, text, text, f"{day} 12:00+00"],
        )


def test_a_source_without_a_date_shows_an_event_by_the_day_of_its_first_capture() -> None:
    source = make_source(published_on="")
    captured_on("2019-03-01", source=source, text="The Front is on the register.")
    captured_on("2021-03-01", source=source, text="The Front is on the register still.")
    version = make_event(
        source=source, quote="The Front is on the register", occurred_on="", entity=make_entity()
    )
    assert version.citations.get().known_by == date(2019, 3, 1)


def test_a_correction_does_not_move_the_day_by_which_an_undated_event_is_known() -> None:
    source = make_source(published_on="2007-05-01")
    version = make_event(source=source, occurred_on="", entity=make_entity())
    source.published_on = None
    edit(source, by=administrator(), reason="The page has no date after all.")
    draft = correct(version.event, by=editor(), reason="A summary was missing.")
    draft.summary = "It was listed."
    submit(save_draft(draft, by=editor()), by=editor())
    publish([draft], by=publisher())
    assert head_of(version.event).citations.get().known_by == date(2007, 5, 1)


def test_an_earlier_source_for_the_end_of_a_list_ends_its_periods_earlier() -> None:
    list_ = make_list()
    listed = make_event(entity=make_entity(), list=list_, occurred_on="2005-01-01")
    late, early = make_source(published_on="2020-01-01"), make_source(published_on="2015-01-01")
    end = make_event(kind=EventKind.LIST_ABOLISHED, list=list_, occurred_on="", source=late)
    cite(end.event, fields=DraftCitation(source=early), by=publisher())
    current = Period.objects.get(designation=listed.designation, known__endswith__isnull=True)
    assert current.end_hi == date(2015, 1, 1)
    assert list(findings()) == []


def test_a_listing_that_makes_a_later_one_the_second_is_refused() -> None:
    entity, list_ = make_entity(), make_list()
    later = make_event(entity=entity, list=list_, occurred_on="2010-01-01")
    with pytest.raises(Unfoldable, match=f"event {later.event.public_id}: Listed .* already in force"):
        make_event(entity=entity, list=list_, occurred_on="2005-01-01")


def test_a_retraction_that_leaves_a_contradiction_is_refused_until_what_contradicts_is_gone() -> None:
    entity, list_ = make_entity(), make_list()
    make_event(entity=entity, list=list_, occurred_on="2005-01-01")
    removed = make_event(kind=EventKind.DELISTED, entity=entity, list=list_, occurred_on="2007-01-01")
    relisted = make_event(entity=entity, list=list_, occurred_on="2010-01-01")
    with pytest.raises(Unfoldable, match=relisted.event.public_id):
        retract(removed.event, by=publisher(), reason="It was never removed.")
    retract(relisted.event, by=publisher(), reason="It was the old listing.")
    retract(removed.event, by=publisher(), reason="It was never removed.")
    assert list(findings()) == []
