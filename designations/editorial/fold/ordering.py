"""The order in which transitions of uncertain days took place.

Sorting by (lo, hi) is not enough where intervals overlap: an undated delisting would come before the
dated listing that it ended, and a re-listing known by its year before the delisting of June. So a
transition precedes another only if its whole interval does, or if an editor numbered the two and their
intervals overlap. Of the orders that remain, the one is taken that makes the most sense of the record:
with the smallest sum of penalties, and among equals the first by (lo, hi, sequence, kind, id).
"""

from collections.abc import Sequence
from datetime import date

from .machine import OUTCOMES, State, Verdict
from .values import Transition

# An implied opening is better than a transition without effect, unless its date is open below: two
# reports of one removal are likelier than an unrecorded earlier listing.
_PENALTIES: dict[Verdict, int] = {"legal": 0, "silent": 1, "implies_opening": 2, "anomaly": 4}
_OPEN_IMPLIES_OPENING = 6
_REINSTATED_IMPLIES_OPENING = 3

# Keeps the work within bounds for a record of many undated transitions; ordinary ones need two or three.
_WIDTH = 64

_Path = tuple[int, tuple[int, ...]]


def _sort_key(transition: Transition) -> tuple[object, ...]:
    t = transition
    numbered = (t.sequence is None, t.sequence or 0)
    rest = (t.name_on_list, t.reference, t.mode, t.end_reason, str(t.continued_by), t.when)
    return (t.lo or date.min, t.lo is not None, t.hi, *numbered, t.kind, t.id, *rest)


def sort(transitions: Sequence[Transition]) -> list[Transition]:
    """Return them by (lo, hi, sequence, kind, id), an open `lo` first, whatever the order given."""
    return sorted(transitions, key=_sort_key)


def _surely_before(a: Transition, b: Transition) -> bool:
    return b.lo is not None and a.hi < b.lo


def _numbered_before(a: Transition, b: Transition) -> bool:
    if a.sequence is None or b.sequence is None or a.sequence >= b.sequence:
        return False
    return not _surely_before(a, b) and not _surely_before(b, a)


def _circular(predecessors: list[set[int]]) -> set[int]:
    """Return what cannot be put in order because its predecessors lead back to it, or wait for such."""
    left = set(range(len(predecessors)))
    while ready := {index for index in left if not predecessors[index] & left}:
        left -= ready
    return left


def _predecessors(transitions: list[Transition]) -> tuple[list[set[int]], set[int]]:
    everyone = range(len(transitions))
    sure = [
        {a for a in everyone if a != b and _surely_before(transitions[a], transitions[b])} for b in everyone
    ]
    numbered = [{a for a in everyone if _numbered_before(transitions[a], transitions[b])} for b in everyone]
    both = [sure[index] | numbered[index] for index in everyone]
    circular = _circular(both)
    for index in circular:
        both[index] = sure[index] | (numbered[index] - circular)
    return both, circular


def _penalty(state: State, transition: Transition) -> tuple[State, int]:
    outcome = OUTCOMES[state, transition.kind]
    penalty = _PENALTIES[outcome.verdict]
    if outcome.verdict == "implies_opening":
        if transition.lo is None:
            penalty = _OPEN_IMPLIES_OPENING
        elif transition.kind == "reinstated":
            penalty = _REINSTATED_IMPLIES_OPENING
    return outcome.after, penalty


def in_order(transitions: Sequence[Transition]) -> tuple[list[Transition], list[Transition]]:
    """Return the transitions in the order in which they took place, and those numbered in a circle.

    Every `lo` must be at most its `hi`, and every kind one that the machine knows.
    """
    items = sort(transitions)
    predecessors, circular = _predecessors(items)
    waits_for = [sum(1 << index for index in earlier) for earlier in predecessors]
    layer: dict[tuple[int, State], _Path] = {(0, "none"): (0, ())}
    for _ in items:
        found: dict[tuple[int, State], _Path] = {}
        for (done, state), (total, path) in layer.items():
            for index, item in enumerate(items):
                if done >> index & 1 or waits_for[index] & ~done:
                    continue
                after, penalty = _penalty(state, item)
                reached = (done | 1 << index, after)
                candidate = (total + penalty, (*path, index))
                if reached not in found or candidate < found[reached]:
                    found[reached] = candidate
        if len(found) > _WIDTH:
            found = dict(sorted(found.items(), key=lambda entry: entry[1])[:_WIDTH])
        layer = found
    _, best = min(layer.values())
    return [items[index] for index in best], [items[index] for index in sorted(circular)]
