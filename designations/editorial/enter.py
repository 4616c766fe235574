"""Many new drafts at once, under the rules of `save_draft`, in as many queries for a thousand as for ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction

from designations.editorial.access import require
from designations.editorial.errors import Incomplete, NotAllowedNow
from designations.editorial.quotes import tombstones_of, verified
from designations.models import Capture, Draft, DraftCitation, Event

# Texts of captures are long: no more sources than these are held at a time.
_SOURCES = 20


@dataclass(slots=True)
class NewDraft:
    """Unsaved rows of one draft."""

    draft: Draft
    citations: list[DraftCitation] = field(default_factory=list)
    resolves: list[Event] = field(default_factory=list)


def enter(many: Sequence[NewDraft], *, by: User) -> list[Draft]:
    """Save `many` new drafts as written by `by`, open, each with its citations; all of them or none.

    Raises `PermissionRefused`, `NotAllowedNow` for what is no new draft, `Incomplete` for a quotation that
    does not occur in its source's capture.
    """
    require(by, "submit_draft")
    if any(new.draft.pk or new.draft.corrects_id for new in many):
        raise NotAllowedNow("Only new drafts are entered together; a correction starts at its event.")
    citations = [citation for new in many for citation in new.citations]
    for citation, refusal in refused_quotes(citations):
        raise Incomplete(refusal.errors, subject=str(citation))
    links = Draft.resolves.through
    with transaction.atomic():
        for new in many:
            new.draft.author = new.draft.edited_by = by
            new.draft.state = Draft.State.OPEN
        drafts = Draft.objects.bulk_create([new.draft for new in many], batch_size=500)
        for new in many:
            for citation in new.citations:
                citation.draft = new.draft
        DraftCitation.objects.bulk_create(citations, batch_size=1000)
        links._default_manager.bulk_create(
            [links(draft=new.draft, event=event) for new in many for event in new.resolves], batch_size=2000
        )
    return drafts


def refused_quotes(citations: Sequence[DraftCitation]) -> Iterator[tuple[DraftCitation, Incomplete]]:
    """The citations whose quotation cannot be kept, each with the reason. Two queries for 20 sources."""
    by_source: dict[int, list[DraftCitation]] = defaultdict(list)
    for citation in citations:
        by_source[citation.source_id].append(citation)
    keys = sorted(by_source)
    for start in range(0, len(keys), _SOURCES):
        some = keys[start : start + _SOURCES]
        captures: dict[int, list[Capture]] = defaultdict(list)
        for capture in Capture.objects.filter(source__in=some, redacted_because="").order_by("-pk"):
            captures[capture.source_id].append(capture)
        tombstones = tombstones_of(some)
        for key in some:
            for citation in by_source[key]:
                try:
                    verified(citation, captures=captures[key], tombstones=tombstones)
                except Incomplete as refusal:
                    yield citation, refusal
