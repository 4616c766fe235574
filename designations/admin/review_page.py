"""One draft for its reviewer: passages in their context, what publishing would change, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from designations.admin.confirming import Shown, shown
from designations.admin.offered import Offered
from designations.admin.refusals import explained, person
from designations.admin.review_fields import CitedRow, Row, cited_on_both, compared, told
from designations.admin.review_queue import SHOWN, UNDECIDED, chosen, following, query_of
from designations.admin.review_standing import drawn
from designations.alerts.match import Told, would_reach
from designations.editorial.access import may
from designations.editorial.cautions import Considered, cautions_of
from designations.editorial.draft import submit
from designations.editorial.errors import EditorialError
from designations.editorial.evidence import Evidence, evidence_of_draft, evidence_of_version
from designations.editorial.insert import RELATED_TO_VERSION
from designations.editorial.preview import Preview, preview
from designations.editorial.proposed import today
from designations.editorial.publish import publish
from designations.editorial.review import review
from designations.models import Change, Draft, EventVersion, Resolution
from designations.models.draft import overtaken

_DONE = {
    "approve": "Approved.",
    "send_back": "Sent back to its author.",
    "reject": "Rejected.",
    "publish": "Published.",
    "submit": "Sent for review.",
}


@dataclass(frozen=True, slots=True)
class Sides:
    """What a correction or a retraction replaces, beside what comes instead."""

    rows: list[Row]
    citations: list[CitedRow]


def page_view(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """The page of one draft."""
    user, filters = person(request), chosen(request.GET)
    draft = get_object_or_404(_drafts(), pk=pk)
    head = _head(draft) if draft.corrects_id else None
    evidence = evidence_of_version(head) if draft.retracts and head else evidence_of_draft(draft)
    day, known = today(), draft.known_seq
    open_ = draft.state in UNDECIDED
    found = preview(draft, head=head, evidence=evidence, known_at=known, today=day) if open_ else Preview()
    context = {
        **site.each_context(request),
        "title": _title(draft),
        "draft": draft,
        "head": head,
        "fields": [] if head else [row for row in _told(draft) if row[1]],
        "sides": _sides(draft, head, evidence) if head and not draft.retracts else None,
        "retracted": [row for row in _told_of(head) if row[1]] if head and draft.retracts else [],
        "evidence": evidence,
        "standings": [
            drawn(standing, number=number, today=day) for number, standing in enumerate(found.standings)
        ],
        "entries_ended": found.entries_ended,
        "cautions": _cautions(draft, evidence) if open_ else [],
        "open": open_,
        "reached": would_reach(told=_reaching(draft, head), known=known) if open_ else 0,
        "offered": Offered.on(draft, user=user),
        "may_change": draft.author_id == user.pk or may(user, "publish_event"),
        "query": query_of(filters),
        "shown": SHOWN[filters["show"]],
    }
    return TemplateResponse(request, "admin/review/draft.html", context)


def next_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on to the draft that comes after this one in the queue, else back to the queue."""
    filters = chosen(request.GET)
    coming = following(get_object_or_404(Draft, pk=pk), filters, user=person(request))
    where = reverse("admin:review_draft", args=[coming]) if coming else reverse("admin:review_queue")
    return redirect(f"{where}?{query_of(filters)}")


def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision on one draft, then go on to the next in the queue; a refusal is told on its page."""
    draft, decision = get_object_or_404(Draft, pk=pk), request.POST.get("decision", "")
    filters = chosen(QueryDict(request.POST.get("queue", "")).dict())
    if decision not in _DONE:
        raise PermissionDenied
    by, link = person(request), ""
    try:
        if decision == "publish":
            [event] = publish([draft], by=by, announce="announce" in request.POST)
            page = reverse("admin:designations_event_change", args=[event.pk])
            link = format_html(' <a href="{}">The event</a>', page)
        elif decision == "submit":
            submit(draft, by=by)
        else:
            comment = request.POST.get("review_comment", "")[:1000]
            review(draft, by=by, verdict=decision, comment=comment)
    except EditorialError as refusal:
        messages.error(request, explained(refusal))
        return redirect(f"{reverse('admin:review_draft', args=[pk])}?{query_of(filters)}")
    coming = following(draft, filters, user=by)
    where = reverse("admin:review_draft", args=[coming]) if coming else reverse("admin:review_queue")
    rest = "This is the next in the queue." if coming else "Nothing else waits in this queue."
    messages.success(request, format_html("{} {}{}", _DONE[decision], rest, link))
    return redirect(f"{where}?{query_of(filters)}")


_RELATED = (
    "author", "reviewer", "edited_by", "entity", "corrects", "published_as", "list",
    "on_behalf_of_jurisdiction", "on_behalf_of_entity", "about", "act", "within", "continued_by",
)  # fmt: skip


def _title(draft: Draft) -> str:
    what = "Retraction" if draft.retracts else "Correction" if draft.corrects_id else "New event"
    return f"{what}: {draft.get_kind_display()}, {draft.entity or 'the whole list'}"


def _drafts() -> QuerySet[Any]:
    """Drafts with all that the page names of them, and the number of the last change: one query."""
    answers = Draft.resolves.through.objects.filter(draft=OuterRef("pk")).values("event__public_id")
    rows = Draft.objects.select_related(*_RELATED)
    return rows.annotate(
        answers=ArraySubquery(answers), known_seq=Change.objects.newest(), is_overtaken=overtaken()
    )


def _head(draft: Draft) -> Any:
    """The version that `draft` corrects or retracts, likewise."""
    answers = Resolution.objects.filter(answer=OuterRef("pk")).values("event__public_id")
    rows = EventVersion.objects.select_related(*RELATED_TO_VERSION).annotate(answers=ArraySubquery(answers))
    return rows.filter(event=draft.corrects_id).latest("version")


def _told(draft: Any) -> list[tuple[str, str]]:
    return told(draft, entity=draft.entity, answers=draft.answers)


def _told_of(head: Any) -> list[tuple[str, str]]:
    entity = head.designation.entity if head.designation else None
    return told(head, entity=entity, answers=head.answers)


def _cautions(draft: Any, evidence: Sequence[Evidence]) -> list[Shown]:
    citations = [one.citation for one in evidence]
    [found] = cautions_of([Considered(draft=draft, citations=citations, is_overtaken=draft.is_overtaken)])
    return shown(found)


def _sides(draft: Draft, head: EventVersion, evidence: Sequence[Evidence]) -> Sides:
    return Sides(
        rows=compared(_told_of(head), _told(draft)),
        citations=cited_on_both(
            list(head.citations.select_related("source")), [one.citation for one in evidence]
        ),
    )


def _reaching(draft: Draft, head: EventVersion | None) -> list[Told]:
    """What the change would tell of: the event as it becomes and, of a correction, as it was."""
    found = [Told(draft.kind, draft.list_id, draft.entity_id)]
    if head is not None:
        entity = head.designation.entity_id if head.designation else None
        found.append(Told(head.kind, head.list_id, entity))
    return found
