"""Documents made to break their reader: whatever they are, this process lives on and the reason is clear."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from designations.articles.extract import extract
from designations.articles.limits import ChildLimits
from designations.articles.unreadable import Unreadable
from tests.designations.articles.documents import page, pdf

# Tight, so that what runs away is stopped soon; the work under it is the same.
TIGHT = ChildLimits(memory=400 << 20, cpu_seconds=2, output=3_000_000, wall_seconds=8)
MB = 1_000_000


def bomb(size: int) -> bytes:
    return zlib.compress(b"BT " + b"(a) Tj " * (size // 7) + b"ET", 9)


def object_loop() -> bytes:
    return pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


HOSTILE: dict[str, Callable[[], bytes]] = {
    # Nothing, and what is no document
    "nothing": lambda: b"",
    "spaces": lambda: b" \n\t" * 1000,
    "nulls": lambda: b"\0" * MB,
    "noise": lambda: bytes((i * i * 31 + i) % 251 + 1 for i in range(50_000)),
    "a program": lambda: b"\x7fELF" + b"\x01" * 5000,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
    "a zip": lambda: b"PK\x03\x04" + b"\0" * 5000,
    "a gzip": lambda: zlib.compress(b"x") and b"\x1f\x8b\x08" + b"\0" * 500,
    "an old office file": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 5000,
    "a null in every word": lambda: b"w\0o\0r\0d " * 1000,
    # Markup that is deep, wide or endless
    "deep divs": lambda: b"<div>" * 200_000 + b"x",
    "deep divs that close": lambda: b"<div>" * 100_000 + b"x" + b"</div>" * 100_000,
    "deep tables": lambda: b"<table><tr><td>" * 30_000 + b"word",
    "deep lists": lambda: b"<ul><li>" * 50_000 + b"word",
    "deep spans": lambda: b"<p>" + b"<b><i>" * 50_000 + b"word",
    "deep quotes": lambda: b"<blockquote>" * 50_000 + b"word",
    "misnested": lambda: b"<b><p><i></b></p></i>" * 6_000,
    "an endless tag": lambda: b"<a " + b"x=y " * (MB // 2),
    "an endless attribute": lambda: b'<a href="' + b"a" * (5 * MB),
    "an endless comment": lambda: b"<html><!-- " + b"-" * (2 * MB),
    "an endless script": lambda: b"<html><script>" + b"x=1;" * (MB // 2),
    "an endless title": lambda: b"<title>" + b"t" * (3 * MB),
    "open angles": lambda: b"<" * (2 * MB),
    "open doctypes": lambda: b"<!DOCTYPE " * 200_000,
    "many attributes": lambda: b"<html " + b" ".join(b"a%d=1" % i for i in range(15_000)) + b">",
    "many links": lambda: b"<html>" + b"<a href=x>y</a> " * 30_000,
    "many cells": lambda: b"<table>" + b"<tr><td>a<td>b" * 15_000,
    "many entities": lambda: b"<p>" + b"&amp;&#x41;&nosuch;" * 60_000,
    "large numbers of characters": lambda: b"<p>" + b"&#99999999999;&#x110000;&#0;" * 50_000,
    "many metas": lambda: b"<html><head>" + b"<meta name=author content=a>" * 12_000,
    "many scripts of data": lambda: b'<script type="application/ld+json">{"a":1}</script>' * 10_000,
    "deep data": lambda: b'<html><script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>word",
    "frames": lambda: b"<frameset>" * 20_000 + b"<frame src=file:///etc/passwd>",
    # XML
    "a billion laughs": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b"]><l>&j;</l>"
    ),
    "a file by entity": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "a wrong declaration": lambda: b'<?xml version="1.0" encoding="no-such"?><html><p>word',
    # Encodings
    "half of a character": lambda: b"<p>word \xd0",
    "surrogates in utf-8": lambda: b"<p>word \xed\xa0\x80 word</p>" * 100,
    "utf-16 of odd length": lambda: b"\xff\xfe" + "<p>word</p>".encode("utf-16-le") + b"x",
    "utf-7": lambda: b"<meta charset=utf-7><p>+ADw-script+AD4- word",
    "a zlib charset": lambda: b"<meta charset=zlib>" + zlib.compress(b"x" * MB),
    "an escape charset": lambda: b"<meta charset=unicode_escape><p>\\ud800 word",
    "escapes of a terminal": lambda: b"<p>\x1b[2J\x1b]0;x\x07 word</p>",
    "marks of direction": lambda: ("<title>\u202e\u2066x</title><p>" + "\u202eword " * 1000).encode(),
    "combining marks": lambda: ("<p>a" + "\u0301" * MB).encode(),
    "a wrong charset": lambda: page("слово " * 50, head="<meta charset=gb2312>").encode("cp1251"),
    # PDF
    "only the head of a pdf": lambda: b"%PDF-1.7\n",
    "a pdf cut in half": lambda: pdf("word " * 50)[:400],
    "a pdf of garbage": lambda: b"%PDF-1.4\n" + b"garbage " * 10_000,
    "a pdf without pages": lambda: pdf("x").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0"),
    "a pdf that is its own page": object_loop,
    "a pdf with a wrong table": lambda: pdf("word").replace(b"startxref\n", b"startxref\n9"),
    "a pdf bomb": lambda: pdf(stream=bomb(25 * MB)),
    "a pdf bomb in a bomb": lambda: pdf(
        stream=zlib.compress(bomb(25 * MB), 9), filters="[/FlateDecode /FlateDecode]"
    ),
    "a pdf with a broken stream": lambda: pdf(stream=b"\x78\x9c" + b"\xff" * 1000),
    "a pdf with an unknown filter": lambda: pdf(stream=b"x", filters="/NoSuchDecode"),
    "a pdf with deep arrays": lambda: pdf("x", extra="/Deep " + "[" * 20_000),
    "a pdf that is locked": lambda: pdf(
        "x", extra="/Encrypt << /Filter /Standard /V 9 /R 9 /O (x) /U (x) /P 1 >>"
    ),
    "a pdf that claims many pages": lambda: pdf("x").replace(b"/Count 1", b"/Count 99999999"),
    "a pdf with a huge length": lambda: pdf("x").replace(b"/Length ", b"/Length 99999999"),
    # Plain size
    "one long line": lambda: b"a" * (4 * MB),
    "many lines": lambda: b"a\n" * (2 * MB),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_ends_in_a_text_or_a_clear_reason_and_leaves_this_process_alone(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "document"
    path.write_bytes(HOSTILE[name]())
    text, reason = "", ""
    try:
        text = extract(path, url="https://news.example.org/a", limits=TIGHT).text
    except Unreadable as refusal:
        reason = str(refusal)
    assert bool(text.strip()) != bool(reason)
    assert "root:" not in text
    assert "\0" not in text
    assert "Traceback" not in reason
    assert len(reason) < 300
    assert not reason or len(reason.split()) >= 3


def test_at_least_fifty_of_them_were_read() -> None:
    assert len(HOSTILE) >= 50


@pytest.mark.parametrize(
    ("limits", "make", "why"),
    [
        (ChildLimits(memory=120 << 20), lambda: b"a" * 80 * MB, "memory"),
        (ChildLimits(cpu_seconds=1), lambda: b"<html>" + b"<a href=x>y</a> " * 400_000, "of computing"),
        (ChildLimits(wall_seconds=0.05), lambda: b"<p>word", "longer than 0.05 seconds"),
        (ChildLimits(output=100_000), lambda: b"a" * 200_000, "larger than 100,000 bytes"),
    ],
    ids=["memory", "computing", "time", "output"],
)  # fmt: skip
def test_each_bound_has_its_reason(
    limits: ChildLimits, make: Callable[[], bytes], why: str, tmp_path: Path
) -> None:
    path = tmp_path / "document"
    path.write_bytes(make())
    with pytest.raises(Unreadable, match=why):
        extract(path, limits=limits)


def test_the_child_knows_no_secret_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from designations.articles import extract as module

    monkeypatch.setenv("SECRET_KEY", "very secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    assert not {"SECRET_KEY", "DATABASE_URL", "HOME"} & module._environment().keys()
    assert os.environ["SECRET_KEY"] == "very secret"
