"""Folded names in Latin letters, so that one name is found whichever script it was typed and kept in.

Letter by letter: what comes out is a key to compare, nothing to be read. Scripts that cannot be spelt so,
such as Han, stay as they are. The database does the same by the table of this module.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from anyascii import anyascii

LONGEST = 500
# Greek, Cyrillic, Armenian, Hebrew, Arabic, Syriac, Thaana, the scripts of India, Sinhala, Thai, Lao,
# Georgian, the letters of Hangul, kana.
_BLOCKS = (
    (0x0370, 0x03FF), (0x0400, 0x052F), (0x0531, 0x058F), (0x05D0, 0x05F4), (0x0620, 0x06FF),
    (0x0710, 0x07BF), (0x0900, 0x0EFF), (0x10D0, 0x10FF), (0x1100, 0x11FF), (0x3041, 0x30FF),
)  # fmt: skip
# The long vowel and the sound before it: without them 'taliban' in Arabic letters would be 'tlbn'.
_VOWELS = {"\u0627": "a", "\u0639": "a"}


@cache
def letters() -> Mapping[str, str]:
    """What stands for each letter that occurs in a folded and decomposed name."""
    table = {}
    for first, last in _BLOCKS:
        for letter in map(chr, range(first, last + 1)):
            as_it_is = unicodedata.normalize("NFKD", letter.lower()) == letter
            if as_it_is and unicodedata.category(letter)[0] in "LM":
                table[letter] = "".join(filter(str.isalnum, anyascii(letter).lower()))
    return table | _VOWELS


def in_latin(folded: str) -> str:
    """A folded name in Latin letters, as far as its script is spelt; itself if nothing would be left."""
    if folded.isascii():
        return folded
    table = letters()
    spelt = "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFD", folded))
    return " ".join(spelt.split())[:LONGEST].rstrip() or folded
