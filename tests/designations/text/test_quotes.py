"""Quotes are looked up in captures without their typesetting."""

import pickle
from pathlib import Path

import pytest

from designations.text.quotes import (
    LONGEST,
    Quote,
    QuoteEmpty,
    QuoteNotFound,
    QuoteTooLong,
    fold_with_offsets,
    locate,
)

CAPTURE = (
    "Ministry\u2019s list\n\nThe court\u00a0has sus\u00adpended the ban \u2013 for now \u2014 and said:\t"
    "\u201cThe group\u2019s non\u2011profit wing\u201d is\u200b free. The court has spoken."
)
ARTICLE = Path(__file__).parents[4] / "shared" / "data" / "articles" / "seed-article.txt"


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("The court has suspended the ban", "The court\u00a0has sus\u00adpended the ban"),
        ("  The court\n has   suspended\u2003the ban ", "The court\u00a0has sus\u00adpended the ban"),
        ("the ban - for now -- and", "the ban \u2013 for now \u2014 and"),
        ('"The group\'s non-profit wing"', "\u201cThe group\u2019s non\u2011profit wing\u201d"),
        (
            "\u00abThe group\u02bcs non\u2010profit wing\u00bb",
            "\u201cThe group\u2019s non\u2011profit wing\u201d",
        ),
        ("is free", "is\u200b free"),
        ("wing\u201d is", "wing\u201d is"),
        ("list The", "list\n\nThe"),
        ("\u200fspo\u200bken\ufeff.", "spoken."),
    ],
)
def test_typesetting_is_ignored_and_the_passage_kept_as_it_stands(quote: str, passage: str) -> None:
    found = locate(quote=quote, text=CAPTURE)
    assert found.text == passage
    assert CAPTURE[found.start : found.end] == passage


def test_offsets_count_code_points() -> None:
    assert locate(quote="b", text="\U0001d49e\u0301\u00ad b") == Quote(4, 5, "b")


def test_of_several_occurrences_the_first_is_taken() -> None:
    assert locate(quote="ab", text="- ab ab").start == 2


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the court", "The court"),
        ("The court", "The  Court"),
        ("Thecourt", "The court"),
        ("The, court", "The court"),
        ("cafe", "caf\u00e9"),
        ("wellknown", "well-known"),
        ("well known", "well-known"),
    ],
)
def test_letters_case_and_other_punctuation_count(quote: str, text: str) -> None:
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote=quote, text=text)
    assert refusal.value.nearest == text


@pytest.mark.parametrize("quote", ["", " \n\t", "\u00a0\u200b\u00ad\ufeff"])
def test_a_quote_of_white_space_is_refused_as_empty(quote: str) -> None:
    with pytest.raises(QuoteEmpty, match="is empty"):
        locate(quote=quote, text="any text")


def test_the_longest_quote_has_five_hundred_characters() -> None:
    text = "x" * 600
    assert len(locate(quote="x" * LONGEST, text=text).text) == 500
    with pytest.raises(QuoteTooLong, match="501 characters; at most 500"):
        locate(quote="x" * (LONGEST + 1), text=text)


def test_the_length_that_counts_is_that_of_the_passage_in_the_capture() -> None:
    with pytest.raises(QuoteTooLong, match="602 characters"):
        locate(quote="a b", text="a" + " " * 600 + "b")


def test_a_refusal_shows_the_nearest_passage_as_it_stands_in_the_capture() -> None:
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote="The court has lifted the ban - for now", text=CAPTURE)
    assert refusal.value.nearest == "The court\u00a0has sus\u00adpended the ban \u2013 for now"
    assert refusal.value.nearest in str(refusal.value)
    assert isinstance(refusal.value, LookupError)


def test_the_nearest_passage_can_be_quoted_instead() -> None:
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote="the ban is lifted for now and said", text=CAPTURE)
    assert locate(quote=refusal.value.nearest, text=CAPTURE).text == refusal.value.nearest


def test_words_left_out_do_not_cut_the_nearest_passage_short() -> None:
    text = "Before that. The ministry said on Tuesday that the group would be removed from the list. After."
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote="The ministry said that the group would be removed from the list.", text=text)
    assert refusal.value.nearest == (
        "The ministry said on Tuesday that the group would be removed from the list."
    )


def test_where_nothing_is_like_the_quote_no_passage_is_shown() -> None:
    for text in ("", "bcd"):
        with pytest.raises(QuoteNotFound, match="nothing like it") as refusal:
            locate(quote="QQ", text=text)
        assert refusal.value.nearest == ""


def test_a_script_without_spaces_has_a_nearest_passage_too() -> None:
    text = "最高法院暫停了塔利班的恐怖組織名單。" + "其他消息。" * 30
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote="最高法院取消了塔利班的恐怖組織名單", text=text)
    assert "塔利班的恐怖組織名單" in refusal.value.nearest
    assert len(refusal.value.nearest) < 60


def test_letters_whose_lower_case_is_longer_do_not_shift_the_nearest_passage() -> None:
    text = "\u0130" * 50 + " The court has spoken at length today. " + "\u0130" * 50
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote="The court has not spoken at length today.", text=text)
    assert refusal.value.nearest == "The court has spoken at length today."


def test_a_capture_of_a_megabyte_is_searched_for_the_quote_and_for_the_nearest_passage() -> None:
    filler = " ".join(f"word{number} of the list" for number in range(50_000))
    sentence = "The ministry removed the group on 29 December after a review."
    text = f"{filler} {sentence} {filler}"
    assert len(text) > 1_000_000
    assert locate(quote=sentence, text=text).start == len(filler) + 1
    with pytest.raises(QuoteNotFound) as refusal:
        locate(quote=sentence.replace("removed", "renamed"), text=text)
    assert refusal.value.nearest == sentence


def test_the_refusal_survives_pickling_with_its_nearest_passage() -> None:
    copy = pickle.loads(pickle.dumps(QuoteNotFound("message", "nearest")))  # noqa: S301
    assert (str(copy), copy.nearest) == ("message", "nearest")


def test_folding_keeps_where_each_character_was() -> None:
    folded = fold_with_offsets("a \u00a0b\u2014\u2013\u00adc\u201d")
    assert folded.text == "a b-c'"
    assert list(folded.starts) == [0, 1, 3, 4, 7, 8, 9]
    assert folded.span(2, 3) == (3, 4)


def test_every_sentence_of_the_origin_article_is_found_and_an_altered_one_is_shown_its_original() -> None:
    if not ARTICLE.exists():
        pytest.skip("the origin article is not shipped with the project and is absent here")
    text = ARTICLE.read_text()
    sentences = [line.strip() for line in text.replace(". ", ".\n").splitlines() if len(line.split()) > 8]
    assert len(sentences) > 10
    for sentence in sentences:
        typed = sentence.replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
        assert locate(quote=typed, text=text).text == sentence
        words = sentence.split()
        words[4] = "certainly"
        with pytest.raises(QuoteNotFound) as refusal:
            locate(quote=" ".join(words), text=text)
        assert refusal.value.nearest == sentence
