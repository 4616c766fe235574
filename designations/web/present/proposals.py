"""Proposals as cards: what each would do, how long it waited, what was said, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from designations.models import EventKind, EventVersion
from designations.models.event_fields import PROPOSALS
from designations.text.spans import Bounds, Span
from designations.web.cards import EventCard, Link
from designations.web.present.events import brief, known_by
from designations.web.present.heirs import Heirs
from designations.web.present.links import event_url, version_link
from designations.web.proposals import ENACTED, LAW

# What a proposal would do, where its kind does not say it already.
WOULD: dict[str, Promise] = {
    "list": gettext_lazy("would list"),
    "delist": gettext_lazy("would remove from the list"),
    "suspend": gettext_lazy("would suspend the entry"),
    "reinstate": gettext_lazy("would put the entry back in force"),
    "amend": gettext_lazy("would amend the entry"),
}
_SAID_BY_KIND = {EventKind.LISTING_PROPOSED: "list", EventKind.DELISTING_PROPOSED: "delist"}
WAY_LABELS: dict[str, Promise] = {
    "list": pgettext_lazy("proposal", "Listing"),
    "delist": pgettext_lazy("proposal", "Removal"),
    "suspend": pgettext_lazy("proposal", "Suspension"),
    "reinstate": pgettext_lazy("proposal", "Reinstatement"),
    "amend": pgettext_lazy("proposal", "Amendment"),
    LAW: pgettext_lazy("proposal", "Change of law"),
}
OUTCOMES: dict[str, Promise] = {
    "enacted": pgettext_lazy("end of a proposal", "Enacted"),
    "rejected": pgettext_lazy("end of a proposal", "Rejected"),
    "overtaken": pgettext_lazy("end of a proposal", "Overtaken"),
    "otherwise": pgettext_lazy("end of a proposal", "Answered otherwise"),
}
# What makes a proposal pointless without deciding it.
_OVERTAKING = PROPOSALS | {EventKind.LIST_ABOLISHED, EventKind.EXPIRED, EventKind.ANNULLED}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about a proposal."""

    speaker: str
    stance: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """One proposal. `waited` is how long it has been pending, or took to be answered.

    `answer` is the event that ended it, `outcome` how, `further` what answered it later; `since_then` an
    event on the same entry that came after a proposal which nothing is known to answer.
    """

    event: EventCard
    would: str
    waited: str
    said: tuple[Said, ...] = ()
    unsaid: int = 0
    outcome: str = ""
    outcome_label: str = ""
    answer: Link | None = None
    same_day: bool = False
    further: tuple[Link, ...] = ()
    since_then: Link | None = None


def way_of(row: EventVersion) -> str:
    """What a proposal proposes."""
    return LAW if row.kind == EventKind.LEGAL_CHANGE_PROPOSED else row.proposed_effect


def _would(row: EventVersion) -> str:
    way = way_of(row)
    return "" if _SAID_BY_KIND.get(EventKind(row.kind)) == way else str(WOULD.get(way, ""))


def outcome_of(proposal: EventVersion, answer: EventVersion) -> str:
    """How an answer ended a proposal."""
    if answer.kind in ENACTED.get(way_of(proposal), ()):
        return "enacted"
    if answer.kind == EventKind.PROPOSAL_REJECTED:
        return "rejected"
    return "overtaken" if answer.kind in _OVERTAKING else "otherwise"


def pending_card(
    row: EventVersion, *, heirs: Heirs, said: Sequence[Any], latest: EventVersion | None, day: date
) -> ProposalCard:
    """A proposal that is pending on `day`."""
    since = _bounds(row)
    # What is known to the month only may lie later than today: it has not waited less than no time.
    span = Span.between((since[0], min(since[1], day)), (day, day)) if since else Span(0, None)
    after = latest is not None and since is not None and latest.lo is not None and latest.lo > since[1]
    return ProposalCard(
        event=brief(row, heirs=heirs),
        would=_would(row),
        waited=span.describe(),
        since_then=version_link(latest) if latest is not None and after else None,
        **_said(said),
    )


def ended_card(
    row: EventVersion, *, heirs: Heirs, said: Sequence[Any], answers: Sequence[EventVersion]
) -> ProposalCard:
    """A proposal with what answered it first, and then."""
    answer = answers[0]
    since, until = _bounds(row), _bounds(answer)
    span = Span.between(since, until) if since and until else Span(0, None)
    outcome = outcome_of(row, answer)
    return ProposalCard(
        event=brief(row, heirs=heirs),
        would=_would(row),
        waited=span.describe(),
        same_day=span.is_none,
        outcome=outcome,
        outcome_label=str(OUTCOMES[outcome]),
        answer=version_link(answer),
        further=tuple(map(version_link, answers[1:])),
        **_said(said),
    )


def _bounds(row: EventVersion) -> Bounds | None:
    """The days between which it took effect; of an undated one that by which it is known."""
    if row.hi:
        return row.lo, row.hi
    citations: Any = getattr(row, "known_citations", ())
    by = known_by(citations)
    return (None, by) if by else None


def _said(rows: Sequence[Any]) -> dict[str, Any]:
    told = tuple(Said(row.speaker, row.stance, event_url(row.event.public_id)) for row in rows)
    return {"said": told, "unsaid": rows[0].total - len(told) if told else 0}


@dataclass(frozen=True, slots=True)
class WaitRow:
    """How long proposals of one way took in one jurisdiction; `undated` of them cannot be counted."""

    slug: str
    place: str
    way: str
    number: int
    enacted: int
    undated: int
    median: str


def wait_row(row: dict[str, Any], *, place: str) -> WaitRow:
    """One row of `proposals.waits` in words; `place` is what the page calls the jurisdiction."""
    return WaitRow(
        slug=row["slug"],
        place=place,
        way=str(WAY_LABELS.get(row["way"], _("not said"))),
        number=row["number"],
        enacted=row["enacted"],
        undated=row["number"] - row["dated"],
        median=Span(row["least"], row["most"]).describe(),
    )
