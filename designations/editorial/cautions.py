"""What an editor should look at before a draft is saved, and a reviewer before it is approved.

A caution is no refusal: what is unusual may be right. It has an id, so that what was confirmed once is not
asked again, while something new is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model

from designations.editorial.errors import EditorialError
from designations.editorial.proposed import today, transition_days
from designations.models import (
    Change,
    Designation,
    Draft,
    DraftCitation,
    EventKind,
    EventVersion,
    Period,
)
from designations.models.event_fields import CLOSING, ON_LIST_ONLY
from designations.text.partial_dates import PartialDate

NEAR = timedelta(days=30)
# What can only happen to an entry that stands.
_OF_A_STANDING_ENTRY = CLOSING | {
    EventKind.SUSPENDED,
    EventKind.REINSTATED,
    EventKind.RENEWED,
    EventKind.AMENDED,
    EventKind.DELISTING_PROPOSED,
    EventKind.PRESENCE_CONFIRMED,
}


def needs_standing(kind: str) -> bool:
    """Whether an event of `kind` can only happen to an entry that stands."""
    return kind in _OF_A_STANDING_ENTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something to look at, with the record that it is about, if there is one."""

    id: str
    message: str
    about: Model | None = None


class Unconfirmed(EditorialError):
    """Nothing was saved, because somebody should look at `cautions` first."""

    def __init__(self, cautions: Sequence[Caution]) -> None:
        self.cautions = list(cautions)
        super().__init__("Not saved yet: look at the cautions first, and save anyway if all is right.")


def require_confirmed(found: Sequence[Caution], *, confirmed: Collection[str]) -> None:
    """Raise `Unconfirmed` unless the ids of all cautions that were `found` are among those `confirmed`."""
    if any(caution.id not in confirmed for caution in found):
        raise Unconfirmed(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the record holds of the designation that a draft is about."""

    events: Sequence[EventVersion]
    periods: Sequence[Period]

    @classmethod
    def of(cls, draft: Draft) -> Around:
        """What is known now, without the event that `draft` corrects."""
        designation = Designation.objects.filter(list=draft.list_id, entity=draft.entity_id).first()
        if designation is None or draft.entity_id is None:
            return cls(events=(), periods=())
        seq = Change.objects.known_seq()
        events = EventVersion.objects.standing(known_at=seq).filter(designation=designation)
        periods = Period.objects.known(known_at=seq).filter(designation=designation).oldest_first()
        return cls(
            events=[
                version
                for version in events.select_related("event").prefetch_related("citations__source")
                if version.event_id != draft.corrects_id
            ],
            periods=[p for p in periods if draft.corrects_id is None or p.closed_by_id != draft.corrects_id],
        )


def cautions(draft: Draft, *, citations: Sequence[DraftCitation]) -> list[Caution]:
    """What to look at in `draft`, saved or not, with its citations; a fixed number of queries."""
    found = list(_later_than_sources(draft, citations))
    if draft.kind not in EventKind.values or EventKind(draft.kind) in ON_LIST_ONLY or draft.entity_id is None:
        return found
    around = Around.of(draft)
    return [
        *_ended(draft, around),
        *_never_opened(draft, around),
        *_alike(draft, around),
        *_claims(draft, citations, around),
        *found,
    ]


def _ended(draft: Draft, around: Around) -> Iterator[Caution]:
    day = transition_days(draft)[1] or today()
    begun = [p for p in around.periods if p.start_hi is None or p.start_hi <= day]
    over = [p for p in begun if p.end_hi is not None and p.end_hi <= day]
    if needs_standing(draft.kind) and over and len(over) == len(begun):
        until = over[-1].end
        yield Caution(
            id=f"already-ended:{until}",
            message=f"The entry had already ended by then ({_said(until)}).",
            about=over[-1].closed_by,
        )


def _never_opened(draft: Draft, around: Around) -> Iterator[Caution]:
    if draft.kind not in CLOSING:
        return
    hi = transition_days(draft)[1]
    opened = [v for v in around.events if v.kind == EventKind.LISTED]
    if not any(hi is None or v.lo is None or v.lo <= hi for v in opened):
        yield Caution(
            id="never-opened",
            message="The record holds no listing that this would end; since when it stood stays unknown.",
        )


def _alike(draft: Draft, around: Around) -> Iterator[Caution]:
    mine = transition_days(draft)
    for version in around.events:
        if version.kind != draft.kind or not _near(mine, (version.lo, version.hi)):
            continue
        if draft.kind == EventKind.STATEMENT and version.speaker.casefold() != draft.speaker.casefold():
            continue
        yield Caution(
            id=f"like-event:{version.event.public_id}:{version.version}",
            message=f"A like event is on record: {version.get_kind_display()}, "
            f"{_said(str(version.occurred_on or ''))}. If it is the same, cite the passage there.",
            about=version.event,
        )


def _near(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two spans of days, the beginning of which may be open, lie within 30 days of each other."""
    if one[1] is None or other[1] is None:
        return False
    first, last = (one, other) if one[1] <= other[1] else (other, one)
    return last[0] is None or first[1] is None or last[0] - first[1] <= NEAR


def _claims(draft: Draft, citations: Sequence[DraftCitation], around: Around) -> Iterator[Caution]:
    others = [
        (str(citation.source), citation.claimed_on)
        for version in around.events
        if version.kind == draft.kind
        for citation in version.citations.all()
        if citation.claimed_on
    ]
    mine = [(str(citation.source), citation.claimed_on) for citation in citations if citation.claimed_on]
    for at, (_, claimed) in enumerate(mine):
        for source, other in [*mine[:at], *others]:
            if _disjoint(claimed, other):
                yield Caution(
                    id=f"claimed-dates:{claimed}:{other}",
                    message=f"The dates that sources claim differ: {claimed.describe()} here, "
                    f"{other.describe()} in '{source}'.",
                )


def _disjoint(one: PartialDate, other: PartialDate) -> bool:
    return bool((one.lo and one.lo > other.hi) or (other.lo and other.lo > one.hi))


def _later_than_sources(draft: Draft, citations: Sequence[DraftCitation]) -> Iterator[Caution]:
    when = draft.occurred_on
    for citation in citations:
        published = citation.source.published_on
        if when and when.lo and published and when.lo > published.hi and not citation.disputes:
            yield Caution(
                id=f"after-source:{citation.source_id}:{when}",
                message=f"It is dated {when.describe()}, and '{citation.source}', which supports it, was "
                f"published before: {published.describe()}.",
                about=citation.source,
            )


def _said(form: str) -> str:
    return PartialDate.parse(form).describe() if form else "date unknown"
