"""Reading a capture, and picking the passage to cite from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.chosen import Chosen
from designations.admin.refusals import person
from designations.articles.alike import alike
from designations.articles.difference import difference
from designations.articles.marked import Mark, page_of
from designations.editorial.access import may
from designations.editorial.draft import EDITABLE
from designations.models import (
    Capture,
    CaptureRequest,
    Citation,
    Draft,
    DraftCitation,
    EventKind,
    EventVersion,
)
from designations.text.passage_ends import locate_by_ends
from designations.text.quotes import LONGEST, Quote, QuoteNotFound, QuoteRefused, locate

if TYPE_CHECKING:
    from designations.admin.captures import CaptureAdmin

# What articles mostly hold, each with the key that goes to its form.
_KINDS = [
    (kind.value, kind.label, key)
    for key, kind in (
        ("l", EventKind.LISTED), ("d", EventKind.DELISTED), ("u", EventKind.SUSPENDED),
        ("p", EventKind.DELISTING_PROPOSED), ("s", EventKind.STATEMENT), ("c", EventKind.COURT_RULING),
    )
]  # fmt: skip
_MOST_MARKS = 200
_MOST_SHOWN = 20
_UNFINISHED = [*EDITABLE, Draft.State.APPROVED]


class PickForm(forms.Form):
    """The passage to cite: selected with the script, else copied into the field."""

    quote = forms.CharField(
        label="Passage",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "pick-length"}),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def picked(self, capture: Capture) -> Chosen | None:
        """The passage in `capture`; None, with the reason on the field, if it cannot be quoted."""
        if not self.is_valid():
            return None
        try:
            found = _found(self.cleaned_data["quote"], capture.text, at=self.cleaned_data.get("start"))
        except QuoteRefused as refusal:
            self.add_error("quote", str(refusal))
            return None
        return Chosen(capture, found.start, found.end)


def _found(quote: str, text: str, *, at: int | None) -> Quote:
    try:
        return locate(quote=quote, text=text, at=at)
    except QuoteNotFound:
        # Whoever knows the text says where the passage begins and where it ends.
        by_ends = locate_by_ends(quote=quote, text=text)
        if by_ends is None:
            raise
        return by_ends


def read_view(admin: CaptureAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a capture to read; with `for` and `quote`, on to the form that cites the passage."""
    capture = _capture(request, pk)
    wants, _, kind = request.GET.get("for", "").partition("-")
    form = PickForm(request.GET) if wants else PickForm()
    if wants or "more" in request.GET:
        # Whoever comes back from a draft goes on to the next passage.
        form.fields["quote"].widget.attrs["autofocus"] = True
    picked = form.picked(capture) if wants else None
    if picked is not None and wants == "existing":
        return redirect(f"{reverse('admin:designations_capture_events', args=[capture.pk])}?{picked.query}")
    if picked is not None:
        known = f"&kind={kind}" if kind in EventKind.values else ""
        return redirect(f"{reverse('admin:designations_draft_add')}?{picked.query}{known}")
    marks = marks_of(capture)
    page = page_of(
        capture.text, marks=marks, number=_number(request, "page") or 1, at=_number(request, "at"),
        wrapped=capture.media_type == "application/pdf",
    )  # fmt: skip
    others = list(
        capture.source.captures.exclude(pk=capture.pk)
        .defer("text")
        .select_related("captured_by")[:_MOST_SHOWN]
    )
    failures = capture.source.capture_requests.filter(
        state=CaptureRequest.State.FAILED, finished_at__gt=capture.retrieved_at
    )
    return TemplateResponse(request, "admin/designations/capture/read.html", {
        **admin.admin_site.each_context(request),
        "title": str(capture.source),
        "opts": admin.opts,
        "capture": capture,
        "source": capture.source,
        "page": page,
        "marks": marks,
        "form": form,
        "longest": LONGEST,
        "kinds": _KINDS,
        "others": others,
        "earlier": next((row for row in others if row.pk < capture.pk), None),
        "failures": failures[:3],
        "alike": alike(capture),
        "may_draft": may(person(request), "submit_draft"),
        "may_cite": may(person(request), "publish_event"),
    })  # fmt: skip


def compare_view(admin: CaptureAdmin, request: HttpRequest, pk: int, older: int) -> HttpResponse:
    """What changed between two captures of one source."""
    capture = _capture(request, pk)
    before = get_object_or_404(capture.source.captures.select_related("captured_by"), pk=older)
    redacted = bool(capture.redacted_because or before.redacted_because)
    return TemplateResponse(request, "admin/designations/capture/compare.html", {
        **admin.admin_site.each_context(request),
        "title": "What changed between two captures",
        "opts": admin.opts,
        "capture": capture,
        "before": before,
        "source": capture.source,
        "is_redacted": redacted,
        "difference": None if redacted else difference(before.text, capture.text),
    })  # fmt: skip


def marks_of(capture: Capture) -> list[Mark]:
    """The passages of `capture` that are cited by published events or in drafts, in order; two queries."""
    latest = EventVersion.objects.current().filter(pk=OuterRef("version"), retraction_reason="")
    published = (
        Citation.objects.filter(Exists(latest), capture=capture, start__isnull=False)
        .select_related("version__event", "version__list", "version__designation__entity")
        .order_by("start", "pk")[:_MOST_MARKS]
    )
    marks = [
        Mark(row.start or 0, row.end or 0, str(row.version), _page("event", row.version.event_id))
        for row in published
    ]
    drafted = (
        DraftCitation.objects.filter(
            Q(capture=capture) | Q(capture=None), source=capture.source_id, draft__state__in=_UNFINISHED
        )
        .exclude(quote="")
        .select_related("draft__list", "draft__entity")[:_MOST_MARKS]
    )
    for row in drafted:
        is_there = row.start is not None and capture.text.startswith(row.quote, row.start)
        start = row.start if is_there and row.start is not None else capture.text.find(row.quote)
        if start >= 0:
            label = f"Draft: {row.draft}"
            marks.append(Mark(start, start + len(row.quote), label, _page("draft", row.draft_id)))
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _capture(request: HttpRequest, pk: int) -> Capture:
    if not may(person(request), "view_capture"):
        raise PermissionDenied
    found: Capture = get_object_or_404(Capture.objects.select_related("source", "captured_by"), pk=pk)
    return found


def _page(model: str, pk: int) -> str:
    return reverse(f"admin:designations_{model}_change", args=[pk])


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def read_url(capture: Capture, **query: Any) -> str:
    """The address at which `capture` is read."""
    url = reverse("admin:designations_capture_read", args=[capture.pk])
    return f"{url}?{urlencode(query)}" if query else url
