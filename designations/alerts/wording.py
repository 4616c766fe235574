"""What a mail says of an event, in neutral English: who put whom on which list, when, and who says so."""

import re
from collections.abc import Iterable

from designations.models import Citation, EventKind, EventVersion, Jurisdiction
from designations.models.event_fields import CLAIMS, EndReason
from designations.text.partial_dates import PartialDate

_PHRASES = {
    EventKind.ANNULLED: "listing annulled by a court",
    EventKind.EXPIRED: "listing expired",
    EventKind.RENEWED: "listing renewed",
    EventKind.AMENDED: "entry amended",
}
# Another entry goes on where this one ends: nobody was removed.
_ENDED = {
    EndReason.REPLACED: "entry replaced by another",
    EndReason.MERGED: "entry merged into another",
    EndReason.TRANSFERRED: "entry transferred to another list",
}
_WITH_ARTICLE = re.compile(r"(United|European|Gulf|Collective|League|Netherlands|Philippines)\b")
Facts = list[tuple[str, str]]


# What a body does itself; of the rest, only the list is its own: others propose, rule and speak.
_OWN_ACTS = frozenset(
    {
        EventKind.LISTED,
        EventKind.SUSPENDED,
        EventKind.REINSTATED,
        EventKind.DELISTED,
        EventKind.RENEWED,
        EventKind.AMENDED,
        EventKind.LIST_ESTABLISHED,
        EventKind.LIST_ABOLISHED,
        EventKind.LEGAL_CHANGED,
    }
)


def phrase(version: EventVersion) -> str:
    """What happened, as the middle of a sentence."""
    kind = EventKind(version.kind)
    if version.end_reason:
        return _ENDED[EndReason(version.end_reason)]
    if kind in CLAIMS and version.speaker:
        return kind.label.lower().replace("confirmed", "claimed")
    if kind == EventKind.STATEMENT and version.designation:
        return "statement on the listing"
    return _PHRASES.get(kind, kind.label.lower())


def place(version: EventVersion) -> str:
    """' in Russia', ' in the United States', ' by the United Nations' or ', list of the United Nations'."""
    jurisdiction = version.list.jurisdiction
    name = f"the {jurisdiction.name}" if _WITH_ARTICLE.match(jurisdiction.name) else jurisdiction.name
    if jurisdiction.kind == Jurisdiction.Kind.COUNTRY:
        return f" in {name}"
    own_act = EventKind(version.kind) in _OWN_ACTS and not version.end_reason
    return f" by {name}" if own_act else f", list of {name}"


def headline(version: EventVersion) -> str:
    """'Taliban: suspended in Russia (ru-fsb)'; of a list as a whole, the list comes first."""
    about = version.designation.entity.name if version.designation else version.list.name
    return " ".join(f"{about}: {phrase(version)}{place(version)} ({version.list.slug})".split())


def when(version: EventVersion, *, citations: Iterable[Citation]) -> str:
    """The date as it is known; of an undated event, the day by which its sources show it."""
    if version.occurred_on:
        return version.occurred_on.describe()
    known = [citation.known_by for citation in citations if not citation.disputes]
    if not known:
        return "date unknown"
    return f"date unknown, by {PartialDate.day(min(known)).describe()}"


def said_by(version: EventVersion) -> str:
    """Who spoke, and for whom."""
    behalf = version.on_behalf_of_jurisdiction or version.on_behalf_of_entity
    return f"{version.speaker}, on behalf of {behalf}" if behalf else version.speaker


def facts(version: EventVersion, *, citations: Iterable[Citation]) -> Facts:
    """Everything that is recorded of the event beside its evidence, as pairs of label and text."""
    adverse = {None: "", True: "against the designation", False: "not against the designation"}
    rows = [
        ("Event", str(EventKind(version.kind).label)),
        ("Entity", version.designation.entity.name if version.designation else ""),
        ("List", f"{version.list.name} ({version.list.slug}), {version.list.jurisdiction.name}"),
        ("Date", when(version, citations=citations)),
        ("Announced", version.announced_on.describe() if version.announced_on else ""),
        ("In effect", version.effective_on.describe() if version.effective_on else ""),
        ("By", version.actor),
        ("Said by", said_by(version)),
        ("Position", version.get_stance_display()),
        ("Act", str(version.act) if version.act else ""),
        ("Name on the list", version.name_on_list),
        ("Reference", version.reference),
        ("Listed as", version.get_mode_display() if version.within else ""),
        ("Entry", version.within.slug if version.within else ""),
        ("End of the entry", version.get_end_reason_display()),
        ("Continued by", version.continued_by.slug if version.continued_by else ""),
        ("Proposed effect", version.get_proposed_effect_display()),
        ("Ruling", adverse[version.adverse]),
        ("Summary", version.summary),
    ]
    return [(label, text) for label, text in rows if text]


def differences(before: Facts, after: Facts) -> list[tuple[str, str, str]]:
    """What a correction changed: label, what was said before, what is said now; '' where nothing is said."""
    old, new = dict(before), dict(after)
    labels = [label for label, _ in after] + [label for label, _ in before if label not in new]
    return [
        (label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label) != new.get(label)
    ]
