"""What holds for every name."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from designations.text.names import direction, fold_name, script_of


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text())
def test_a_folded_name_has_words_with_single_spaces_between(name: str) -> None:
    folded = fold_name(name)
    assert folded == " ".join(folded.split())
    assert all(one == " " or unicodedata.category(one)[0] in "LMN" for one in folded)


@given(st.text())
def test_how_a_name_is_composed_does_not_matter(name: str) -> None:
    assert fold_name(unicodedata.normalize("NFD", name)) == fold_name(unicodedata.normalize("NFC", name))


@given(st.text())
def test_every_text_has_a_direction_and_a_script(text: str) -> None:
    assert direction(text) in ("ltr", "rtl")
    assert len(script_of(text)) == 4
