"""A text in paragraphs and sentences, each with where it stands: offsets in code points."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
# The end of a sentence: its mark, marks that close a quotation or a bracket, and space.
_STOP = re.compile(
    r"""[.!?\u2026\u06d4\u061f\u0964\u3002\uff01\uff1f]+["'\u2019\u201d\u00bb)\]]*(?:\s+|(?<=[\u3002\uff01\uff1f]))"""
)
_LONGEST_SENTENCE = 2_000


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end]."""

    start: int
    end: int


def paragraphs(text: str, *, wrapped: bool = False) -> list[Span]:
    """The paragraphs of `text`: its lines; with `wrapped`, where lines are broken, what empty lines part."""
    found = (_BLOCK if wrapped else _LINE).finditer(text)
    return [_stripped(text, match.start(), match.end()) for match in found]


def sentences(text: str, paragraph: Span) -> list[Span]:
    """What `paragraph` is made of: sentences, to the last character between them; long ones in parts."""
    ends = [match.end() for match in _STOP.finditer(text, paragraph.start, paragraph.end)]
    found: list[Span] = []
    start = paragraph.start
    for end in [*ends, paragraph.end]:
        while end - start > _LONGEST_SENTENCE:
            found.append(Span(start, start + _LONGEST_SENTENCE))
            start += _LONGEST_SENTENCE
        if end > start:
            found.append(Span(start, end))
            start = end
    return found


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
