"""Words and families for event kinds, statuses and stances: what pages and charts call and draw them."""

from __future__ import annotations

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

Family = Literal[
    "in_force", "suspended", "ended", "proposal", "statement", "ruling", "confirmation", "record"
]

KIND_LABELS: dict[str, Promise] = {
    "listed": pgettext_lazy("event", "Listed"),
    "suspended": pgettext_lazy("event", "Suspended"),
    "reinstated": pgettext_lazy("event", "Reinstated"),
    "delisted": pgettext_lazy("event", "Delisted"),
    "annulled": pgettext_lazy("event", "Annulled by a court"),
    "expired": pgettext_lazy("event", "Expired"),
    "list_abolished": pgettext_lazy("event", "List abolished"),
    "listing_proposed": pgettext_lazy("event", "Listing proposed"),
    "delisting_proposed": pgettext_lazy("event", "Delisting proposed"),
    "proposal_rejected": pgettext_lazy("event", "Proposal rejected"),
    "renewed": pgettext_lazy("event", "Renewed"),
    "amended": pgettext_lazy("event", "Entry amended"),
    "court_ruling": pgettext_lazy("event", "Court ruling"),
    "presence_confirmed": pgettext_lazy("event", "Presence on the list confirmed"),
    "absence_confirmed": pgettext_lazy("event", "Absence from the list confirmed"),
    "statement": pgettext_lazy("event", "Statement"),
    "list_established": pgettext_lazy("event", "List established"),
    "legal_change_proposed": pgettext_lazy("event", "Change of law proposed"),
    "legal_changed": pgettext_lazy("event", "Law changed"),
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

STANCE_LABELS: dict[str, Promise] = {
    "supports": pgettext_lazy("stance", "supports"),
    "opposes": pgettext_lazy("stance", "opposes"),
    "neutral": pgettext_lazy("stance", "neutral"),
}

STATUS_LABELS: dict[str, Promise] = {
    "in_force": pgettext_lazy("standing", "In force"),
    "suspended": pgettext_lazy("standing", "Suspended"),
    "ended": pgettext_lazy("standing", "Ended"),
    "unknown": pgettext_lazy("standing", "Unknown"),
    "not_listed": pgettext_lazy("standing", "Not listed"),
}


# A stance is taken towards what a statement is about, which may be a removal: the heading says so.
STANCE_HEADINGS: dict[str, Promise] = {
    "supports": _("In support of what they speak about"),
    "opposes": _("Against what they speak about"),
    "neutral": _("Neither for nor against"),
}


# What the editors decided where sources disagree, beside the date that stands if another one does.
RULED: dict[str, Promise] = {
    "keep": _("The event stands as it is published"),
    "date": _("Another date stands"),
    "withdraw": _("The event is to be withdrawn"),
    "open": _("The sources cannot be reconciled; both are shown"),
}


def family_of(kind: str) -> Family:
    """Return the family of an event kind; a kind this version does not know is drawn as a plain record."""
    return KIND_FAMILIES.get(kind, "record")


def counted(family: Family, number: int) -> str:
    """Return how many events of a family there are, in words."""
    count = {"number": number}
    match family:
        case "in_force":
            return ngettext("%(number)s listing", "%(number)s listings", number) % count
        case "suspended":
            return ngettext("%(number)s suspension", "%(number)s suspensions", number) % count
        case "ended":
            return ngettext("%(number)s removal", "%(number)s removals", number) % count
        case "proposal":
            return (
                ngettext(
                    "%(number)s proposal or answer to one", "%(number)s proposals and answers to them", number
                )
                % count
            )
        case "statement":
            return ngettext("%(number)s statement", "%(number)s statements", number) % count
        case "ruling":
            return ngettext("%(number)s court ruling", "%(number)s court rulings", number) % count
        case "confirmation":
            return ngettext("%(number)s confirmation", "%(number)s confirmations", number) % count
        case "record":
            return (
                ngettext(
                    "%(number)s renewal, amendment or change of law",
                    "%(number)s renewals, amendments and changes of law",
                    number,
                )
                % count
            )


def kind_label(kind: str) -> str:
    """Return the label of an event kind; an unknown kind reads as its own name."""
    return str(KIND_LABELS.get(kind, kind.replace("_", " ").capitalize()))


def stance_label(stance: str) -> str:
    """Return what a stance is called; an unknown one reads as its own name."""
    return str(STANCE_LABELS.get(stance, stance))


UNSURE_LABELS: dict[str, Promise] = {
    "in_force": _("Possibly still in force"),
    "suspended": _("Possibly still suspended"),
    "ended": _("Ended, possibly in force again"),
    "not_listed": _("Possibly listed already"),
}


ENDING_LABELS: dict[str, Promise] = {
    "replaced": _("Entry replaced by another"),
    "merged": _("Entry merged into another"),
    "transferred": _("Entry transferred to another list"),
}


def event_label(kind: str, *, end_reason: str = "") -> str:
    """Return what an event is called; where another entry continues this one, it is called no removal."""
    ending = ENDING_LABELS.get(end_reason)
    return str(ending) if ending else kind_label(kind)


def status_label(status: str, *, certain: bool = True) -> str:
    """Return the label of a status, saying what else is possible where the dates leave it open.

    'Unknown' already says so.
    """
    label = STATUS_LABELS.get(status, status.replace("_", " ").capitalize())
    return str(label if certain else UNSURE_LABELS.get(status, label))
