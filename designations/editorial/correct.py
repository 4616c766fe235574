"""Corrections: a published event is never changed, a new version of it is drafted, reviewed and published."""

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads
from designations.models import Change, Draft, DraftCitation, Event


def correct(event: Event, *, by: User, reason: str) -> Draft:
    """Open a draft that starts as the event stands, citations included; publishing it corrects the event.

    Raises `NotAllowedNow` for a retracted event, `Incomplete` on `correction_reason`.
    """
    require(by, "submit_draft")
    if not reason.strip():
        raise Incomplete({"correction_reason": ["Say what was wrong; the reason becomes public."]})
    # Read before the event: what changes in between is taken for later, never overlooked.
    known_seq = Change.objects.known_seq()
    head = heads([event])[event.pk]
    if head.is_retracted:
        raise NotAllowedNow("This event is retracted, and a retraction is final.")
    with transaction.atomic():
        draft = Draft(
            **{name: getattr(head, name) for name in SHARED_FIELDS},
            entity=head.designation.entity if head.designation else None,
            corrects=event,
            corrects_seq=known_seq,
            correction_reason=reason.strip(),
            author=by,
        )
        draft.save()
        DraftCitation.objects.bulk_create(
            DraftCitation(
                draft=draft,
                source=citation.source,
                quote="" if citation.redacted_because else citation.quote,
                translation=citation.translation,
                disputes=citation.disputes,
                claimed_on=citation.claimed_on,
                capture_id=None if citation.redacted_because else citation.capture_id,
                start=None if citation.redacted_because else citation.start,
            )
            for citation in head.citations.all()
        )
        draft.resolves.set([resolution.event for resolution in head.resolutions.all()])
    return draft
