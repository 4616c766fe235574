from hypothesis import given
from hypothesis import strategies as st

from designations.articles.difference import MOST_PARAGRAPHS, difference

LINES = st.lists(
    st.sampled_from(["One fish.", "Two fish.", "Red fish, blue fish.", "A fish that was red."]), max_size=8
)


@given(LINES, LINES)
def test_without_what_is_new_it_is_the_old_text_and_without_what_is_old_the_new(
    old: list[str], new: list[str]
) -> None:
    found = difference("\n".join(old), "\n".join(new))
    for wanted, kinds in ((old, {"same", "del"}), (new, {"same", "ins"})):
        told = "".join(p.text for part in found.parts for p in part.pieces if p.kind in kinds)
        skipped = sum(part.skipped for part in found.parts)
        kept = list(wanted)
        assert len("".join(kept)) >= len(told)
        assert skipped <= len(kept)
        if not skipped:
            assert told == "".join(kept)


def test_a_changed_word_is_shown_within_its_paragraph() -> None:
    found = difference("Same.\nIt is a plan of two ministries.", "Same.\nIt is a decision of two ministries.")
    assert [part.skipped for part in found.parts] == [1, 0]
    assert [(p.kind, p.text) for p in found.parts[1].pieces] == [
        ("same", "It is a "), ("del", "plan"), ("ins", "decision"), ("same", " of two ministries."),
    ]  # fmt: skip


def test_texts_too_long_to_compare_are_not_compared() -> None:
    assert difference("a\n" * (MOST_PARAGRAPHS + 1), "b").is_cut
