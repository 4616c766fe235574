"""Words and families for event kinds, statuses and stances: what pages and charts call and draw them."""

from typing import Literal

Family = Literal[
    "in_force", "suspended", "ended", "proposal", "statement", "ruling", "confirmation", "record"
]

KIND_LABELS: dict[str, str] = {
    "listed": "Listed",
    "suspended": "Suspended",
    "reinstated": "Reinstated",
    "delisted": "Delisted",
    "annulled": "Annulled by a court",
    "expired": "Expired",
    "list_abolished": "List abolished",
    "listing_proposed": "Listing proposed",
    "delisting_proposed": "Delisting proposed",
    "proposal_rejected": "Proposal rejected",
    "renewed": "Renewed",
    "amended": "Entry amended",
    "court_ruling": "Court ruling",
    "presence_confirmed": "Presence on the list confirmed",
    "absence_confirmed": "Absence from the list confirmed",
    "statement": "Statement",
    "list_established": "List established",
    "legal_change_proposed": "Change of law proposed",
    "legal_changed": "Law changed",
}

# A family is what a reader can tell apart at a glance; each has one shape, in lists and in charts alike.
KIND_FAMILIES: dict[str, Family] = {
    "listed": "in_force",
    "reinstated": "in_force",
    "suspended": "suspended",
    "delisted": "ended",
    "annulled": "ended",
    "expired": "ended",
    "list_abolished": "ended",
    "listing_proposed": "proposal",
    "delisting_proposed": "proposal",
    "proposal_rejected": "proposal",
    "legal_change_proposed": "proposal",
    "court_ruling": "ruling",
    "presence_confirmed": "confirmation",
    "absence_confirmed": "confirmation",
    "statement": "statement",
    "renewed": "record",
    "amended": "record",
    "list_established": "record",
    "legal_changed": "record",
}

FAMILY_PLURALS: dict[Family, str] = {
    "in_force": "listings",
    "suspended": "suspensions",
    "ended": "removals",
    "proposal": "proposals and answers to them",
    "statement": "statements",
    "ruling": "court rulings",
    "confirmation": "confirmations",
    "record": "renewals, amendments and changes of law",
}

STATUS_LABELS: dict[str, str] = {
    "in_force": "In force",
    "suspended": "Suspended",
    "ended": "Ended",
    "unknown": "Unknown",
    "not_listed": "Not listed",
}


# A stance is taken towards what a statement is about, which may be a removal: the heading says so.
STANCE_HEADINGS: dict[str, str] = {
    "supports": "In support of what they speak about",
    "opposes": "Against what they speak about",
    "neutral": "Neither for nor against",
}


# What the editors decided where sources disagree, beside the date that stands if another one does.
RULED: dict[str, str] = {
    "keep": "The event stands as it is published",
    "date": "Another date stands",
    "withdraw": "The event is to be withdrawn",
    "open": "The sources cannot be reconciled; both are shown",
}


def family_of(kind: str) -> Family:
    """Return the family of an event kind; a kind this version does not know is drawn as a plain record."""
    return KIND_FAMILIES.get(kind, "record")


def kind_label(kind: str) -> str:
    """Return the English label of an event kind; an unknown kind reads as its own name."""
    return KIND_LABELS.get(kind, kind.replace("_", " ").capitalize())


UNSURE_LABELS: dict[str, str] = {
    "in_force": "Possibly still in force",
    "suspended": "Possibly still suspended",
    "ended": "Ended, possibly in force again",
    "not_listed": "Possibly listed already",
}


ENDING_LABELS: dict[str, str] = {
    "replaced": "Entry replaced by another",
    "merged": "Entry merged into another",
    "transferred": "Entry transferred to another list",
}


def event_label(kind: str, *, end_reason: str = "") -> str:
    """Return what an event is called; where another entry continues this one, it is called no removal."""
    return ENDING_LABELS.get(end_reason) or kind_label(kind)


def status_label(status: str, *, certain: bool = True) -> str:
    """Return the English label of a status, saying what else is possible where the dates leave it open.

    'Unknown' already says so.
    """
    label = STATUS_LABELS.get(status, status.replace("_", " ").capitalize())
    return label if certain else UNSURE_LABELS.get(status, label)
