"""A passage is found by its ends wherever it is short enough, and is always a part of the text."""

from hypothesis import given
from hypothesis import strategies as st

from designations.text.passage_ends import locate_by_ends
from designations.text.quotes import LONGEST

WORDS = st.lists(st.text("abcd\u00e9\u2019-", min_size=1, max_size=5), min_size=4, max_size=60)


@given(words=WORDS, data=st.data())
def test_a_passage_of_a_text_is_found_by_its_ends_or_an_earlier_one_with_the_same_ends(
    words: list[str], data: st.DataObject
) -> None:
    text = "  ".join(words)
    begin = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(begin + 1, len(words) - 1))
    found = locate_by_ends(quote=f"{words[begin]} ... {words[end]}", text=text)
    assert found is not None
    assert text[found.start : found.end] == found.text
    assert len(found.text) <= LONGEST
    assert found.start <= len("  ".join(words[:begin])) + 2


@given(quote=st.text("ab .\u2026\n", max_size=20), text=st.text("ab .\u2026\n", max_size=40))
def test_whatever_is_written_what_is_found_is_a_part_of_the_text(quote: str, text: str) -> None:
    found = locate_by_ends(quote=quote, text=text)
    assert found is None or text[found.start : found.end] == found.text != ""


def test_a_passage_too_long_and_what_is_no_pair_of_ends_are_not_found() -> None:
    text = "begin " + "x" * LONGEST + " end. begin and end"
    found = locate_by_ends(quote="begin\u2026end", text=text)
    assert found is not None
    assert found.text == "begin and end"
    for quote in ("begin", "... end", "begin ...", "begin ... and ... end", "begin .. end", ""):
        assert locate_by_ends(quote=quote, text=text) is None
    assert locate_by_ends(quote="a ... c", text="ab" * 200_000) is None
