# ruff: noqa: E501, S608 - SQL statements are read whole
"""What the database itself refuses: each rule is attacked in raw SQL with the application's role."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from designations.models import Change, Event, EventKind, EventVersion
from tests.factories import (
    administrator,
    editor,
    make_capture,
    make_entity,
    make_event,
    make_jurisdiction,
    make_list,
    make_source,
    publisher,
)

pytestmark = pytest.mark.django_db


def run(sql: str, params: Sequence[Any] = ()) -> None:
    """Run `sql` inside a savepoint, deferred checks included."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(sql: str, params: Sequence[Any] = (), *, because: str) -> None:
    """Assert that `sql` is refused with a message that holds `because`."""
    with pytest.raises(DatabaseError, match=because):
        run(sql, params)


@pytest.fixture
def listed() -> EventVersion:
    return make_event(entity=make_entity())


_VERSION = """
    INSERT INTO designations_eventversion (event_id, version, change_id, kind, list_id, designation_id, actor,
        speaker, stance, name_on_list, reference, mode, end_reason, proposed_effect, summary, author_id, reviewer_id,
        review, waiver_reason, correction_reason, retraction_reason)
    SELECT %(event)s, %(version)s, %(change)s, %(kind)s, list_id, %(designation)s, '', %(speaker)s, %(stance)s, '',
        '', '', '', '', '', %(author)s, %(reviewer)s, %(review)s, %(waiver)s, '', %(retraction)s
    FROM designations_eventversion WHERE id = %(like)s
"""


