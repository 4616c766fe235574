"""Drafts: written by one person, sent for review."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Min, prefetch_related_objects

from designations.editorial.access import require, require_submit
from designations.editorial.errors import Incomplete, NotAllowedNow, PermissionRefused
from designations.editorial.proposed import Proposed, complete, faults
from designations.editorial.quotes import captures_of, captures_of_all, tombstones_of, verified
from designations.models import Citation, Draft, DraftCitation, Event, EventVersion
from designations.models.event_fields import EventFields

EDITABLE = frozenset({Draft.State.OPEN, Draft.State.SENT_BACK, Draft.State.SUBMITTED})
SHARED_FIELDS = tuple(field.name for field in EventFields._meta.get_fields())


def save_draft(
    draft: Draft,
    *,
    by: User,
    citations: Sequence[DraftCitation] | None = None,
    resolves: Sequence[Event] | None = None,
) -> Draft:
    """Save `draft` with its citations (all of them; None leaves them) and what it resolves.

    Whatever was approved must be reviewed again. Raises `PermissionRefused`, `NotAllowedNow` once published
    or rejected, `Incomplete` for a quotation that does not occur in its source's capture.
    """
    require(by, "submit_draft")
    with transaction.atomic():
        if draft.pk is None:
            draft.author = by
        else:
            stored = Draft.objects.select_for_update().get(pk=draft.pk)
            if stored.retracts:
                raise NotAllowedNow("A proposed retraction is not rewritten; reject it, and propose it anew.")
            if stored.state not in EDITABLE | {Draft.State.APPROVED}:
                raise NotAllowedNow(f"This draft is {stored.get_state_display()}; write a new one.")
            if stored.author_id != by.pk and not by.has_perm("designations.publish_event"):
                raise PermissionRefused("Only its author or a publisher changes a draft.")
            draft.author_id, draft.corrects_seq = stored.author_id, stored.corrects_seq
            draft.state, draft.reviewer = Draft.State.OPEN, None
        draft.edited_by = by
        for citation in citations or ():
            verified(citation, captures=captures_of(citation.source))
        draft.save()
        if citations is not None:
            draft.citations.exclude(pk__in=[c.pk for c in citations if c.pk]).delete()
            for citation in citations:
                citation.draft = draft
                citation.save()
        if resolves is not None:
            draft.resolves.set(resolves)
    return draft


def submit(draft: Draft, *, by: User) -> Draft:
    """Send `draft` for review. Raises `Incomplete` naming every field that keeps it from publication.

    Its author does so, or somebody who reviews; raises `PermissionRefused` for others.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        require_submit(by, author_id=draft.author_id)
        if draft.state not in EDITABLE:
            raise NotAllowedNow(f"This draft is {draft.get_state_display()}.")
        # A retraction brings nothing of its own that could be missing.
        errors = {} if draft.retracts else faults(proposed_from(draft))
        if errors:
            raise Incomplete(errors, subject=str(draft))
        draft.state = Draft.State.SUBMITTED
        draft.save(update_fields=["state", "updated_at"])
    return draft


def wrote(draft: Draft, *, user: User) -> str:
    """How the words of `draft` are those of `user`, who therefore is not the second person; '' if not."""
    if user.pk == draft.author_id:
        return "you wrote this draft"
    return "you changed this draft last" if user.pk == draft.edited_by_id else ""


def proposed_from(draft: Draft) -> Proposed:
    """The event that `draft` would publish; raises `Incomplete` if one of its quotations is refused."""
    version = EventVersion(**{name: getattr(draft, name) for name in SHARED_FIELDS})
    version.author = draft.author
    version.correction_reason = draft.correction_reason
    if draft.corrects is not None:
        version.event = draft.corrects
    complete(version)
    rows = list(draft.citations.all())
    prefetch_related_objects(rows, "source")
    sources = [row.source for row in rows]
    captures, tombstones = captures_of_all(sources), tombstones_of(sources)
    citations = [verified(row, captures=captures[row.source_id], tombstones=tombstones) for row in rows]
    if draft.corrects is not None:
        _known_as_before(draft.corrects, citations)
    return Proposed(
        version=version,
        entity=draft.entity,
        citations=citations,
        resolves=list(draft.resolves.all()),
        label=str(draft),
    )


def _known_as_before(event: Event, citations: Sequence[Citation]) -> None:
    """A source without a date of its own goes on showing `event` by the day on which it first did."""
    first = dict(
        Citation.objects.filter(version__event=event)
        .order_by()
        .values_list("source")
        .annotate(first=Min("known_by"))
    )
    for citation in citations:
        if not citation.source.published_on:
            citation.known_by = min(citation.known_by, first.get(citation.source_id, citation.known_by))
