"""A quotation must occur in what was captured from its source."""

from collections.abc import Collection, Iterable
from datetime import date
from hashlib import sha256

from django.utils import timezone

from designations.editorial.errors import Incomplete
from designations.models import Capture, Citation, Source
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


def tombstones_of(sources: Iterable[Source]) -> set[tuple[int, str]]:
    """What is left of the redacted quotations of `sources`, each beside the key of its source."""
    redacted = Citation.objects.filter(source__in=list(sources)).exclude(redacted_because="")
    return set(redacted.values_list("source_id", "quote"))


def verified(
    fields: CitationFields, *, captures: list[Capture], tombstones: Collection[tuple[int, str]] | None = None
) -> Citation:
    """An unsaved `Citation` with capture and offsets; its quote is the passage as the capture has it.

    Raises `Incomplete` on `quote`: with the nearest passage where it does not occur, where it is missing
    although the source was captured, where the source was not captured, and where the passage was redacted.
    Without `tombstones`, as `tombstones_of` finds them, the database is asked for those of this source.
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
    for capture in captures:
        try:
            passage = locate(quote=fields.quote, text=capture.text)
        except QuoteRefused as error:
            refusals.append(error)
            continue
        if _tombstone(fields.source, quote=passage.text) in (
            tombstones_of([fields.source]) if tombstones is None else tombstones
        ):
            raise _refused("This passage was redacted, for law or harm; it is not shown again.")
        citation.capture, citation.quote = capture, passage.text
        citation.start, citation.end = passage.start, passage.end
        return citation
    # The newest capture is the one the editor has before them.
    raise _refused(str(refusals[0])) from refusals[0]


def _refused(message: str) -> Incomplete:
    return Incomplete({"quote": [message]})


def _tombstone(source: Source, *, quote: str) -> tuple[int, str]:
    return source.pk, f"sha256:{sha256(quote.encode()).hexdigest()}"


def known_by(source: Source, *, captured: Iterable[Capture] = ()) -> date:
    """The day by which `source` shows an undated event to have happened.

    The day it was published, else the day of its first capture, else today; never later than today.
    """
    day = timezone.now().date()
    if source.published_on:
        return min(source.published_on.hi, day)
    return min((capture.retrieved_at.date() for capture in captured), default=day)
