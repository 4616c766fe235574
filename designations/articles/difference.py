"""What changed between two captures of one source: paragraph by paragraph, and word by word within."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PARAGRAPHS = 3_000
_MOST_WORDS = 1_500
_MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have ('same'), that only the older ('del') or only the newer one has ('ins')."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph in pieces, or how many that are the same in both were left out before the next."""

    pieces: list[Piece] = field(default_factory=list)
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """The parts that differ. `is_cut`: the texts are too long to compare, or differ in more than is shown."""

    parts: list[Part]
    is_cut: bool = False


def difference(old: str, new: str) -> Difference:
    """What was changed from `old` to `new`. Bounded in time whatever the texts are."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return Difference([], is_cut=True)
    parts: list[Part] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        parts += [Part(skipped=j - i)] if kind == "equal" else _changed(before[i:j], after[k:m])
        if len(parts) > _MOST_SHOWN:
            return Difference(parts[:_MOST_SHOWN], is_cut=True)
    return Difference(parts)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    """Paragraphs in pairs, word by word where they have something in common."""
    for number in range(max(len(before), len(after))):
        old = before[number] if number < len(before) else ""
        new = after[number] if number < len(after) else ""
        yield Part(_words(old, new))


def _words(old: str, new: str) -> list[Piece]:
    left, right = _WORD.findall(old), _WORD.findall(new)
    whole = [Piece(kind, text) for kind, text in (("del", old), ("ins", new)) if text]
    if not old or not new or max(len(left), len(right)) > _MOST_WORDS:
        return whole
    matcher = SequenceMatcher(None, left, right)
    if matcher.ratio() < 0.4:
        return whole
    pieces: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(left[i:j])))
            continue
        pieces += [Piece("del", "".join(left[i:j]))] if j > i else []
        pieces += [Piece("ins", "".join(right[k:m]))] if m > k else []
    return pieces
