"""Redaction, for law or harm: the one exception to 'nothing public is changed'.

Bytes or a quotation give way to a tombstone with hash and reason, and the log says so.
"""

from django.contrib.auth.models import User
from django.db import connection, transaction

from designations.editorial.access import require
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.log import LogEntry, record, take_clock
from designations.models import Capture, Change, Citation

_CITATION = """
    UPDATE designations_citation SET quote = 'sha256:' || encode(sha256(convert_to(quote, 'UTF8')), 'hex'),
        translation = '', start = NULL, "end" = NULL, redacted_because = %s WHERE id = %s
"""
_CAPTURE = """
    UPDATE designations_capture SET text = 'sha256:' || sha256, redacted_because = %s WHERE id = %s
"""


def redact(subject: Citation | Capture, *, by: User, reason: str) -> None:
    """Replace the quotation of a citation, or the text of a capture, by a tombstone. Cannot be undone.

    Raises `Incomplete` on `reason`, `NotAllowedNow` if nothing is left to redact.
    """
    require(by, "redact_record")
    if not reason.strip():
        raise Incomplete({"reason": ["Say why; the reason becomes public."]})
    if subject.redacted_because or (isinstance(subject, Citation) and not subject.quote):
        raise NotAllowedNow("There is nothing left to redact here.")
    if isinstance(subject, Citation):
        statement, subject_type, subject_id = _CITATION, "event", subject.version.event.public_id
    else:
        statement, subject_type, subject_id = _CAPTURE, "source", subject.source.public_id
    entry = LogEntry(
        action=Change.Action.REDACTED,
        subject_type=subject_type,
        subject_id=subject_id,
        after={
            "redacted": "quotation" if isinstance(subject, Citation) else "capture",
            "reason": reason.strip(),
        },
    )
    with transaction.atomic():
        take_clock()
        record([entry], by=by, announce=False, cause=reason)
        with connection.cursor() as cursor:
            cursor.execute(statement, [reason.strip()[:500], subject.pk])
    subject.refresh_from_db()
