"""A quotation must occur in what was captured from its source."""

from collections.abc import Container, Iterable
from datetime import date
from hashlib import sha256

from django.utils import timezone

from designations.editorial.errors import Incomplete
from designations.models import Capture, Citation, DraftCitation, Source
from designations.models.citation import CitationFields
from designations.text.quotes import QuoteRefused, locate


def captures_of(source: Source) -> list[Capture]:
    """The captures in which a quotation may occur, newest first."""
    return list(source.captures.filter(redacted_because="").order_by("-pk"))


def captures_of_all(sources: Iterable[Source]) -> dict[int, list[Capture]]:
    """`captures_of` for each of `sources` by its key, in one query."""
    found: dict[int, list[Capture]] = {source.pk: [] for source in sources}
    for capture in Capture.objects.filter(source__in=found, redacted_because="").order_by("-pk"):
        found[capture.source_id].append(capture)
    return found


def tombstones_of(sources: Iterable[Source] | Iterable[int]) -> frozenset[tuple[int, str]]:
    """What is left of the redacted quotations of `sources`, each beside the key of its source. One query."""
    rows = Citation.objects.filter(source__in=list(sources)).exclude(redacted_because="").order_by()
    return frozenset(rows.values_list("source_id", "quote"))


def verified(
    fields: CitationFields, *, captures: list[Capture], tombstones: Container[tuple[int, str]] | None = None
) -> Citation:
    """An unsaved `Citation` with capture and offsets; its quote is the passage as the capture has it.

    Raises `Incomplete` on `quote`: with the nearest passage where it does not occur, where it is missing
    although the source was captured, where the source was not captured, and where the passage was redacted.
    `tombstones`, from `tombstones_of`, spares a query for each of many citations.
    """
    citation = Citation(
        source=fields.source,
        translation=fields.translation,
        disputes=fields.disputes,
        claimed_on=fields.claimed_on,
        known_by=known_by(fields.source, captured=captures),
    )
    if not fields.quote.strip():
        if captures:
            raise _refused("Quote the passage: this source was captured, so its words can be shown.")
        return citation
    if not captures:
        raise _refused(
            "This source has no capture to look the quotation up in. Paste its text as a capture first."
        )
    refusals: list[QuoteRefused] = []
    for capture in sorted(captures, key=lambda capture: _picked(fields, capture) is None):
        try:
            passage = locate(quote=fields.quote, text=capture.text, at=_picked(fields, capture))
        except QuoteRefused as error:
            refusals.append(error)
            continue
        if _was_redacted(fields.source, quote=passage.text, tombstones=tombstones):
            raise _refused("This passage was redacted, for law or harm; it is not shown again.")
        citation.capture, citation.quote = capture, passage.text
        citation.start, citation.end = passage.start, passage.end
        return citation
    # That is the one the editor has before them: the one picked from, else the newest.
    raise _refused(str(refusals[0])) from refusals[0]


def _refused(message: str) -> Incomplete:
    return Incomplete({"quote": [message]})


def _picked(fields: CitationFields, capture: Capture) -> int | None:
    """Where in `capture` the passage was picked, if it was picked there."""
    if isinstance(fields, Citation | DraftCitation) and fields.capture_id == capture.pk:
        return fields.start
    return None


def _was_redacted(source: Source, *, quote: str, tombstones: Container[tuple[int, str]] | None) -> bool:
    tombstone = f"sha256:{sha256(quote.encode()).hexdigest()}"
    if tombstones is not None:
        return (source.pk, tombstone) in tombstones
    return Citation.objects.filter(source=source, quote=tombstone).exclude(redacted_because="").exists()


def known_by(source: Source, *, captured: Iterable[Capture] = ()) -> date:
    """The day by which `source` shows an undated event to have happened.

    The day it was published, else the day of its first capture, else today; never later than today.
    """
    day = timezone.now().date()
    if source.published_on:
        return min(source.published_on.hi, day)
    return min((capture.retrieved_at.date() for capture in captured), default=day)
