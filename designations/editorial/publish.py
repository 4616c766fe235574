"""Publication: drafts, or events that a program brings, become public records."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import SYSTEM_USERS, is_system, require
from designations.editorial.draft import proposed_from, wrote
from designations.editorial.errors import AuthorCannotReview, NotAllowedNow
from designations.editorial.insert import heads, insert_versions, next_version
from designations.editorial.log import take_clock
from designations.editorial.proposed import Proposed
from designations.editorial.retract import withdrawal
from designations.models import Draft, Event, EventVersion
from designations.models.draft import overtaken

PUBLISHABLE = (Draft.State.OPEN, Draft.State.SUBMITTED, Draft.State.APPROVED)
_NO_SECOND_PERSON = "This installation does not require a second person (REVIEW_REQUIRED is off)."


def publishes_own() -> bool:
    """Whether this installation lets an author publish without a second person."""
    return not settings.REVIEW_REQUIRED


def publish(drafts: Sequence[Draft], *, by: User, announce: bool = True, cause: str = "") -> list[Event]:
    """Publish `drafts` together, as the act or article they come from.

    Those that correct become corrections, those that propose a retraction withdraw their event.

    The publisher is the second person, unless another reviewer approved a draft before. `announce=False`
    keeps subscribers out of it, for history entered late. Raises `AuthorCannotReview` for a draft that one
    wrote or changed last, `NotAllowedNow` also for a correction of an event that changed since it was begun,
    `Incomplete` or `Unfoldable`; nothing is published then.
    """
    require(by, "publish_event")
    with transaction.atomic():
        take_clock()
        locked = list(
            Draft.objects.select_for_update(of=("self",)).filter(pk__in=[d.pk for d in drafts]).order_by("pk")
        )
        for draft in locked:
            if draft.state not in PUBLISHABLE:
                raise NotAllowedNow(f"{draft}: this draft is {draft.get_state_display()}.")
        current = heads([draft.corrects for draft in locked if draft.retracts and draft.corrects])
        proposals = {
            draft.pk: _reviewed(draft, by=by, head=current.get(draft.corrects_id or 0)) for draft in locked
        }
        corrections = [d for d in locked if d.corrects_id is not None]
        if corrections:
            _number(corrections, proposals)
        insert_versions(list(proposals.values()), by=by, announce=announce, cause=cause)
        for draft in locked:
            draft.state, draft.published_as = Draft.State.PUBLISHED, proposals[draft.pk].version.event
        Draft.objects.bulk_update(locked, ["state", "published_as"])
    return [proposals[draft.pk].version.event for draft in locked]


def publish_as_program(proposals: Sequence[Proposed], *, by: User, announce: bool, cause: str) -> list[Event]:
    """Publish or correct events under the stated policy of a system user, in the caller's transaction."""
    if not is_system(by):
        raise AuthorCannotReview("Only the system users publish without a second person.")
    for proposed in proposals:
        proposed.version.author = by
        proposed.version.reviewer = None
        proposed.version.review = EventVersion.Review.WAIVED
        proposed.version.waiver_reason = SYSTEM_USERS[by.username]
    return insert_versions(proposals, by=by, announce=announce, cause=cause)


def _reviewed(draft: Draft, *, by: User, head: EventVersion | None) -> Proposed:
    if draft.retracts and head:
        proposed = withdrawal(head, reason=draft.correction_reason)
    else:
        proposed = proposed_from(draft)
    version = proposed.version
    version.author = draft.author
    how = wrote(draft, user=by)
    if not how:
        version.review = EventVersion.Review.SECOND_PERSON
        version.reviewer = draft.reviewer if draft.state == Draft.State.APPROVED and draft.reviewer else by
    elif not publishes_own():
        raise AuthorCannotReview(f"{draft}: {how}; somebody else publishes it.")
    else:
        version.review, version.waiver_reason = EventVersion.Review.WAIVED, _NO_SECOND_PERSON
    if draft.corrects_id is None:
        version.event, version.version = Event(), 1
    return proposed


def _number(corrections: Sequence[Draft], proposals: dict[int, Proposed]) -> None:
    events = [draft.corrects for draft in corrections if draft.corrects]
    current, following = heads(events), next_version(events)
    keys = [draft.pk for draft in corrections]
    late = set(Draft.objects.filter(overtaken(), pk__in=keys).values_list("pk", flat=True))
    for draft in corrections:
        version = proposals[draft.pk].version
        if events.count(version.event) > 1:
            raise NotAllowedNow(f"{draft}: two of these drafts correct the same event; publish only one.")
        if current[version.event.pk].is_retracted:
            raise NotAllowedNow(f"{draft}: the event is retracted, and a retraction is final.")
        if draft.pk in late:
            raise NotAllowedNow(
                f"{draft}: the event changed after this correction was begun, and what was added would be "
                "lost. Open a new correction; it starts as the event stands now."
            )
        version.version = following[version.event.pk]
