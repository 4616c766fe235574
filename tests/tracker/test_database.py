"""The application's role reads and writes rows; only the owner touches the tables themselves."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import ProgrammingError, connection
from django.db.transaction import TransactionManagementError, atomic

from designations.models.planning import plans_kept

OwnerConnection = Callable[[], AbstractContextManager[None]]


def current_role() -> str:
    """Return the role of the default connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_tests_run_as_the_application_role() -> None:
    assert current_role() == settings.DATABASE_APP_ROLE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE auth_group CASCADE",
        "CREATE TABLE intruder (id int)",
        "ALTER TABLE auth_group ADD COLUMN intruder int",
        "ALTER TABLE auth_group DISABLE TRIGGER ALL",
        "DROP TABLE auth_group CASCADE",
        "CREATE FUNCTION intruder() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA intruder",
        "SET ROLE tracker_owner",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_role_is_refused_what_would_pass_by_the_triggers(statement: str) -> None:
    with pytest.raises(ProgrammingError), atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_application_role_writes_rows() -> None:
    Group.objects.create(name="readers")
    Group.objects.filter(name="readers").update(name="listeners")
    assert Group.objects.get(name="listeners").delete()[0] == 1


@pytest.mark.django_db(transaction=True)
def test_the_owner_may_truncate_and_the_application_is_itself_again_afterwards(
    owner_connection: OwnerConnection,
) -> None:
    Group.objects.create(name="readers")
    with owner_connection(), connection.cursor() as cursor:
        assert current_role() == settings.DATABASE_OWNER["USER"]
        cursor.execute("TRUNCATE auth_group CASCADE")
    assert current_role() == settings.DATABASE_APP_ROLE
    assert not Group.objects.exists()


@pytest.mark.django_db
def test_the_role_cannot_be_changed_within_a_transaction(owner_connection: OwnerConnection) -> None:
    with pytest.raises(TransactionManagementError, match="within a transaction"), owner_connection():
        pass


@pytest.mark.django_db
def test_statements_are_bound_by_the_server_and_prepared_where_that_is_asked_for() -> None:
    with plans_kept():
        for _ in range(5):
            list(Group.objects.filter(name="nobody"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%auth_group%%'")
        assert cursor.fetchone()[0] >= 1


@pytest.mark.django_db(transaction=True)
def test_what_migrations_install_is_there_again_after_a_transactional_test() -> None:
    # The test before this one in the file emptied the table.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_content_type")
        assert cursor.fetchone()[0] > 0
