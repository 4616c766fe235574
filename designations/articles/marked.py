"""The text of a capture as it is read: in pages, paragraphs and sentences, with what is cited marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from designations.text.passages import Span, paragraphs, sentences

_ON_A_PAGE = 60_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that is cited already: where it stands, and by what."""

    start: int
    end: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text from `start` on; `numbers` are the marks it lies in, `ends` those that it ends."""

    start: int
    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One page of a text: paragraphs of sentences of pieces. Pages are numbered from 1."""

    number: int
    count: int
    paragraphs: list[list[list[Piece]]]


def page_of(
    text: str, *, marks: Sequence[Mark], number: int = 1, at: int | None = None, wrapped: bool = False
) -> ReadingPage:
    """Page `number` of `text`, or the one on which the character `at` stands."""
    pages = _pages(text, wrapped=wrapped)
    if at is not None:
        number = 1 + sum(1 for page in pages[1:] if page[0].start <= at)
    number = max(1, min(number, len(pages)))
    shown = pages[number - 1]
    near = [
        (n, mark)
        for n, mark in enumerate(marks, start=1)
        if shown and mark.start < shown[-1].end and mark.end > shown[0].start
    ]
    found = [[_pieces(text, sentence, near) for sentence in sentences(text, span)] for span in shown]
    return ReadingPage(number, len(pages), found)


def _pages(text: str, *, wrapped: bool) -> list[list[Span]]:
    pages: list[list[Span]] = [[]]
    for whole in paragraphs(text, wrapped=wrapped):
        # A paragraph longer than a page goes on to the next.
        for start in range(whole.start, whole.end, _ON_A_PAGE):
            span = Span(start, min(start + _ON_A_PAGE, whole.end))
            if pages[-1] and span.end - pages[-1][0].start > _ON_A_PAGE:
                pages.append([])
            pages[-1].append(span)
    return pages


def _pieces(text: str, sentence: Span, marks: Sequence[tuple[int, Mark]]) -> list[Piece]:
    inside = [(n, m) for n, m in marks if m.start < sentence.end and m.end > sentence.start]
    bounds = {sentence.start, sentence.end}
    bounds |= {
        place for _, m in inside for place in (m.start, m.end) if sentence.start < place < sentence.end
    }
    cuts = sorted(bounds)
    return [
        Piece(
            start,
            text[start:end],
            tuple(n for n, m in inside if m.start <= start and m.end >= end),
            tuple(n for n, m in inside if m.end == end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]
