"""What publishing a draft would do to how its designation stands: the fold without it, and with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.evidence import Evidence
from designations.editorial.fold import Folded, Transition, fold
from designations.editorial.project import FOLDED_KINDS, transition_of, transitions_between
from designations.editorial.proposed import complete
from designations.models import Draft, Event, EventKind, EventVersion, Period

NEW = "new"


@dataclass(frozen=True, slots=True)
class Standing:
    """One designation without and with the draft. `refused` says why publication would be refused."""

    entity: str
    list: str
    before: Folded
    after: Folded
    refused: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether the two differ in any period."""
        return _periods(self.before) != _periods(self.after)


@dataclass(frozen=True, slots=True)
class Preview:
    """The designations that the draft touches, or how many open entries end with their list."""

    standings: tuple[Standing, ...] = ()
    entries_ended: int | None = None


def preview(
    draft: Draft, *, head: EventVersion | None, evidence: Sequence[Evidence], known_at: int, today: date
) -> Preview:
    """Fold what `draft` touches without and with it, as known at `known_at`.

    `head` is the version that it corrects or retracts. A fixed number of queries; an abolished list is only
    counted.
    """
    kinds = {draft.kind, head.kind if head else draft.kind}
    if EventKind.LIST_ABOLISHED in kinds:
        ended = Period.objects.known(known_at=known_at).filter(end_hi=None, designation__list=draft.list_id)
        return Preview(entries_ended=ended.values("designation").distinct().count())
    if not kinds & set(FOLDED_KINDS):
        return Preview()
    pairs = _pairs(draft, head=head)
    per = transitions_between(
        lists={list_ for list_, _ in pairs}, entities={entity for _, entity in pairs}, known_at=known_at
    )
    added = None if draft.retracts or draft.kind not in FOLDED_KINDS else _transition(draft, evidence, today)
    gone = head.event.public_id if head else ""
    found = []
    for pair, (entity, list_) in pairs.items():
        now = per.get(pair, [])
        then = [one for one in now if one.id != gone]
        if added is not None and pair == (draft.list_id, draft.entity_id):
            then.append(replace(added, id=gone or NEW))
        found.append(_standing(entity, list_, now, then))
    return Preview(standings=tuple(found))


def _pairs(draft: Draft, *, head: EventVersion | None) -> dict[tuple[int, int], tuple[str, str]]:
    """The pairs of list and entity that are touched, with their names: two where a correction moves it."""
    pairs = {}
    if head is not None and head.designation is not None:
        pairs[head.list_id, head.designation.entity_id] = (head.designation.entity.name, head.list.name)
    if draft.entity is not None and draft.entity_id is not None:
        pairs[draft.list_id, draft.entity_id] = (draft.entity.name, draft.list.name)
    return pairs


def _transition(draft: Draft, evidence: Sequence[Evidence], today: date) -> Transition:
    version = EventVersion(**{name: getattr(draft, name) for name in SHARED_FIELDS})
    version.event = Event()
    complete(version)
    shown = [one.known_by for one in evidence if not one.citation.disputes]
    return transition_of(version, known_by=min(shown, default=today))


def _standing(entity: str, list_: str, now: list[Transition], then: list[Transition]) -> Standing:
    before, after = fold(now), fold(then)
    earlier = {(anomaly.event_id, anomaly.code) for anomaly in before.anomalies}
    refused = tuple(
        anomaly.message
        for anomaly in after.anomalies
        if anomaly.event_id == NEW or (anomaly.event_id, anomaly.code) not in earlier
    )
    return Standing(entity, list_, before, after, refused)


def _periods(folded: Folded) -> list[tuple[object, ...]]:
    """The segments without the ids of the events that bound them: a draft has none yet."""
    return [
        (s.status, s.start_lo, s.start_hi, s.end_lo, s.end_hi, s.names, s.mode, s.end_reason)
        for s in folded.segments
    ]
