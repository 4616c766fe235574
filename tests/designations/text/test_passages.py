from hypothesis import given
from hypothesis import strategies as st

from designations.text.alike import fingerprint
from designations.text.passages import paragraphs, sentences
from designations.text.quotes import locate
from designations.text.web_addresses import plain_address

TEXT = st.text(alphabet="ab .!?\n\t\u06d4\u3002\"'\u200f\U0001f600", max_size=80)


@given(TEXT, st.booleans())
def test_every_character_but_space_stands_in_one_sentence_at_its_place(text: str, wrapped: bool) -> None:
    seen = ""
    last = 0
    for paragraph in paragraphs(text, wrapped=wrapped):
        found = sentences(text, paragraph)
        assert [found[0].start, found[-1].end] == [paragraph.start, paragraph.end]
        assert all(a.end == b.start for a, b in zip(found, found[1:], strict=False))
        assert paragraph.start >= last
        last = paragraph.end
        seen += text[paragraph.start : paragraph.end]
    assert "".join(seen.split()) == "".join(text.split())


def test_sentences_end_in_any_script() -> None:
    text = "One. \u201cTwo!\u201d he said. "
    text += "\u06a9\u06cc\u0627\u061f \u06c1\u0627\u06ba\u06d4 \u662f\u3002\u4e0d\u3002"
    [paragraph] = paragraphs(text)
    assert len(sentences(text, paragraph)) == 7


def test_broken_lines_are_one_paragraph_where_empty_lines_part_them() -> None:
    assert len(paragraphs("a\nb\n \nc", wrapped=True)) == 2
    assert len(paragraphs("a\nb\n \nc")) == 3


def test_of_two_occurrences_the_one_that_was_picked_is_kept() -> None:
    text = "It was removed. Then it came back. It was  removed."
    at = text.rindex("It")
    assert locate(quote="It was removed.", text=text).start == 0
    assert locate(quote="It was removed.", text=text, at=at).start == at
    assert locate(quote="It was removed.", text=text, at=at + 1).start == 0
    assert locate(quote="It was removed.", text=text, at=10_000).start == 0


@given(st.lists(st.sampled_from(["a=1", "utm_source=x", "b", "fbclid=3"]), max_size=5))
def test_an_address_without_what_the_way_to_it_added_stays_as_it_is(pieces: list[str]) -> None:
    plain = plain_address("HTTPS://News.Example.ORG:443/A?" + "&".join(pieces) + "#top")
    assert plain_address(plain) == plain
    kept = "&".join(piece for piece in pieces if piece in ("a=1", "b"))
    assert plain == "https://news.example.org/A" + (f"?{kept}" if kept else "")


@given(st.text(max_size=60))
def test_any_text_has_a_plain_address(text: str) -> None:
    assert plain_address(plain_address(text)) == plain_address(plain_address(plain_address(text)))


def test_a_fingerprint_overlooks_typesetting_and_a_short_text_has_none() -> None:
    words = [f"word{number}" for number in range(40)]
    assert fingerprint(" ".join(words)) == fingerprint("\n".join(words).upper())
    assert fingerprint("Too few words to compare.") is None
