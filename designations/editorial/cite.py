"""A further citation on a published event: more evidence, the same event, and so no news to anybody."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads, touched_by, written
from designations.editorial.log import LogEntry, record, take_clock
from designations.editorial.project import project
from designations.editorial.quotes import captures_of, verified
from designations.editorial.records import citation_record
from designations.models import Change, Citation, Event, EventVersion
from designations.models.citation import CitationFields


def cite(event: Event, *, fields: CitationFields, by: User) -> Citation:
    """Add a citation to the latest version of `event`; the quotation is verified.

    Raises `Incomplete` on `quote` or if the same passage is cited already, `NotAllowedNow` once retracted.
    """
    require(by, "publish_event")
    with transaction.atomic():
        take_clock()
        citation = verified(fields, captures=captures_of(fields.source))
        cite_many([(event, citation)], by=by, cause="")
    return citation


def cite_many(pairs: Sequence[tuple[Event, Citation]], *, by: User, cause: str) -> None:
    """Add verified, unsaved citations to the latest versions of their events, as one batch.

    The caller holds the clock and the transaction.
    """
    current = heads([event for event, _ in pairs])
    for event, citation in pairs:
        head = current[event.pk]
        if head.is_retracted:
            raise NotAllowedNow(f"{head}: a retracted event takes no further citations.")
        if any((c.source_id, c.quote) == (citation.source_id, citation.quote) for c in head.citations.all()):
            raise Incomplete({"quote": ["This passage of this source is cited already."]}, subject=str(head))
    entries = [_entry(current[event.pk], citation) for event, citation in pairs]
    numbers = record(entries, by=by, announce=False, cause=cause)
    for (event, citation), number in zip(pairs, numbers, strict=True):
        citation.version, citation.change_id = current[event.pk], number
    Citation.objects.bulk_create([citation for _, citation in pairs])
    project(designation_ids=touched_by(current.values()), seq=numbers[-1])


def _entry(head: EventVersion, citation: Citation) -> LogEntry:
    before = written(head)
    after = {**before, "citations": [*before["citations"], citation_record(citation)]}  # type: ignore[misc]
    return LogEntry(
        action=Change.Action.CITED,
        subject_type="event",
        subject_id=head.event.public_id,
        before=before,
        after=after,
    )
