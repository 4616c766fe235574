"""Redaction, for law or harm: the one exception to 'nothing public is changed'.

Bytes or a quotation give way to a tombstone with hash and reason, and the log says so.
"""

from functools import partial

from django.contrib.auth.models import User
from django.core.files.storage import Storage
from django.db import connection, transaction

from designations.editorial.access import require
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.log import LogEntry, record, take_clock
from designations.models import Capture, Change, Citation

_CITATION = """
    UPDATE designations_citation SET quote = 'sha256:' || encode(sha256(convert_to(quote, 'UTF8')), 'hex'),
        translation = '', start = NULL, "end" = NULL, redacted_because = %s WHERE id = ANY(%s)
"""
_CAPTURE = """
    UPDATE designations_capture
    SET text = 'sha256:' || sha256, raw = '', fingerprint = NULL, redacted_because = %s WHERE id = ANY(%s)
"""


def redact(subject: Citation | Capture, *, by: User, reason: str) -> None:
    """Replace the quotation of a citation, or the text of a capture, by a tombstone. Cannot be undone.

    The same words of the same source go wherever they are cited: corrections and retractions copy citations,
    and what was known earlier stays readable. Each event that loses them is logged. Raises `Incomplete` on
    `reason`, `NotAllowedNow` if nothing is left to redact.
    """
    require(by, "redact_record")
    if not reason.strip():
        raise Incomplete({"reason": ["Say why; the reason becomes public."]})
    if subject.redacted_because or (isinstance(subject, Citation) and not subject.quote):
        raise NotAllowedNow("There is nothing left to redact here.")
    with transaction.atomic():
        take_clock()
        if isinstance(subject, Citation):
            statement, keys, entries = _CITATION, *_everywhere(subject, reason=reason.strip())
        else:
            entry = _entry("source", subject.source.public_id, what="capture", reason=reason.strip())
            statement, keys, entries = _CAPTURE, [subject.pk], [entry]
        record(entries, by=by, announce=False, cause=reason)
        with connection.cursor() as cursor:
            cursor.execute(statement, [reason.strip()[:500], keys])
        if isinstance(subject, Capture) and subject.raw:
            transaction.on_commit(partial(_forget, subject.raw.storage, str(subject.raw.name)))
    subject.refresh_from_db()


def _forget(storage: Storage, name: str) -> None:
    """Delete the bytes called `name`, unless another capture was read from the same ones."""
    if not Capture.objects.filter(raw=name).exists():
        storage.delete(name)


def _everywhere(citation: Citation, *, reason: str) -> tuple[list[int], list[LogEntry]]:
    """The keys of all citations that repeat the words of `citation`, an entry for each of their events."""
    same = Citation.objects.filter(source=citation.source_id, quote=citation.quote, redacted_because="")
    rows = list(same.order_by("pk").values_list("pk", "version__event__public_id"))
    events = dict.fromkeys(event for _, event in rows)
    return [pk for pk, _ in rows], [_entry("event", e, what="quotation", reason=reason) for e in events]


def _entry(subject_type: str, subject_id: str, *, what: str, reason: str) -> LogEntry:
    return LogEntry(
        action=Change.Action.REDACTED,
        subject_type=subject_type,
        subject_id=subject_id,
        after={"redacted": what, "reason": reason},
    )
