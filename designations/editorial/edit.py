"""Reference rows: jurisdictions, lists, entities with their names, acts and sources."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from designations.editorial.access import require
from designations.editorial.errors import Incomplete
from designations.editorial.log import LogEntry, record, take_clock
from designations.editorial.records import reference_record, subject_of
from designations.editorial.relations import refuse_circle
from designations.models import Change, EntityRelation, Source


def edit(
    subject: Model, *, by: User, also: Sequence[Model] = (), remove: Sequence[Model] = (), reason: str = ""
) -> None:
    """Save a new or changed reference row, with rows that belong to it (names, identifiers, relations).

    Labels are always current, so only the log keeps what stood before. A save that changes nothing is not
    logged. A new source needs no more than the right to capture its text: nothing public rests on it yet.
    Raises `PermissionRefused`, or `Incomplete` by field.
    """
    require(by, _permission_for(subject))
    with transaction.atomic():
        take_clock()
        stored = type(subject)._default_manager.filter(pk=subject.pk).first() if subject.pk else None
        before = reference_record(stored) if stored else None
        _validate(subject)
        subject.save()
        for row in remove:
            row.delete()
        for row in also:
            _attach(row, subject)
            _validate(row)
            if isinstance(row, EntityRelation):
                refuse_circle(row)
            row.save()
        after = reference_record(type(subject)._default_manager.get(pk=subject.pk))
        if before != after:
            record([_entry(subject, before=before, after=after)], by=by, announce=False, cause=reason)


def _permission_for(subject: Model) -> str:
    return "add_capture" if isinstance(subject, Source) and subject.pk is None else "edit_reference"


def _attach(row: Model, subject: Model) -> None:
    """Give `row` the key of `subject`, which it may have been told before `subject` had one."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row) and getattr(row, field.name) is subject:  # type: ignore[attr-defined]
            setattr(row, field.name, subject)


def _validate(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Incomplete(error.message_dict, subject=str(row)) from error


def _entry(subject: Model, *, before: dict[str, object] | None, after: dict[str, object]) -> LogEntry:
    subject_type, subject_id = subject_of(subject)
    return LogEntry(
        action=Change.Action.EDITED if before else Change.Action.CREATED,
        subject_type=subject_type,
        subject_id=subject_id,
        before=before,
        after=after,
    )


def log_edits(pairs: Sequence[tuple[Model, dict[str, object] | None]], *, by: User, reason: str) -> None:
    """Log rows that were just written in bulk, each with its record before (None: it is new), as one batch.

    The caller holds the clock and the transaction; rows that did not change are left out.
    """
    require(by, "edit_reference")
    entries = [_entry(row, before=before, after=reference_record(row)) for row, before in pairs]
    record([e for e in entries if e.before != e.after], by=by, announce=False, cause=reason)
