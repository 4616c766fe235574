# ruff: noqa: S608 - SQL statements are read whole
"""What was known yesterday cannot be changed by rows inserted today, with the application's role."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from designations.editorial.merge import merge
from designations.models import EventKind
from tests.factories import last_seq, make_act, make_entity, make_event, make_list, make_source, publisher

pytestmark = pytest.mark.django_db(transaction=True)


def refused(sql: str, params: Sequence[Any] = (), *, because: str) -> None:
    """Assert that `sql` is refused with a message that holds `because`."""
    with (
        pytest.raises(DatabaseError, match=because),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)


def elsewhere(work: Callable[[], object]) -> None:
    """Do `work` in a connection of its own, and wait until it is committed."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_an_answer_cannot_be_added_to_a_version_that_is_already_known() -> None:
    entity, list_ = make_entity(), make_list()
    proposal = make_event(kind=EventKind.DELISTING_PROPOSED, entity=entity, list=list_)
    later = make_event(entity=entity, list=list_)
    insert = "INSERT INTO designations_resolution (answer_id, event_id) VALUES (%s, %s)"
    refused(insert, [later.pk, proposal.event_id], because="not made in this transaction")
    refused(insert, [later.pk, later.event_id], because="cannot answer itself")


@pytest.mark.parametrize("known", ["int8range(1, NULL)", "int8range(NULL, NULL)", "int8range(1, 2)"])
def test_a_merge_cannot_begin_before_its_change(known: str) -> None:
    one, other = make_entity(), make_entity()
    insert = f"INSERT INTO designations_merge (entity_id, heir_id, known, reason) SELECT %s, %s, {known}, ''"
    refused(insert, [one.pk, other.pk], because="not made in this transaction|begins with its change")


def test_a_merge_cannot_be_ended_in_the_past() -> None:
    one, other = make_entity(), make_entity()
    found = merge(one, into=other, by=publisher())
    make_entity()
    end = "UPDATE designations_merge SET known = int8range(lower(known), lower(known) + 1) WHERE id = %s"
    refused(end, [found.pk], because="not made in this transaction")


@pytest.mark.parametrize("column", ["entity_id", "list_id"])
def test_a_designation_stays_the_pair_it_is(column: str) -> None:
    version = make_event(entity=make_entity())
    other = make_entity() if column == "entity_id" else make_list()
    refused(f"UPDATE designations_designation SET {column} = %s", [other.pk], because="stays the pair")
    assert version.designation_id


@pytest.mark.parametrize(("make", "table"), [(make_source, "source"), (make_act, "act")])
def test_ids_are_permanent_and_never_freed(make: Callable[[], Any], table: str) -> None:
    row = make()
    refused(f"UPDATE designations_{table} SET public_id = 'x' WHERE id = %s", [row.pk], because="permanent")
    refused(f"DELETE FROM designations_{table} WHERE id = %s", [row.pk], because="not deleted")


def test_a_citation_cannot_be_known_since_the_change_of_somebody_else() -> None:
    version, source = make_event(entity=make_entity()), make_source()
    insert = """
        INSERT INTO designations_citation (quote, translation, disputes, version_id, change_id, source_id,
            known_by, redacted_because)
        VALUES ('', '', true, %s, %s, %s, '2024-01-01', '')
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # The transaction has begun; the change is made after that, and by another one.
        cursor.execute("SELECT transaction_timestamp()")
        elsewhere(make_entity)
        refused(insert, [version.pk, last_seq(), source.pk], because="not made in this transaction")
