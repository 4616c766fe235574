"""An event on its way into the record, and the rules it must keep."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from designations.editorial.applicable import applies, misplaced, refusal_of
from designations.models import Citation, Entity, Event, EventKind, EventVersion
from designations.models.event_fields import (
    ON_EITHER,
    ON_LIST_ONLY,
    Effect,
    EventFields,
    Mode,
)
from designations.text.partial_dates import PartialDate

Errors = dict[str, list[str]]
_DEFAULT_EFFECT = {EventKind.LISTING_PROPOSED: Effect.LIST, EventKind.DELISTING_PROPOSED: Effect.DELIST}


@dataclass(slots=True)
class Proposed:
    """Unsaved rows of one event: `version.event` is new, or the event that is corrected."""

    version: EventVersion
    entity: Entity | None
    citations: Sequence[Citation]
    resolves: Sequence[Event] = field(default_factory=tuple)
    label: str = ""


def today() -> date:
    """The day in UTC, which is 'today' on every page."""
    return timezone.now().date()


def transition_days(version: EventFields) -> tuple[date | None, date | None]:
    """First and last day on which the event can have taken effect; both None for an undated event."""
    when: PartialDate | None = version.effective_on or version.occurred_on
    return (when.lo, when.hi) if when else (None, None)


def complete(version: EventVersion) -> None:
    """Fill in what follows from the rest: transition days, the effect a proposal proposes, the mode."""
    version.lo, version.hi = transition_days(version)
    if version.kind not in EventKind.values:
        return
    kind = EventKind(version.kind)
    if not version.proposed_effect:
        version.proposed_effect = _DEFAULT_EFFECT.get(kind, "")
    if kind == EventKind.LISTED and not version.mode:
        version.mode = Mode.ENTRY


def faults(proposed: Proposed) -> Errors:
    """What keeps `proposed` from being published, by field; empty if nothing does."""
    version, found = proposed.version, defaultdict[str, list[str]](list)
    if version.kind not in EventKind.values:
        return {
            "kind": [f"'{version.kind}' is no kind of event; choose one of {', '.join(EventKind.values)}."]
        }
    kind = EventKind(version.kind)
    for name, why in misplaced(version, kind=kind):
        found[name].append(why)
    _level(proposed, kind, found)
    _speech(version, kind, found)
    _bounds(version, found)
    _dates(version, found)
    if not any(not citation.disputes for citation in proposed.citations):
        found["citations"].append("At least one source must support the event.")
    for event in proposed.resolves:
        if event.pk is not None and event.pk == version.event_id:
            found["resolves"].append("An event cannot answer itself.")
    return dict(found)


def _level(proposed: Proposed, kind: EventKind, found: Errors) -> None:
    if proposed.entity is not None and not applies("entity", kind):
        found["entity"].append(refusal_of("entity", kind))
    if kind not in ON_LIST_ONLY | ON_EITHER and proposed.entity is None:
        found["entity"].append(f"'{kind.label}' is about one entity on the list; choose it.")
    if proposed.resolves and not applies("resolves", kind):
        found["resolves"].append(refusal_of("resolves", kind))


def _speech(version: EventVersion, kind: EventKind, found: Errors) -> None:
    if kind == EventKind.STATEMENT:
        if not version.speaker:
            found["speaker"].append("A statement has a speaker.")
        if not version.stance:
            found["stance"].append("A statement supports, opposes or is neutral; choose one.")
    if version.on_behalf_of_jurisdiction and version.on_behalf_of_entity:
        found["on_behalf_of_entity"].append(
            "Somebody speaks on behalf of a jurisdiction or of an entity, not both."
        )


def _bounds(version: EventVersion, found: Errors) -> None:
    if version.continued_by and not version.end_reason:
        found["end_reason"].append(
            "Say why another entry continues this one: replaced, merged or transferred."
        )
    if version.mode in (Mode.ALIAS, Mode.COVERED) and version.within is None:
        found["within"].append("Name the entry of which this is an alias, or which covers it.")


def _dates(version: EventVersion, found: Errors) -> None:
    for name in ("occurred_on", "announced_on"):
        when: PartialDate | None = getattr(version, name)
        if when and when.lo and when.lo > today():
            found[name].append(f"{when} lies in the future; an event is recorded once it happened.")
