# ruff: noqa: E501 - SQL statements are read whole
"""What the database refuses of rulings and proposed retractions, in raw SQL with the application's role."""

from typing import Any

import pytest

from designations.editorial.correct import correct
from designations.editorial.retract import propose_retraction, retract
from designations.editorial.rule import rule
from designations.models import EventVersion
from tests.designations.models.test_refusals import new_change, refused
from tests.factories import editor, make_draft, make_entity, make_event, publisher

pytestmark = pytest.mark.django_db

_RULING = """
    WITH c AS (
        INSERT INTO designations_change (seq, at, batch, action, subject_type, subject_id, actor_id, cause, announce)
        VALUES (0, now(), gen_random_uuid(), %(action)s, 'event', %(subject)s, %(actor)s, '', false) RETURNING seq
    )
    SELECT seq FROM c
"""
_INSERT = """
    INSERT INTO designations_ruling (event_id, change_id, outcome, stands_on, reason, by_id)
    VALUES (%(event)s, %(change)s, %(outcome)s, %(stands_on)s, %(reason)s, %(by)s)
"""


@pytest.fixture
def listed() -> EventVersion:
    return make_event(entity=make_entity())


def change_for(event: EventVersion, *, action: str = "ruled", subject: str = "") -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            _RULING,
            {"action": action, "subject": subject or event.event.public_id, "actor": publisher().pk},
        )
        return int(cursor.fetchone()[0])


def values(event: EventVersion, **changed: Any) -> dict[str, Any]:
    return {
        "event": event.event_id, "change": None, "outcome": "keep", "stands_on": None, "reason": "Because.",
        "by": publisher().pk, **changed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"reason": ""}, "ruling_has_reason"),
        ({"outcome": "date"}, "ruling_date_where_one_stands"),
        ({"stands_on": "2004"}, "ruling_date_where_one_stands"),
        ({"outcome": "date", "stands_on": "May 2004"}, "ruling_stands_form"),
    ],
)
def test_a_ruling_that_says_too_little_is_refused(
    listed: EventVersion, changed: dict[str, Any], because: str
) -> None:
    refused(_INSERT, values(listed, change=change_for(listed), **changed), because=because)  # type: ignore[arg-type]


def test_a_ruling_belongs_to_its_own_change_made_by_its_author(listed: EventVersion) -> None:
    other = make_event(entity=make_entity())
    for change in (listed.change_id, new_change(), change_for(other), change_for(listed, action="cited")):
        refused(_INSERT, values(listed, change=change), because="does not tell of a ruling")  # type: ignore[arg-type]
    mine = change_for(listed)
    refused(_INSERT, values(listed, change=mine, by=editor().pk), because="does not tell of a ruling")  # type: ignore[arg-type]


def test_a_retracted_event_is_not_ruled_on(listed: EventVersion) -> None:
    retract(listed.event, by=publisher(), reason="An error.")
    refused(_INSERT, values(listed, change=change_for(listed)), because="nothing to rule on")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement", ["UPDATE designations_ruling SET reason = 'another'", "DELETE FROM designations_ruling"]
)
def test_a_ruling_is_neither_rewritten_nor_taken_back(listed: EventVersion, statement: str) -> None:
    rule(listed.event, by=publisher(), outcome="keep", reason="The gazette says so.")
    refused(statement, because="refused")


def test_a_draft_retracts_nothing_but_a_published_event() -> None:
    draft = make_draft(entity=make_entity())
    refused(
        "UPDATE designations_draft SET retracts = true WHERE id = %s",
        [draft.pk],
        because="draft_retraction_names_its_event",
    )


def test_a_retraction_is_proposed_once_at_a_time(listed: EventVersion) -> None:
    propose_retraction(listed.event, by=editor(), reason="An error.")
    other = correct(listed.event, by=editor(), reason="Another.")
    refused(
        "UPDATE designations_draft SET retracts = true WHERE id = %s",
        [other.pk],
        because="draft_retraction_proposed_once",
    )
