"""Importing a table of drafts that was looked at before: all of it in one transaction, once."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import connection, transaction

from designations.editorial.access import require
from designations.editorial.enter import enter
from designations.editorial.errors import EditorialError
from designations.importers.drafts.kept import forget, kept, name_of
from designations.importers.drafts.plan import Plan, plan
from designations.models import Draft

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class PlanRefused(EditorialError):
    """The file has faults; nothing was written."""

    def __init__(self, refused: Plan) -> None:
        self.plan = refused
        super().__init__("The file has faults; nothing was imported.")


def look(reference: str, *, by: User) -> Plan:
    """What importing the kept file would do. Raises `PermissionRefused`, `NotAllowedNow`, `FileRefused`."""
    require(by, "submit_draft")
    with kept(name_of(reference, by=by)) as path:
        return plan(path)


def take(reference: str, *, by: User) -> list[Draft]:
    """Write the drafts of the kept file, with `by` as their author, and forget the file.

    It is looked at anew: the desk may have changed since. Raises as `look` does, and `PlanRefused`.
    """
    require(by, "submit_draft")
    name = name_of(reference, by=by)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Whoever presses the button twice waits here, and then finds the file gone.
            cursor.execute(_LOCK, [name])
        with kept(name) as path:
            made = plan(path)
        if made.faults:
            raise PlanRefused(made)
        drafts = enter([planned.new for planned in made.drafts], by=by)
        forget(name)
    return drafts
