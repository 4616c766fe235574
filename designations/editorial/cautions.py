"""What an editor should look at before a draft is saved, and a reviewer before it is approved.

A caution is no refusal: what is unusual may be right. It has an id, so that what was confirmed once is not
asked again, while something new is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model

from designations.editorial.around import Around, around
from designations.editorial.errors import EditorialError
from designations.editorial.proposed import today, transition_days
from designations.models import Draft, EventKind
from designations.models.citation import CitationFields
from designations.models.draft import overtaken
from designations.models.event_fields import CLOSING, ON_LIST_ONLY
from designations.text.partial_dates import PartialDate

UNSUPPORTED = "unsupported"
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
    """Something to look at, with the record that it is about, if there is one.

    One that `asks` nothing is told to whoever decides: whoever saves the draft cannot help it, or meant it.
    """

    id: str
    message: str
    about: Model | None = None
    asks: bool = True


class Unconfirmed(EditorialError):
    """Nothing was saved, because somebody should look at `cautions` first."""

    def __init__(self, cautions: Sequence[Caution]) -> None:
        self.cautions = list(cautions)
        super().__init__("Not saved yet: look at the cautions first, and save anyway if all is right.")


def require_confirmed(found: Sequence[Caution], *, confirmed: Collection[str]) -> None:
    """Raise `Unconfirmed` unless the ids of all cautions `found` that ask are among those `confirmed`."""
    asking = [caution for caution in found if caution.asks]
    if any(caution.id not in confirmed for caution in asking):
        raise Unconfirmed(asking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A draft, saved or not, with its citations, and whether the event that it changes has changed since.

    Their sources, and the event, are fetched already where many are considered.
    """

    draft: Draft
    citations: Sequence[CitationFields]
    is_overtaken: bool = False


def cautions(draft: Draft, *, citations: Sequence[CitationFields]) -> list[Caution]:
    """What to look at in `draft`, saved or not, with its citations; two queries at most."""
    late = (
        draft.corrects_id is not None
        and draft.pk is not None
        and Draft.objects.filter(overtaken(), pk=draft.pk).exists()
    )
    [found] = cautions_of([Considered(draft=draft, citations=citations, is_overtaken=late)])
    return found


def cautions_of(considered: Sequence[Considered]) -> list[list[Caution]]:
    """What to look at in each draft, in their order; one query for any number of them."""
    known = around([one.draft for one in considered])
    found = []
    for one, its in zip(considered, known, strict=True):
        # What says the same of several sources is said once.
        by_id: dict[str, Caution] = {}
        for caution in _all(one, its):
            by_id.setdefault(caution.id, caution)
        found.append(list(by_id.values()))
    return found


def _all(one: Considered, its: Around) -> Iterator[Caution]:
    draft, citations = one.draft, one.citations
    if one.is_overtaken:
        yield _overtaken(draft)
    if draft.retracts:
        # It says nothing of its own that could be unusual.
        return
    yield from _support(citations)
    if draft.kind in EventKind.values and draft.kind not in ON_LIST_ONLY and draft.entity_id is not None:
        yield from _ended(draft, its)
        yield from _never_opened(draft, its)
        yield from _alike(draft, its)
        yield from _claims(draft, citations, its)
    yield from _later_than_sources(draft, citations)


def _overtaken(draft: Draft) -> Caution:
    what = "retraction" if draft.retracts else "correction"
    return Caution(
        id=f"overtaken:{draft.corrects_seq}",
        message=f"The event changed since this {what} was begun; it can no longer be published.",
        about=draft.corrects,
        asks=False,
    )


def _support(citations: Sequence[CitationFields]) -> Iterator[Caution]:
    if all(citation.disputes for citation in citations):
        yield Caution(id=UNSUPPORTED, message="No source supports it yet.", asks=False)
    for citation in citations:
        if citation.disputes:
            yield Caution(
                id=f"disputed:{citation.source.pk}",
                message=f"A source disputes it: '{citation.source}'.",
                about=citation.source,
                asks=False,
            )


def _ended(draft: Draft, its: Around) -> Iterator[Caution]:
    day = transition_days(draft)[1] or today()
    begun = [p for p in its.periods if p.start_hi is None or p.start_hi <= day]
    over = [p for p in begun if p.end_hi is not None and p.end_hi <= day]
    if needs_standing(draft.kind) and over and len(over) == len(begun):
        until = over[-1].end
        yield Caution(
            id=f"already-ended:{until}",
            message=f"The entry had already ended by then ({_said(until)}).",
            about=over[-1].closed_by,
        )


def _never_opened(draft: Draft, its: Around) -> Iterator[Caution]:
    if draft.kind not in CLOSING:
        return
    hi = transition_days(draft)[1]
    opened = [one for one in its.events if one.kind == EventKind.LISTED]
    if not any(hi is None or one.lo is None or one.lo <= hi for one in opened):
        yield Caution(
            id="never-opened",
            message="The record holds no listing that this would end; since when it stood stays unknown.",
        )


def _alike(draft: Draft, its: Around) -> Iterator[Caution]:
    mine = transition_days(draft)
    for known in its.events:
        if known.kind != draft.kind or not _near(mine, (known.lo, known.hi)):
            continue
        if draft.kind == EventKind.STATEMENT and known.speaker.casefold() != draft.speaker.casefold():
            continue
        yield Caution(
            id=f"like-event:{known.event.public_id}:{known.version}",
            message=f"A like event is on record: {known.kind.label}, "
            f"{_said(str(known.occurred_on or ''))}. If it is the same, cite the passage there.",
            about=known.event,
        )


def _near(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two spans of days, the beginning of which may be open, lie within 30 days of each other."""
    if one[1] is None or other[1] is None:
        return False
    first, last = (one, other) if one[1] <= other[1] else (other, one)
    return last[0] is None or first[1] is None or last[0] - first[1] <= NEAR


def _claims(draft: Draft, citations: Sequence[CitationFields], its: Around) -> Iterator[Caution]:
    others = [claim for known in its.events if known.kind == draft.kind for claim in known.claims]
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


def _later_than_sources(draft: Draft, citations: Sequence[CitationFields]) -> Iterator[Caution]:
    when = draft.occurred_on
    for citation in citations:
        published = citation.source.published_on
        if when and when.lo and published and when.lo > published.hi and not citation.disputes:
            yield Caution(
                id=f"after-source:{citation.source.pk}:{when}",
                message=f"It is dated {when.describe()}, and '{citation.source}', which supports it, was "
                f"published before: {published.describe()}.",
                about=citation.source,
            )


def _said(form: str) -> str:
    return PartialDate.parse(form).describe() if form else "date unknown"
