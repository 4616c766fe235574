"""Citations in every form survive any name: what is read back is what was written, and nothing else."""

import json
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from designations.web.cite import _TEX, Cited, bibtex, csl, one_line, plain, ris

# Names as a hostile file may bring them: TeX, RIS tags, line ends of every kind, overrides of direction.
NAMES = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\\{}$&#^_~%\"'@,=\r\n\x0b\x1c\x85\u2028\u2029\u202e\u2066\t"),
    ),
    min_size=1,
    max_size=60,
) | st.sampled_from(["\r\nER  - \r\nTY  - JOUR", "}}, author = {{Nobody}}", "\\input{x}", '"}]<script>'])


def cited(title: str) -> Cited:
    return Cited(
        key="front",
        title=title,
        url="https://example.org/entities/front/?known_at=7&valid_on=2026-11-24",
        known_seq=7,
        known_on=date(2026, 11, 24),
        valid_on=date(2026, 11, 24),
    )


def untex(text: str) -> str:
    back = {sign: character for character, sign in _TEX.items()}
    return re.sub("|".join(map(re.escape, sorted(back, key=len, reverse=True))), lambda m: back[m[0]], text)


@given(NAMES)
def test_bibtex_keeps_its_braces_in_balance_and_the_title_as_it_was(name: str) -> None:
    text = bibtex(cited(name))
    depth = 0
    for place, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or character == "}" or place < text.index("{") or text[place:] == "\n"
    assert depth == 0
    lines = text.splitlines()
    assert [line.split(" = ")[0].strip() for line in lines[1:-1]] == [
        "title", "organization", "url", "note", "urldate", "year",
    ]  # fmt: skip
    title = re.fullmatch(r"  title = \{\{(.*)\}\},", lines[1])
    assert title
    assert untex(title[1]) == one_line(name)


@given(NAMES)
def test_ris_has_the_same_tags_in_the_same_lines_whatever_the_name(name: str) -> None:
    lines = ris(cited(name)).split("\r\n")
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ("TY", "TI", "PB", "UR", "PY", "Y2", "N1", "ER")
    ] + [""]  # fmt: skip
    assert lines[1][6:] == one_line(name)
    assert len("".join(lines).splitlines()) == 1


@given(NAMES)
def test_csl_json_and_plain_text_hold_the_name_and_one_item(name: str) -> None:
    [item] = json.loads(csl(cited(name)))
    assert (item["title"], item["type"]) == (one_line(name), "webpage")
    assert item["accessed"] == {"date-parts": [[2026, 11, 24]]}
    assert "author" not in item
    text = plain(cited(name))
    assert len(text.splitlines()) == 1
    assert text.startswith(f"“{one_line(name)}”")
    assert text.endswith(cited(name).url)


@given(NAMES)
def test_one_line_neither_breaks_nor_turns_nor_changes_twice(name: str) -> None:
    line = one_line(name)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
