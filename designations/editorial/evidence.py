"""The passages of a draft where they stand in what was captured, for whoever reviews it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, OuterRef, Subquery

from designations.editorial.quotes import known_by
from designations.models import Capture, Citation, Draft, DraftCitation, EventVersion
from designations.models.citation import CitationFields
from designations.text.quotes import QuoteRefused, locate

AROUND = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One citation: the passage with what stands before and after it, or why it cannot be shown there.

    `known_by` is the day by which its source shows an undated event to have happened.
    """

    citation: CitationFields
    known_by: date
    before: str = ""
    passage: str = ""
    after: str = ""
    retrieved_at: datetime | None = None
    refused: str = ""


def evidence_of_draft(draft: Draft) -> list[Evidence]:
    """The citations of `draft` in their order; two queries."""
    rows = list(draft.citations.select_related("source").annotate(first=_first_known()))
    captures = defaultdict[int, list[Capture]](list)
    for capture in Capture.objects.filter(
        source__in={row.source_id for row in rows}, redacted_because=""
    ).order_by("-pk"):
        captures[capture.source_id].append(capture)
    return [_of(row, captures=captures[row.source_id], first=row.first) for row in rows]


def evidence_of_version(version: EventVersion) -> list[Evidence]:
    """The citations of a published version as they were verified when they were published; one query."""
    rows = version.citations.select_related("source", "capture").order_by("pk")
    found = []
    for row in rows:
        capture, gone = row.capture, row.redacted_because
        if gone or capture is None or row.start is None or row.end is None or capture.redacted_because:
            found.append(
                Evidence(
                    citation=row,
                    known_by=row.known_by,
                    passage="" if gone else row.quote,
                    refused=f"Redacted: {gone}" if gone else "",
                )
            )
            continue
        found.append(_around(row, capture, start=row.start, end=row.end, known=row.known_by))
    return found


def _of(row: DraftCitation, *, captures: list[Capture], first: date | None) -> Evidence:
    known = known_by(row.source, captured=captures)
    if first is not None and not row.source.published_on:
        known = min(known, first)
    if not row.quote.strip():
        missing = "No passage is quoted, although the source was captured." if captures else ""
        return Evidence(citation=row, known_by=known, refused=missing)
    refused = "The source has no capture in which the passage could be looked up."
    for capture in captures:
        try:
            found = locate(quote=row.quote, text=capture.text)
        except QuoteRefused as error:
            refused = str(error)
            continue
        return _around(row, capture, start=found.start, end=found.end, known=known)
    return Evidence(citation=row, known_by=known, passage=row.quote, refused=refused)


def _around(row: CitationFields, capture: Capture, *, start: int, end: int, known: date) -> Evidence:
    text = capture.text
    return Evidence(
        citation=row,
        known_by=known,
        before=("…" if start > AROUND else "") + text[max(start - AROUND, 0) : start],
        passage=text[start:end],
        after=text[end : end + AROUND] + ("…" if end + AROUND < len(text) else ""),
        retrieved_at=capture.retrieved_at,
    )


def _first_known() -> Subquery:
    """Of a citation of a draft the day by which its source first showed the event that the draft corrects."""
    rows = Citation.objects.filter(version__event=OuterRef("draft__corrects"), source=OuterRef("source"))
    return Subquery(rows.order_by().values("source").annotate(first=Min("known_by")).values("first"))
