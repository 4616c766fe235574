"""The two database roles: the application's, and the owner's for migrations and test set-up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.transaction import TransactionManagementError

IDENTITY = ("USER", "PASSWORD", "HOST", "PORT")


def has_owner() -> bool:
    """Tell whether the owner is another role than the application's."""
    return bool(settings.DATABASE_OWNER["USER"] != settings.DATABASE_APP_ROLE)


@contextmanager
def owner_connection() -> Iterator[None]:
    """Let the default connection be the owner's within the block.

    The database stays the same, also where a test has renamed it. Raises TransactionManagementError inside a
    transaction: a role cannot be changed in the middle of one.
    """
    if connection.in_atomic_block:
        raise TransactionManagementError("The role cannot be changed within a transaction.")
    before = {key: connection.settings_dict[key] for key in IDENTITY}
    connection.close()
    connection.settings_dict.update({key: settings.DATABASE_OWNER[key] for key in IDENTITY})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
