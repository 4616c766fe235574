"""What each kind of transition does to the state of a designation."""

from dataclasses import dataclass
from typing import Literal

State = Literal["none", "in_force", "suspended", "ended"]
Verdict = Literal["legal", "implies_opening", "silent", "anomaly"]

CLOSING = frozenset({"delisted", "annulled", "expired"})
TRANSITIONS = CLOSING | {"listed", "suspended", "reinstated", "list_abolished"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after a transition, and how well it fitted; `code` names an anomaly."""

    after: State
    verdict: Verdict
    code: str = ""


def _table() -> dict[tuple[State, str], Outcome]:
    table: dict[tuple[State, str], Outcome] = {
        ("none", "listed"): Outcome("in_force", "legal"),
        ("ended", "listed"): Outcome("in_force", "legal"),
        ("in_force", "listed"): Outcome("in_force", "anomaly", "listed_twice"),
        ("suspended", "listed"): Outcome("suspended", "anomaly", "listed_while_suspended"),
        ("none", "suspended"): Outcome("suspended", "implies_opening"),
        ("in_force", "suspended"): Outcome("suspended", "legal"),
        ("suspended", "suspended"): Outcome("suspended", "anomaly", "suspended_twice"),
        ("ended", "suspended"): Outcome("ended", "anomaly", "suspended_after_end"),
        ("none", "reinstated"): Outcome("in_force", "implies_opening"),
        ("suspended", "reinstated"): Outcome("in_force", "legal"),
        ("in_force", "reinstated"): Outcome("in_force", "anomaly", "reinstated_in_force"),
        ("ended", "reinstated"): Outcome("ended", "anomaly", "reinstated_after_end"),
        ("none", "list_abolished"): Outcome("none", "silent"),
        ("in_force", "list_abolished"): Outcome("ended", "legal"),
        ("suspended", "list_abolished"): Outcome("ended", "legal"),
        ("ended", "list_abolished"): Outcome("ended", "silent"),
    }
    for kind in CLOSING:
        table["none", kind] = Outcome("ended", "implies_opening")
        table["in_force", kind] = Outcome("ended", "legal")
        table["suspended", kind] = Outcome("ended", "legal")
        table["ended", kind] = Outcome("ended", "anomaly", "closed_twice")
    return table


OUTCOMES = _table()

# What an editor reads; {this} and {earlier} are events described by kind and date.
MESSAGES = {
    "listed_twice": "{this} comes while the designation is already in force through {earlier}. The first "
    "listing is kept. If it was removed in between, record the removal; if this is the same listing, "
    "cite its source on the first one; if only the name changed, record 'amended'.",
    "listed_while_suspended": "{this} comes while the designation is suspended by {earlier}. It stays "
    "suspended. If the suspension was lifted, record 'reinstated'; if it had ended, record how.",
    "suspended_twice": "{this} comes while the designation is already suspended by {earlier}. The first "
    "suspension is kept. Record 'reinstated' between the two, or cite this source on the first one.",
    "suspended_after_end": "{this} comes after the designation ended by {earlier}, and has no effect. "
    "Correct one of the dates, or record the listing between the two.",
    "reinstated_in_force": "{this} comes while the designation is already in force through {earlier}, and "
    "has no effect. Record the suspension that it lifts.",
    "reinstated_after_end": "{this} comes after the designation ended by {earlier}, and has no effect. If "
    "it was listed again, record 'listed'; if it had only been suspended, correct the earlier event.",
    "closed_twice": "{this} comes after the designation had already ended by {earlier}. The first ending "
    "is kept. Record the listing between the two, or cite this source on the first one.",
    "inverted": "The first possible day of {this} is later than its last possible day; it is read as "
    "having happened on the last one. Correct its dates.",
    "sequence_circular": "The order given by hand to {this} and others contradicts their dates, and is "
    "left aside for them. Correct the order or the dates.",
}
