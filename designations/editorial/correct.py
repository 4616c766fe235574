"""Corrections: a published event is never changed, a new version of it is drafted, reviewed and published."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads
from designations.models import Change, Draft, DraftCitation, Entity, Event, EventVersion


def correct(event: Event, *, by: User, reason: str) -> Draft:
    """Open a draft that starts as the event stands, citations included; publishing it corrects the event.

    Raises `NotAllowedNow` for a retracted event, `Incomplete` on `correction_reason`.
    """
    [draft] = correct_many([event], by=by, reason=reason)
    return draft


def correct_many(events: Sequence[Event], *, by: User, reason: str) -> list[Draft]:
    """Open a draft for each of `events`, in their order; raises as `correct` does, and opens none then."""
    require(by, "submit_draft")
    if not reason.strip():
        raise Incomplete({"correction_reason": ["Say what was wrong; the reason becomes public."]})
    # Read before the events: what changes in between is taken for later, never overlooked.
    known_seq = Change.objects.known_seq()
    current = heads(events)
    if any(head.is_retracted for head in current.values()):
        raise NotAllowedNow("This event is retracted, and a retraction is final.")
    with transaction.atomic():
        drafts = Draft.objects.bulk_create(
            Draft(
                **{name: getattr(current[event.pk], name) for name in SHARED_FIELDS},
                entity=_entity(current[event.pk]),
                corrects=event,
                corrects_seq=known_seq,
                correction_reason=reason.strip(),
                author=by,
            )
            for event in events
        )
        rows = [(draft, current[event.pk]) for draft, event in zip(drafts, events, strict=True)]
        DraftCitation.objects.bulk_create(
            DraftCitation(
                draft=draft,
                source=citation.source,
                quote="" if citation.redacted_because else citation.quote,
                translation=citation.translation,
                disputes=citation.disputes,
                claimed_on=citation.claimed_on,
            )
            for draft, head in rows
            for citation in head.citations.all()
        )
        answers = Draft.resolves.through
        answers.objects.bulk_create(
            answers(draft=draft, event=resolution.event)
            for draft, head in rows
            for resolution in head.resolutions.all()
        )
    return drafts


def _entity(head: EventVersion) -> Entity | None:
    return head.designation.entity if head.designation else None
