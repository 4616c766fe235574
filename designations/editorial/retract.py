"""Retraction: an event that should not have been published. It says why, and is final."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from designations.editorial.access import require
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads, insert_versions
from designations.editorial.log import take_clock
from designations.editorial.proposed import Proposed
from designations.models import Change, Citation, Draft, Event, EventVersion

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
        proposed = withdrawal(_standing(event), reason=reason)
        version = proposed.version
        version.version += 1
        version.author, version.review, version.waiver_reason = by, EventVersion.Review.WAIVED, _WAIVER
        insert_versions([proposed], by=by, announce=announce, cause=reason)
    return event


def propose_retraction(event: Event, *, by: User, reason: str) -> Draft:
    """Ask for the withdrawal of `event` because of `reason`: a draft that a publisher carries out.

    It waits for review at once, since there is nothing in it to be written. Raises `Incomplete` on
    `retraction_reason`, `NotAllowedNow` if the event is retracted already, or its withdrawal proposed.
    """
    require(by, "submit_draft")
    if not reason.strip():
        raise Incomplete({"retraction_reason": ["Say why; the reason becomes public."]})
    # Read before the event: what changes in between is taken for later, never overlooked.
    known_seq = Change.objects.known_seq()
    head = _standing(event)
    if proposed_retractions(event).exists():
        raise NotAllowedNow("The retraction of this event is proposed already.")
    return Draft.objects.create(
        **{name: getattr(head, name) for name in SHARED_FIELDS},
        entity=head.designation.entity if head.designation else None,
        corrects=event,
        corrects_seq=known_seq,
        correction_reason=reason.strip(),
        retracts=True,
        state=Draft.State.SUBMITTED,
        author=by,
        edited_by=by,
    )


def proposed_retractions(event: Event) -> QuerySet[Draft]:
    """The drafts, one at most, by which the withdrawal of `event` is proposed and not decided yet."""
    closed = (Draft.State.PUBLISHED, Draft.State.REJECTED)
    return event.corrections.filter(retracts=True).exclude(state__in=closed)


def withdrawal(head: EventVersion, *, reason: str) -> Proposed:
    """The unsaved version by which the event of `head` is withdrawn; it says what `head` says, citations too.

    Its number is that of `head`, and nobody reviewed it yet: the verbs see to both.
    """
    version = EventVersion(
        **{name: getattr(head, name) for name in SHARED_FIELDS},
        event=head.event,
        version=head.version,
        retraction_reason=reason.strip(),
    )
    return Proposed(
        version=version,
        entity=head.designation.entity if head.designation else None,
        citations=[copy_of(citation) for citation in head.citations.all()],
        resolves=[resolution.event for resolution in head.resolutions.all()],
        label=str(head),
    )


def _standing(event: Event) -> EventVersion:
    head = heads([event])[event.pk]
    if head.is_retracted:
        raise NotAllowedNow("This event is retracted already.")
    return head


def copy_of(citation: Citation) -> Citation:
    """An unsaved copy of `citation`, for the next version of its event."""
    names = [
        field.name
        for field in Citation._meta.concrete_fields
        if field.name not in ("id", "version", "change")
    ]
    return Citation(**{name: getattr(citation, name) for name in names})
