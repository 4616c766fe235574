"""The database folds and spells names as the program does, which asks it with names of its own folding."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from designations.search.query import find
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
