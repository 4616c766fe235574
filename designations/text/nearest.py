"""The passage of a long text that is most like a quote, found in time linear in the text.

A full alignment over a megabyte would take minutes. So the stretches that share the rarest three-letter
sequences with the quote are found first, and only those few are aligned.
"""

from collections import Counter, defaultdict

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

_GRAM = 3
_SHORTEST_STRETCH = 40
_CANDIDATES = 4
_WORD_REACH = 20


def nearest_span(*, wanted: str, text: str) -> tuple[int, int] | None:
    """Return [start, end) of the passage of folded `text` most like `wanted`; None if nothing is.

    Words are separated by single spaces. Case is ignored here: a quote that differs in case alone should
    be shown the passage it meant.
    """
    wanted, text = _lower(wanted), _lower(text)
    reach = max(len(wanted), _SHORTEST_STRETCH)
    best: tuple[float, int, int] | None = None
    for stretch in _stretches(wanted, text, reach):
        begin, end = max(0, stretch - reach // 2), stretch + 2 * reach + reach // 2
        found = _align(wanted, text, begin, end)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best and best[1:]


def _align(wanted: str, text: str, begin: int, end: int) -> tuple[float, int, int] | None:
    """Return how alike (0 to 1) and where the passage within [begin, end) is that is most like `wanted`.

    The window that is most alike has the length of the quote, and so cuts the end off a passage of which
    the quote leaves out some words. Both its ends are therefore moved to where the likeness is greatest.
    """
    window = fuzz.partial_ratio_alignment(wanted, text[begin:end])
    if window is None:
        return None
    start, stop = begin + window.dest_start, begin + window.dest_end
    reach = len(wanted) // 2 + _WORD_REACH
    for _ in range(2):
        starts = _word_starts(text, max(begin, start - reach), min(start + reach, stop))
        start = max(starts, key=lambda at: Indel.normalized_similarity(wanted, text[at:stop]), default=start)
        stops = _word_stops(text, max(start + 1, stop - reach), min(end, stop + reach))
        stop = max(stops, key=lambda at: Indel.normalized_similarity(wanted, text[start:at]), default=stop)
    return Indel.normalized_similarity(wanted, text[start:stop]), start, stop


def _word_starts(text: str, first: int, last: int) -> list[int]:
    """Return where words begin in [first, last]; every place in a script without spaces."""
    everywhere = range(first, min(last, len(text) - 1) + 1)
    words = [at for at in everywhere if text[at] != " " and (at == 0 or text[at - 1] == " ")]
    return words or list(everywhere)


def _word_stops(text: str, first: int, last: int) -> list[int]:
    """Return where words end in [first, last], as the offsets after them."""
    everywhere = range(first, min(last, len(text)) + 1)
    words = [at for at in everywhere if text[at - 1] != " " and (at == len(text) or text[at] == " ")]
    return words or list(everywhere)


def _lower(text: str) -> str:
    """Lower the case, but keep a letter whose lower case is longer: the offsets must stay those given."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _stretches(wanted: str, text: str, length: int) -> list[int]:
    """Return where the stretches of the text begin that share most with `wanted`, best first.

    Each shared sequence counts once a stretch, and the less the more often the text has it.
    """
    size = min(_GRAM, len(wanted))
    grams = {wanted[at : at + size] for at in range(len(wanted) - size + 1)}
    frequency: Counter[str] = Counter()
    shared: defaultdict[int, set[str]] = defaultdict(set)
    for at in range(len(text) - size + 1):
        gram = text[at : at + size]
        if gram in grams:
            frequency[gram] += 1
            shared[at // length].add(gram)
    scores: Counter[int] = Counter()
    for bucket in shared:
        for first in (bucket - 1, bucket):
            both = shared.get(first, set()) | shared.get(first + 1, set())
            scores[first] = sum(1_000_000 // frequency[gram] for gram in both)
    best = sorted(scores, key=lambda first: (-scores[first], first))[:_CANDIDATES]
    return [max(0, first * length) for first in best]
