"""Retraction: an event that should not have been published. It says why, and is final."""

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads, insert_versions
from designations.editorial.log import take_clock
from designations.editorial.proposed import Proposed
from designations.models import Citation, Event, EventVersion

_WAIVER = "A publisher withdraws an error at once; the reason is public."


def retract(event: Event, *, by: User, reason: str, announce: bool = True) -> Event:
    """Withdraw `event` because of `reason`, which becomes public. What was known before stays readable.

    Needs no second person: an error is withdrawn at once. Raises `Incomplete` on `retraction_reason`,
    `NotAllowedNow` if it is retracted already, `Unfoldable` if what remains would contradict itself.
    """
    require(by, "publish_event")
    if not reason.strip():
        raise Incomplete({"retraction_reason": ["Say why; the reason becomes public."]})
    with transaction.atomic():
        take_clock()
        head = heads([event])[event.pk]
        if head.is_retracted:
            raise NotAllowedNow("This event is retracted already.")
        version = EventVersion(
            **{name: getattr(head, name) for name in SHARED_FIELDS},
            event=event,
            version=head.version + 1,
            author=by,
            review=EventVersion.Review.WAIVED,
            waiver_reason=_WAIVER,
            retraction_reason=reason.strip(),
        )
        proposed = Proposed(
            version=version,
            entity=head.designation.entity if head.designation else None,
            citations=[copy_of(citation) for citation in head.citations.all()],
            resolves=[resolution.event for resolution in head.resolutions.all()],
            label=str(head),
        )
        insert_versions([proposed], by=by, announce=announce, cause=reason)
    return event


def copy_of(citation: Citation) -> Citation:
    """An unsaved copy of `citation`, for the next version of its event."""
    names = [
        field.name
        for field in Citation._meta.concrete_fields
        if field.name not in ("id", "version", "change")
    ]
    return Citation(**{name: getattr(citation, name) for name in names})
