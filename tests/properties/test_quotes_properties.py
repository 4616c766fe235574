"""What holds for every quote and capture."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from designations.text.quotes import LONGEST, QuoteEmpty, QuoteNotFound, fold_with_offsets, locate

SPACES = " \t\n\u00a0\u2003"
IGNORED = "\u200b\u00ad\ufeff\u200f"
DASHES = "-\u2010\u2011\u2013\u2014\u2212"
MARKS = "'\"\u2018\u2019\u201c\u201d\u00ab\u00bb"
LETTERS = "abcXYZ\u00e9\u0436\u0627\u5854\U0001d49e.,;"

texts = st.text(alphabet=LETTERS + SPACES + IGNORED + DASHES + MARKS, max_size=80) | st.text(max_size=80)
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9)


def _swap(character: str, choice: int) -> str:
    for kind in (SPACES, DASHES, MARKS):
        if character in kind:
            return kind[choice % len(kind)]
    return character


@given(texts, st.data())
def test_any_passage_of_a_text_is_found_again_by_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = fold_with_offsets(text[start:end]).text.strip()
    assume(wanted)
    found = locate(quote=text[start:end], text=text)
    assert text[found.start : found.end] == found.text
    assert fold_with_offsets(found.text).text == wanted
    assert found.start <= end
    assert locate(quote=found.text, text=text) == found


@given(texts, st.lists(st.integers(0, 9), min_size=80, max_size=80))
def test_the_typesetting_of_the_quote_does_not_matter(text: str, choices: list[int]) -> None:
    assume(fold_with_offsets(text).text.strip())
    typed = "".join(
        _swap(character, choice) + (IGNORED[choice % 4] if choice > 7 else "")
        for character, choice in zip(text, choices, strict=False)
    )
    assert locate(quote=typed, text=text) == locate(quote=text, text=text)


@given(texts)
def test_folding_twice_is_folding_once_and_offsets_rise(text: str) -> None:
    folded = fold_with_offsets(text)
    assert fold_with_offsets(folded.text).text == folded.text
    starts = list(folded.starts)
    assert len(starts) == len(folded.text) + 1
    assert starts[-1] == len(text)
    assert all(a < b for a, b in zip(starts[:-1], starts[1:-1], strict=False))


@given(texts, texts)
def test_whatever_is_asked_is_answered_or_refused_by_name(quote: str, text: str) -> None:
    wanted = fold_with_offsets(quote).text.strip()
    if not wanted:
        with pytest.raises(QuoteEmpty):
            locate(quote=quote, text=text)
    elif wanted in fold_with_offsets(text).text:
        found = locate(quote=quote, text=text)
        assert text[found.start : found.end] == found.text
    else:
        with pytest.raises(QuoteNotFound) as refusal:
            locate(quote=quote, text=text)
        assert len(refusal.value.nearest) <= LONGEST
        assert refusal.value.nearest in text


@given(st.lists(words, min_size=12, max_size=60, unique=True), st.data())
def test_a_quote_with_one_word_exchanged_is_refused_and_shown_the_passage_it_came_from(
    vocabulary: list[str], data: st.DataObject
) -> None:
    text = " ".join(vocabulary)
    first = data.draw(st.integers(0, len(vocabulary) - 9))
    passage = vocabulary[first : first + 9]
    altered = [*passage[:4], "0123", *passage[5:]]
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote=" ".join(altered), text=text)
    kept = set(passage[:4] + passage[5:])
    shown = set(refusal.value.nearest.split())
    assert len(kept & shown) >= 6
    assert refusal.value.nearest in text
