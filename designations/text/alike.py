"""Texts that say nearly the same have fingerprints that differ in few bits (Charikar's simhash)."""

import re
from hashlib import blake2b
from itertools import islice

from designations.text.quotes import fold_with_offsets

_WORD = re.compile(r"\w+")
_MOST_WORDS = 20_000
# Below this, two texts on one matter are alike by their few common words alone.
LEAST_WORDS = 20
_RUN = 2


def fingerprint(text: str) -> int | None:
    """64 bits of `text` as a signed number, from its runs of words; None for a text too short to compare.

    Typesetting and case do not count. Bounded: of a very long text only the beginning is looked at.
    """
    folded = fold_with_offsets(text[: _MOST_WORDS * 12]).text.casefold()
    words = [match.group() for match in islice(_WORD.finditer(folded), _MOST_WORDS)]
    if len(words) < LEAST_WORDS:
        return None
    # How often each value of each byte occurs: the bits are summed over 256 values and not over all runs.
    found = [[0] * 256 for _ in range(8)]
    runs = len(words) - _RUN + 1
    for number in range(runs):
        digest = blake2b(" ".join(words[number : number + _RUN]).encode(), digest_size=8).digest()
        for place, value in enumerate(digest):
            found[place][value] += 1
    bits = 0
    for counts in found:
        for bit in range(7, -1, -1):
            ones = sum(count for value, count in enumerate(counts) if value >> bit & 1)
            bits = bits << 1 | (ones * 2 > runs)
    return bits - (1 << 64) if bits >> 63 else bits
