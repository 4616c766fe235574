"""A quoted passage must occur in the capture it is said to come from.

Typesetting is not part of what somebody said: the width of white space, the shape of quotation marks and
dashes, and characters without width are ignored when a quote is looked up. Letters, case, digits and all
other punctuation count. What is kept is the passage as it stands in the capture, with its offsets.
"""

import re
from array import array
from dataclasses import dataclass

from .nearest import nearest_span

LONGEST = 500

# Soft hyphen, zero-width space, joiners and directional marks, word joiner, byte order mark.
_IGNORED = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_DASHES = (
    "\\-\u02d7\u058a\u05be\u1806\u2010-\u2015\u2043\u2053\u207b\u208b\u2212\u2e3a\u2e3b\u2e40"
    "\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_MARKS = (
    "'\"`\u00ab\u00b4\u00bb\u02b9-\u02bc\u02c8\u02ee\u055a\u05f3\u05f4\u2018-\u201f\u2032-\u2037"
    "\u2039\u203a\u2e42\u300c-\u300f\u301d-\u301f\ufe41-\ufe44\uff02\uff07\uff62\uff63"
)
_TYPESETTING = re.compile(
    f"(?P<ignored>[{_IGNORED}]+)"
    f"|(?P<space>\\s[\\s{_IGNORED}]*)"
    f"|(?P<dash>[{_DASHES}](?:[{_IGNORED}]*[{_DASHES}])*)"
    f"|(?P<mark>[{_MARKS}])"
)
_FOLDED = {"ignored": "", "space": " ", "dash": "-", "mark": "'"}
_TRAILING = re.compile(f"[\\s{_IGNORED}]+\\Z")


class QuoteRefused(Exception):
    """A quote that cannot be kept, with a message for the editor who entered it."""


class QuoteEmpty(QuoteRefused, ValueError):
    """Nothing is left of the quote without white space."""


class QuoteTooLong(QuoteRefused, ValueError):
    """The passage is longer than may be quoted."""


class QuoteNotFound(QuoteRefused, LookupError):
    """The passage does not occur in the capture; `nearest` is the passage most like it, or empty."""

    def __init__(self, message: str, nearest: str = "") -> None:
        super().__init__(message)
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it stands in a capture: `text` is capture[start:end], in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without its typesetting. Character i of it stems from original[starts[i]:starts[i + 1]]."""

    text: str
    starts: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of the folded characters [start, end)."""
        return self.starts[start], self.starts[end]


def fold_with_offsets(text: str) -> FoldedText:
    """Fold white space, quotation marks, dashes and characters without width; remember where each was.

    Runs of white space become one space, runs of dashes one hyphen, every quotation mark or apostrophe
    a straight one; characters without width disappear. Linear in the length of the text.
    """
    pieces: list[str] = []
    starts = array("q")
    done = 0
    for match in _TYPESETTING.finditer(text):
        begin, end = match.span()
        pieces.append(text[done:begin])
        starts.extend(range(done, begin))
        folded = _FOLDED[match.lastgroup or "ignored"]
        if folded:
            pieces.append(folded)
            starts.append(begin)
        done = end
    pieces.append(text[done:])
    starts.extend(range(done, len(text) + 1))
    return FoldedText("".join(pieces), starts)


def locate(*, quote: str, text: str, at: int | None = None) -> Quote:
    """Return the first passage of the capture's text that is this quote but for its typesetting.

    With `at`, the one that begins there, if one does. Raises QuoteEmpty, QuoteTooLong (over 500 characters
    as the passage stands in the capture), or QuoteNotFound, which carries and shows the nearest passage.
    """
    wanted = fold_with_offsets(quote).text.strip()
    if not wanted:
        raise QuoteEmpty("The quote is empty: copy the passage that supports the event from the capture.")
    _refuse_length(len(wanted))
    if at is not None and 0 <= at < len(text):
        # Typesetting that is ignored may be as long again as the words.
        window = fold_with_offsets(text[at : at + 4 * LONGEST])
        if window.text.startswith(wanted):
            start, end = window.span(0, len(wanted))
            passage = _passage(text, at + start, at + end)
            _refuse_length(len(passage.text))
            return passage
    capture = fold_with_offsets(text)
    found = capture.text.find(wanted)
    if found < 0:
        raise _not_found(wanted, text, capture)
    passage = _passage(text, *capture.span(found, found + len(wanted)))
    _refuse_length(len(passage.text))
    return passage


def _passage(text: str, start: int, end: int) -> Quote:
    trailing = _TRAILING.search(text[start:end])
    if trailing:
        end = start + trailing.start()
    return Quote(start, end, text[start:end])


def _refuse_length(length: int) -> None:
    if length > LONGEST:
        raise QuoteTooLong(
            f"The passage has {length} characters; at most {LONGEST} may be quoted. Quote the sentence "
            "that supports the event, or split the passage into several citations."
        )


def _not_found(wanted: str, text: str, capture: FoldedText) -> QuoteNotFound:
    span = nearest_span(wanted=wanted, text=capture.text)
    if span is None:
        return QuoteNotFound(
            "The quote does not occur in the capture, and nothing like it does. Check that this is the "
            "right source, and copy the passage from the captured text."
        )
    start, end = capture.span(*span)
    nearest = _passage(text, start, min(end, start + LONGEST)).text
    return QuoteNotFound(
        "The quote does not occur word for word in the capture. Copy the passage from the captured text; "
        f"the nearest there is: \u201c{nearest}\u201d",
        nearest,
    )
