"""A passage pointed at by its first and last words, as `the court ... in 2003`: quicker than copying it."""

from __future__ import annotations

import re

from .quotes import LONGEST, Quote, fold_with_offsets

_BETWEEN = re.compile(r"\s*(?:\.{3,}|\u2026)\s*")
_MOST_TRIES = 1000


def locate_by_ends(*, quote: str, text: str) -> Quote | None:
    """The first passage of at most 500 characters that begins and ends as `quote` says.

    None if there is none, or if `quote` is not two runs of words with an ellipsis between them.
    """
    ends = [fold_with_offsets(part).text.strip() for part in _BETWEEN.split(quote.strip())]
    if len(ends) != 2 or not all(ends):
        return None
    first, last = ends
    folded = fold_with_offsets(text)
    begin = folded.text.find(first)
    for _ in range(_MOST_TRIES):
        if begin < 0:
            return None
        found = folded.text.find(last, begin + len(first), begin + LONGEST)
        if found >= 0:
            start, end = folded.span(begin, found + len(last))
            if end - start <= LONGEST:
                return Quote(start, end, text[start:end])
        begin = folded.text.find(first, begin + 1)
    return None
