"""The names in one sentence of Canada's list: 'Name (N) (also known among other names as A, B and C)'.

The regulation is law in both languages, and each has its own words for 'also known as'.
"""

import re
from collections.abc import Iterator, Sequence

from designations.importers.adapters.checks import clean, distinct, script
from designations.importers.entries import ListedName, NameKind

# A stretch of the sentence that the regulation marks as being in another language: (start, end, language).
Span = tuple[int, int, str]

_ALSO_KNOWN = re.compile(
    r"[(\[]\s*(?:also known(?P<several> among other names)? as|connue?s?(?: notamment)? sous "
    r"(?P<noms>les noms suivants|le nom suivant|le nom de|le nom d[’'])|alias)\s*:?\s*"
)
_OPEN, _CLOSE = "([", ")]"
_LAST = {"en": r",?\s+and\s+", "fr": r",?\s+et\s+"}
_LAST_OF_EITHER = r",?\s+(?:and|et)\s+"
# Commas that belong to a name.
_WITHIN_A_NAME = re.compile(r"(?i)marxism, leninism, maoism|marxisme, (?:le )?léninisme, (?:le )?maoïsme")
_HIDDEN_COMMA = "\ue000"
_QUOTES = '“”«»"\u00a0 '


def names_in(sentence: str, *, language: str, foreign: Sequence[Span] = ()) -> tuple[ListedName, ...]:
    """Return the names in the sentence, the primary one first; () if it does not begin with a name.

    A name in brackets after another one is a name too, an acronym if it looks like one. Only the names in
    `foreign`, the stretches marked as being in another language, are given one: the others are of many.
    """
    found = _ALSO_KNOWN.search(sentence)
    head_end = found.start() if found else len(sentence)
    stretches = [*_with_brackets(sentence, 0, head_end, primary=True)]
    if found:
        end = _closing(sentence, found.start())
        cuts = _cuts(sentence, found.end(), end)
        parts = [(low + 1, high) for low, high in zip(cuts, cuts[1:], strict=False)]
        if len(parts) > 1 or _says_several(found):
            parts[-1:] = _divided(sentence, *parts[-1], language, foreign)
        for start, stop in parts:
            stretches += _with_brackets(sentence, start, stop, primary=False)
    names = []
    for start, stop, primary in stretches:
        text = clean(sentence[start:stop].strip(_QUOTES))
        spoken = next((one for low, high, one in foreign if low <= start and stop <= high), "")
        other: NameKind = "acronym" if _is_acronym(text) else "aka"
        kind: NameKind = "primary" if primary else other
        names.append(ListedName(text, kind, script=script(text), language=spoken))
    return distinct(names) if names[0].name else ()


def _says_several(found: re.Match[str]) -> bool:
    return bool(found["several"]) or found["noms"] == "les noms suivants"


def _closing(text: str, start: int) -> int:
    """Return where the bracket that opens at `start` closes; the end of the text if it never does."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        if not depth:
            return place
    return len(text)


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where the commas and semicolons outside brackets are, between the two ends."""
    hidden = _WITHIN_A_NAME.sub(lambda name: name[0].replace(",", _HIDDEN_COMMA), text)
    depth, cuts = 0, [start - 1]
    for place in range(start, end):
        depth += (hidden[place] in _OPEN) - (hidden[place] in _CLOSE)
        if hidden[place] in ",;" and depth <= 0:
            cuts.append(place)
    return [*cuts, end]


def _divided(
    text: str, start: int, end: int, language: str, foreign: Sequence[Span]
) -> list[tuple[int, int]]:
    """Return the one or two names of the last stretch, which are parted by the 'and' of the whole."""
    leading = re.compile(r"\s*(?:and|et)\s+").match(text, start, end)
    if leading:
        return [(leading.end(), end)]
    joints = _outside_brackets(text, start, end, _LAST.get(language, _LAST_OF_EITHER))
    # Some sentences of one language have the 'and' of the other.
    joints = joints or _outside_brackets(text, start, end, _LAST_OF_EITHER)
    # Where a name in another language begins or ends, there is no doubt.
    edges = {place for low, high, _ in foreign for place in (low, high)}
    joints = [one for one in joints if {one.start(), one.end()} & edges] or joints
    if not joints:
        return [(start, end)]
    # 'Peace and Bread and Work and Land' are two names, 'Peace and Bread Party and Workers' Union' too.
    joint = joints[len(joints) // 2] if len(joints) % 2 else joints[-1]
    return [(start, joint.start()), (joint.end(), end)]


def _outside_brackets(text: str, start: int, end: int, pattern: str) -> list[re.Match[str]]:
    joints, depth, place = [], 0, start
    for one in re.compile(pattern).finditer(text, start, end):
        between = text[place : one.start()]
        depth += sum(map(between.count, _OPEN)) - sum(map(between.count, _CLOSE))
        place = one.start()
        if not depth:
            joints.append(one)
    return joints


def _with_brackets(text: str, start: int, end: int, *, primary: bool) -> Iterator[tuple[int, int, bool]]:
    """Give the stretch of a name without the brackets after it, then what stands in each of them."""
    gloss: list[tuple[int, int]] = []
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
            end -= 1
        if end <= start or text[end - 1] not in _CLOSE:
            break
        depth, place = 0, end
        while place > start:
            place -= 1
            depth += (text[place] in _CLOSE) - (text[place] in _OPEN)
            if not depth:
                break
        if depth or place <= start:
            break
        gloss.append((place + 1, end - 1))
        end = place
    while start < end and text[start].isspace():
        start += 1
    yield start, end, primary
    for low, high in reversed(gloss):
        words = clean(text[low:high].strip(_QUOTES))
        if _is_name(words) or (primary and "," not in words):
            yield low, high, False


def _is_name(gloss: str) -> bool:
    """Tell a second name in brackets from a variant of one word, as in 'Jaish (Mohammad, Muhammed)'."""
    return _is_acronym(gloss) or (len(gloss.split()) > 1 and "," not in gloss and gloss[:1].isupper())


def _is_acronym(text: str) -> bool:
    plain = re.sub(r"\s+[\u2013\u2014-]\s+", "-", text)
    letters = [one for one in plain if one.isalnum()]
    capital = sum(one.isupper() or one.isdigit() for one in letters)
    return (
        1 < len(plain) <= 12
        and not any(map(str.isspace, plain))
        and any(map(str.isupper, letters))
        and capital > 1
        and capital * 2 >= len(letters)
    )
