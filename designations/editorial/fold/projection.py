"""Transitions in order -> segments: propagate the bounds, open and close, carry the names along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .machine import MESSAGES, OUTCOMES, TRANSITIONS, State
from .ordering import in_order, sort
from .values import Anomaly, Folded, NameSpell, PeriodStatus, Segment, Transition


@dataclass(slots=True)
class _Open:
    """A segment in the making: who opened it, who closed it, and the amendments made to it."""

    status: PeriodStatus
    opened: Transition | None
    closed: Transition | None = None
    amendments: list[Transition] = field(default_factory=list)

    def surely_begun(self, day: date) -> bool:
        return self.opened is None or self.opened.hi <= day

    def may_have_begun(self, day: date) -> bool:
        return self.opened is None or self.opened.lo is None or self.opened.lo <= day


def fold(transitions: Iterable[Transition]) -> Folded:
    """Return the segments of one designation, and the anomalies, whatever the transitions and their order.

    Pure and total: the same transitions give the same answer in any order, and nothing raises.
    """
    given = list(transitions)
    anomalies = [
        _anomaly("inverted", one)
        for one in sort([one for one in given if one.kind in TRANSITIONS])
        if one.lo is not None and one.lo > one.hi
    ]
    given = [one if one.lo is None or one.lo <= one.hi else replace(one, lo=one.hi) for one in given]
    ordered, circular = in_order([one for one in given if one.kind in TRANSITIONS])
    anomalies += [_anomaly("sequence_circular", one) for one in circular[:1]]
    effective, without_effect = _walk(ordered)
    segments = _segments(_propagate(effective))
    _amend(segments, [one for one in given if one.kind == "amended"])
    return Folded(_finish(segments), tuple(anomalies + without_effect))


def _anomaly(code: str, this: Transition, earlier: Transition | None = None) -> Anomaly:
    before = earlier.describe() if earlier else ""
    message = MESSAGES[code].format(this=this.describe(), earlier=before)
    return Anomaly(code, this.id, message[:1].upper() + message[1:])


def _walk(ordered: Sequence[Transition]) -> tuple[list[Transition], list[Anomaly]]:
    """Split the transitions into those that change the state and those that do not fit."""
    state: State = "none"
    effective: list[Transition] = []
    anomalies: list[Anomaly] = []
    for this in ordered:
        outcome = OUTCOMES[state, this.kind]
        state = outcome.after
        if outcome.verdict == "anomaly":
            anomalies.append(_anomaly(outcome.code, this, effective[-1]))
        elif outcome.verdict != "silent":
            effective.append(this)
    return effective, anomalies


def _propagate(ordered: Sequence[Transition]) -> list[Transition]:
    """Narrow the bounds: none took place before the one before it, none after the one after it.

    The order respects every pair whose intervals are apart, so no interval comes out reversed.
    """
    forwards: list[Transition] = []
    lo: date | None = None
    for one in ordered:
        lo = max(filter(None, (lo, one.lo)), default=None)
        forwards.append(replace(one, lo=lo))
    backwards: list[Transition] = []
    hi = date.max
    for one in reversed(forwards):
        hi = min(hi, one.hi)
        backwards.append(replace(one, hi=hi))
    return backwards[::-1]


def _segments(ordered: Sequence[Transition]) -> list[_Open]:
    segments: list[_Open] = []
    state: State = "none"
    for this in ordered:
        outcome = OUTCOMES[state, this.kind]
        if outcome.verdict == "implies_opening":
            segments.append(_Open("unknown", opened=None, closed=this))
        elif state in ("in_force", "suspended"):
            segments[-1].closed = this
        state = outcome.after
        if state == "in_force" or state == "suspended":
            segments.append(_Open(state, opened=this))
    return segments


def _amend(segments: Sequence[_Open], amendments: Sequence[Transition]) -> None:
    """Give each amendment to the latest segment that had begun by its last possible day.

    Where none surely had, as with an undated listing, to the first that may have; else to none.
    """
    for one in sorted(sort(amendments), key=lambda amendment: amendment.hi):
        begun = [segment for segment in segments if segment.surely_begun(one.hi)]
        possible = [segment for segment in segments if segment.may_have_begun(one.hi)]
        for segment in begun[-1:] or possible[:1]:
            segment.amendments.append(one)


def _finish(drafts: Sequence[_Open]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for draft in drafts:
        opened, closed = draft.opened, draft.closed
        segment = Segment(
            status=draft.status,
            start_lo=opened.lo if opened else None,
            start_hi=opened.hi if opened else None,
            start=opened.when if opened else "",
            opened_by=opened.id if opened else None,
        )
        if closed:
            ends = closed.kind not in ("suspended", "reinstated")
            segment = replace(
                segment,
                end_lo=closed.lo,
                end_hi=closed.hi,
                end=closed.when,
                closed_by=closed.id,
                end_reason=closed.end_reason if ends else "",
                continued_by=closed.continued_by if ends else None,
            )
        inherited = segments[-1] if segments and opened and opened.kind != "listed" else None
        segments.append(_name(segment, opened or closed, inherited, draft.amendments))
    return tuple(segments)


def _name(
    segment: Segment, source: Transition | None, inherited: Segment | None, amendments: Sequence[Transition]
) -> Segment:
    """Set the names: of the event, else of the segment before; then each amendment, from its day on."""
    name, reference, mode = (
        (inherited.name_on_list, inherited.reference, inherited.mode) if inherited else ("", "", "")
    )
    spells: list[NameSpell] = []
    for index, one in enumerate((source, *amendments)):
        if one is None:
            continue
        name, reference, mode = one.name_on_list or name, one.reference or reference, one.mode or mode
        latest = (spells[-1].name_on_list, spells[-1].reference) if spells else ("", "")
        if (name, reference) != latest:
            spells.append(NameSpell(one.hi if index else None, name, reference))
    return replace(segment, name_on_list=name, reference=reference, mode=mode, names=tuple(spells))
