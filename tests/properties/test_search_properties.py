"""The database folds and spells names as the program does, which asks it with names of its own folding."""

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from designations.search.query import find
from designations.search.within import beyond_ascii
from designations.text.latin import in_latin, letters
from designations.text.names import fold_name

pytestmark = pytest.mark.django_db

# Letters and marks of the scripts that names are kept in, and what stands between them.
_BLOCKS = ((0x20, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x610, 0x6FF), (0x904, 0x97F))
_LETTERS = [
    st.characters(min_codepoint=a, max_codepoint=b, categories=("L", "N", "Zs", "Pd", "Po"))
    for a, b in _BLOCKS
]
NAMES = st.text(st.one_of(*_LETTERS, st.sampled_from(" .-'’«»،؛ـ。・伊斯兰国한국ガ")), max_size=40)


def folded_there(name: str) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT f, designations_plain(f) FROM designations_fold(%s) f", [name])
        [row] = cursor.fetchall()
    return row[0], row[1]


@given(NAMES)
def test_the_database_folds_and_spells_as_the_program_does(name: str) -> None:
    folded = fold_name(name)
    assert folded_there(name) == (folded, in_latin(folded))


@pytest.mark.django_db
def test_every_letter_of_the_table_is_spelt_alike() -> None:
    text = " ".join(letters())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT letter, designations_plain(letter) FROM unnest(%s::text[]) letter", [text.split()]
        )
        assert [(a, b) for a, b in cursor.fetchall() if in_latin(a) != b] == []


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    assert find(text, most=3) == []


_HELD = """
    SELECT designations_threes(said) @> designations_threes(word), said ~ '[^\\u0001-\\u007f]{3}'
    FROM (VALUES (%s::text, %s::text)) row (said, word)
    WHERE strpos(upper(said), upper(word)) > 0
"""


@given(NAMES, st.integers(0, 40), st.integers(0, 40), st.sampled_from([str, str.upper, str.lower]))
def test_what_the_index_of_letters_beyond_ascii_passes_over_does_not_hold_the_word(
    said: str, first: int, length: int, spelt: Callable[[str], str]
) -> None:
    word = spelt(said[first : first + length])
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [said, word])
        for has_those, has_any in cursor.fetchall():
            assert has_those
            assert has_any or not beyond_ascii(word)