def new_change() -> int:
    """A change made in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO designations_change (seq, at, batch, action, subject_type, subject_id, actor_id, cause, "
            "announce) VALUES (0, now(), gen_random_uuid(), 'published', 'event', 'x', %s, '', false) RETURNING seq",
            [administrator().pk],
        )
        row = cursor.fetchone()
    assert row
    return int(row[0])


def version_values(like: EventVersion, **changed: Any) -> dict[str, Any]:
    return {
        "event": Event.objects.create().pk,
        "version": 1,
        "change": new_change(),
        "kind": like.kind,
        "designation": like.designation_id,
        "speaker": "",
        "stance": "",
        "author": editor().pk,
        "reviewer": publisher().pk,
        "review": "second_person",
        "waiver": "",
        "retraction": "",
        "like": like.pk,
        **changed,
    }


def test_the_application_role_may_neither_truncate_nor_change_tables() -> None:
    refused("TRUNCATE designations_period", because="permission denied")
    refused("DROP TABLE designations_period", because="must be owner")
    refused("ALTER TABLE designations_change DISABLE TRIGGER ALL", because="must be owner")
    refused("CREATE TABLE mine (id int)", because="permission denied")


def test_two_periods_of_one_designation_cannot_overlap(listed: EventVersion) -> None:
    insert = """
        INSERT INTO designations_period (designation_id, status, start_hi, known, start, "end", name_on_list,
            reference, names, mode, end_reason)
        VALUES (%s, 'in_force', '2010-01-01', int8range(1, NULL), '', '', '', '', '[]', '', '')
    """
    with pytest.raises(IntegrityError, match="period_never_overlaps"):
        run(insert, [listed.designation_id])


def test_a_period_cannot_end_before_it_started(listed: EventVersion) -> None:
    with pytest.raises(IntegrityError, match="period_starts_before_it_ends"):
        run("UPDATE designations_period SET end_hi = '1990-01-01', start_hi = '1990-01-01'")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE designations_eventversion SET summary = 'rewritten'",
        "DELETE FROM designations_eventversion",
        "UPDATE designations_event SET public_id = 'other'",
        "DELETE FROM designations_event",
        "UPDATE designations_citation SET quote = 'words nobody wrote'",
        "DELETE FROM designations_citation",
        "UPDATE designations_capture SET text = 'another text'",
        "DELETE FROM designations_capture",
        "UPDATE designations_change SET announce = false",
        "DELETE FROM designations_change",
        "UPDATE designations_resolution SET event_id = event_id",
        "DELETE FROM designations_resolution",
    ],
)
def test_public_rows_are_neither_updated_nor_deleted(statement: str) -> None:
    source = make_source(text="They proposed it. They listed it.")
    entity, list_ = make_entity(), make_list()
    first = make_event(
        kind=EventKind.LISTING_PROPOSED, source=source, quote="They proposed it", entity=entity, list=list_
    )
    make_event(source=source, quote="They listed it", entity=entity, list=list_, resolves=[first.event])
    with pytest.raises(DatabaseError, match="refused"):
        run(statement)


def test_an_event_without_a_supporting_citation_is_refused_at_commit(listed: EventVersion) -> None:
    refused(_VERSION, version_values(listed), because="no supporting citation")  # type: ignore[arg-type]


def test_a_disputing_citation_does_not_support_an_event(listed: EventVersion) -> None:
    values = version_values(listed)
    cite = """
        WITH v AS (""" + _VERSION + """ RETURNING id, change_id)
        INSERT INTO designations_citation (quote, translation, disputes, version_id, change_id, source_id, known_by,
            redacted_because)
        SELECT '', '', true, v.id, v.change_id, %(source)s, '2024-01-01', '' FROM v
    """  # fmt: skip
    values["source"] = make_source().pk
    refused(cite, values, because="no supporting citation|not made in this transaction|version")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"kind": "statement", "speaker": "", "stance": "opposes"}, "speaker_and_stance"),
        ({"kind": "statement", "speaker": "A minister", "stance": ""}, "speaker_and_stance"),
        ({"kind": "listed", "stance": "supports"}, "stance_on_statements_only"),
        ({"kind": "listed", "speaker": "A minister"}, "speaker_on_statements_and_claims"),
        ({"kind": "list_abolished"}, "level_fits_kind"),
        ({"kind": "listed", "designation": None}, "level_fits_kind"),
        ({"kind": "delisted", "review": "second_person", "reviewer": None}, "event_reviewed"),
        ({"review": "waived", "waiver": ""}, "event_reviewed"),
    ],
)
def test_an_event_that_breaks_a_rule_of_its_kind_is_refused(
    listed: EventVersion, changed: dict[str, Any], constraint: str
) -> None:
    refused(_VERSION, version_values(listed, **changed), because=constraint)  # type: ignore[arg-type]


def test_a_reviewer_cannot_be_the_author(listed: EventVersion) -> None:
    values = version_values(listed, reviewer=editor().pk, author=editor().pk)
    refused(_VERSION, values, because="event_reviewed")  # type: ignore[arg-type]


def test_a_version_must_follow_the_last_one(listed: EventVersion) -> None:
    values = version_values(listed, event=listed.event_id, version=3)
    refused(_VERSION, values, because="does not follow version 1")  # type: ignore[arg-type]


def test_a_retraction_is_final(listed: EventVersion) -> None:
    from designations.editorial.retract import retract

    retract(listed.event, by=publisher(), reason="It never happened.")
    values = version_values(listed, event=listed.event_id, version=3)
    refused(_VERSION, values, because="a retraction is final")  # type: ignore[arg-type]


def test_an_event_cannot_be_on_another_list_than_its_designation(listed: EventVersion) -> None:
    other = make_event(entity=make_entity())
    values = version_values(listed, designation=other.designation_id)
    refused(_VERSION, values, because="is not on its list")  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [0, 1, 5, 10**9])
def test_a_change_number_cannot_be_chosen(listed: EventVersion, number: int) -> None:
    insert = (
        "INSERT INTO designations_change (seq, at, batch, action, subject_type, subject_id, actor_id, cause, announce)"
        " VALUES (%s, '1999-01-01', gen_random_uuid(), 'edited', 'list', 'x', %s, '', false)"
    )
    if number:
        refused(insert, [number, administrator().pk], because="cannot choose")
        return
    before = Change.objects.known_seq()
    run(insert, [0, administrator().pk])
    last = Change.objects.order_by("-seq")[0]
    assert last.seq == before + 1
    assert last.at.year > 1999


def test_the_clock_cannot_be_set(listed: EventVersion) -> None:
    refused("UPDATE designations_changeclock SET seq = 7", because="moves only with the log")
    refused("DELETE FROM designations_changeclock", because="moves only with the log")
    with pytest.raises(IntegrityError):
        run("INSERT INTO designations_changeclock (id, seq, at) VALUES (2, 0, now())")


def test_two_deliveries_of_one_change_to_one_subscriber_are_refused(listed: EventVersion) -> None:
    from designations.models import Subscriber

    subscriber = Subscriber.objects.create(email="reader@example.org")
    insert = """
        INSERT INTO designations_delivery (change_id, subscriber_id, channel, message, state, due_at, attempts,
            last_error, created_at)
        VALUES (%s, %s, 'email', gen_random_uuid(), 'due', now(), 0, '', now())
    """
    run(insert, [listed.change_id, subscriber.pk])
    with pytest.raises(IntegrityError, match="delivery_once"):
        run(insert, [listed.change_id, subscriber.pk])


@pytest.mark.parametrize(
    ("make", "table"),
    [(make_jurisdiction, "jurisdiction"), (make_list, "designationlist"), (make_entity, "entity")],
)
def test_slugs_are_permanent_and_never_freed(make: Callable[[], Any], table: str) -> None:
    row = make()
    refused(f"UPDATE designations_{table} SET slug = 'other' WHERE id = %s", [row.pk], because="permanent")
    refused(f"DELETE FROM designations_{table} WHERE id = %s", [row.pk], because="not deleted")


def test_a_citation_cannot_name_the_capture_of_another_source(listed: EventVersion) -> None:
    capture = make_capture(source=make_source(), text="Some words.")
    insert = """
        INSERT INTO designations_citation (quote, translation, disputes, version_id, change_id, source_id, capture_id,
            start, "end", known_by, redacted_because)
        VALUES ('Some', '', false, %s, %s, %s, %s, 0, 4, '2024-01-01', '')
    """
    params = [listed.pk, new_change(), make_source().pk, capture.pk]
    refused(insert, params, because="not one of the cited source")


def test_a_redaction_without_a_logged_reason_is_refused() -> None:
    source = make_source(text="They listed it.")
    make_event(source=source, quote="They listed it", entity=make_entity())
    tombstone = """
        UPDATE designations_citation SET quote = 'sha256:' || encode(sha256(convert_to(quote, 'UTF8')), 'hex'),
            start = NULL, "end" = NULL, redacted_because = 'because I can'
    """
    refused(tombstone, because="only by a logged redaction")


def test_a_temporary_table_does_not_stand_in_for_the_clock_or_the_record(listed: EventVersion) -> None:
    from designations.editorial.retract import retract

    retract(listed.event, by=publisher(), reason="It never happened.")
    last = Change.objects.known_seq()
    with connection.cursor() as cursor:
        for table in ("changeclock", "eventversion"):
            cursor.execute(
                f"CREATE TEMPORARY TABLE designations_{table} (LIKE public.designations_{table}) ON COMMIT DROP"
            )
        cursor.execute("INSERT INTO pg_temp.designations_changeclock (id, seq, at) VALUES (1, 4000, now())")
        cursor.execute("SELECT designations_take_clock()")
        assert cursor.fetchone() == (last,)
    values = version_values(listed, event=listed.event_id, version=1)
    insert = _VERSION.replace("INSERT INTO designations_", "INSERT INTO public.designations_").replace(
        "FROM designations_", "FROM public.designations_"
    )
    refused(insert, values, because="does not follow version 2")  # type: ignore[arg-type]
