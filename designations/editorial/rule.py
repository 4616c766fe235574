"""A ruling: what stands where sources disagree about an event. Its reason is public at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.correct import correct
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.insert import heads
from designations.editorial.log import LogEntry, record, take_clock
from designations.editorial.retract import propose_retraction, proposed_retractions
from designations.models import Change, Draft, Event, EventVersion, Ruling
from designations.text.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Ruled:
    """The ruling, and the draft by which a second person carries it out; None where nothing is to be done."""

    ruling: Ruling
    draft: Draft | None


def rule(event: Event, *, by: User, outcome: str, reason: str, stands_on: PartialDate | None = None) -> Ruled:
    """Decide what stands of `event`, because of `reason`; a later ruling takes the place of this one.

    The event itself does not change: 'date' opens the correction, 'withdraw' the retraction that somebody
    else publishes. Raises `Incomplete` on `outcome`, `reason` or `stands_on`, `NotAllowedNow` for a
    retracted event.
    """
    require(by, "publish_event")
    with transaction.atomic():
        take_clock()
        head = heads([event])[event.pk]
        if head.is_retracted:
            raise NotAllowedNow("This event is retracted; there is nothing left to rule on.")
        if errors := _faults(head, outcome=outcome, reason=reason, stands_on=stands_on):
            raise Incomplete(errors)
        ruling = Ruling(event=event, outcome=outcome, reason=reason.strip(), stands_on=stands_on, by=by)
        earlier = Ruling.objects.filter(event=event).first()
        entry = LogEntry(
            action=Change.Action.RULED,
            subject_type="event",
            subject_id=event.public_id,
            before=_record(earlier, head) if earlier else None,
            after=_record(ruling, head),
        )
        [ruling.change_id] = record([entry], by=by, announce=False, cause=ruling.reason)
        ruling.save(force_insert=True)
        return Ruled(ruling, _carried_out(ruling, by=by))


def _faults(
    head: EventVersion, *, outcome: str, reason: str, stands_on: PartialDate | None
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if outcome not in Ruling.Outcome.values:
        found["outcome"] = ["Choose what stands."]
    if not reason.strip():
        found["reason"] = ["Say why; the reason becomes public."]
    if outcome == Ruling.Outcome.DATE:
        if stands_on is None:
            found["stands_on"] = ["Name the date that stands."]
        elif stands_on == head.occurred_on:
            found["stands_on"] = ["This date is the published one; rule that the event stands as it is."]
    elif stands_on is not None:
        found["stands_on"] = ["A date belongs only to the ruling that another date stands."]
    return found


def _carried_out(ruling: Ruling, *, by: User) -> Draft | None:
    """The draft that carries `ruling` out."""
    reason = f"Ruling: {ruling.reason}"[:500]
    if ruling.outcome == Ruling.Outcome.DATE:
        draft = correct(ruling.event, by=by, reason=reason)
        draft.occurred_on, draft.edited_by = ruling.stands_on, by
        draft.save(update_fields=["occurred_on", "edited_by", "updated_at"])
        return draft
    if ruling.outcome == Ruling.Outcome.WITHDRAW:
        proposed = proposed_retractions(ruling.event).first()
        return proposed or propose_retraction(ruling.event, by=by, reason=reason)
    return None


def _record(ruling: Ruling, head: EventVersion) -> dict[str, Any]:
    """The ruling as the log keeps it, with what names the event."""
    return {
        "id": head.event.public_id,
        "kind": head.kind,
        "list": head.list.slug,
        "entity": head.designation.entity.slug if head.designation else None,
        "outcome": ruling.outcome,
        "stands_on": str(ruling.stands_on) if ruling.stands_on else None,
        "reason": ruling.reason,
    }
