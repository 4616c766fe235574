"""What is read from documents of the ordinary kind, and in which encoding."""

from pathlib import Path

import pytest

from designations.articles.extract import Extracted, extract
from designations.articles.unreadable import Unreadable
from tests.designations.articles.documents import PARAGRAPHS, page, pdf

RUSSIAN = (
    "Министерства рекомендовали исключить движение из перечня организаций. Другие возражали против этого."
)


def read(document: bytes, tmp_path: Path, *, content_type: str = "", url: str = "") -> Extracted:
    path = tmp_path / "document"
    path.write_bytes(document)
    return extract(path, content_type=content_type, url=url)


def test_a_page_gives_its_article_and_what_it_says_about_itself(tmp_path: Path) -> None:
    found = read(page().encode(), tmp_path, content_type="text/html; charset=utf-8")
    assert found.text.splitlines()[-4:] == PARAGRAPHS
    assert "Home" not in found.text
    assert "rights reserved" not in found.text
    told = (found.title, found.author, found.publisher, str(found.published_on), found.language)
    assert told == ("On a removal", "Jane Doe", "Example Wire", "2024-05-29", "en")


def test_a_date_that_is_still_to_come_and_one_nobody_stated_are_not_believed(tmp_path: Path) -> None:
    assert read(page(date="2999-01-01").encode(), tmp_path).published_on is None
    assert read(b"<p>Some words on the year 2003.</p><p>Copyright 2019.</p>", tmp_path).published_on is None


@pytest.mark.parametrize(
    ("encoding", "content_type", "head", "mark"),
    [
        ("cp1251", "text/html; charset=windows-1251", "", b""),
        ("cp1251", "text/html", '<meta charset="windows-1251">', b""),
        ("koi8-r", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', b""),
        ("utf-16-le", "text/html; charset=windows-1251", "", b"\xff\xfe"),
        ("utf-8", "text/html; charset=windows-1251", "", b"\xef\xbb\xbf"),
        ("utf-8", "text/html; charset=zlib", '<meta charset="utf-7">', b""),
        ("cp1251", "text/html; charset=utf-8", "", b""),
    ],
)
def test_the_encoding_is_the_one_that_the_bytes_bear_out(
    encoding: str, content_type: str, head: str, mark: bytes, tmp_path: Path
) -> None:
    document = mark + page(RUSSIAN, RUSSIAN, head=head, language="ru").encode(encoding)
    found = read(document, tmp_path, content_type=content_type)
    assert RUSSIAN in found.text
    assert found.language == "ru"


def test_a_pdf_gives_its_text_page_by_page(tmp_path: Path) -> None:
    found = read(pdf("By order of the ministry", "the movement is entered."), tmp_path)
    assert found.text.split() == [
        *("By", "order", "of", "the", "ministry", "the", "movement", "is", "entered."),
    ]
    assert (found.title, found.author, found.media_type) == ("On an order", "A Ministry", "application/pdf")


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    found = read(b"Less < more.\nA second line.", tmp_path, content_type="text/plain")
    assert (found.text, found.media_type) == ("Less < more.\nA second line.", "text/plain")


def test_a_page_without_words_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="paste it instead"):
        read(b"<html><body><script>var x = 1;</script></body></html>", tmp_path)
