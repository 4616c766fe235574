"""From bytes to text: what a document says of its encoding is believed as far as the bytes bear it out.

Runs in the child process.
"""

import codecs
import re

from charset_normalizer import from_bytes

from designations.articles.unreadable import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|@charset\s+"([\w.:-]{1,40})\"""",
    re.IGNORECASE,
)
# Of what Python knows, the encodings that pages are written in: no compression, no escapes, no UTF-7.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|(windows-?|cp)(125\d|874|866|932|949|950)|iso-?8859-?\d{1,2}|latin-?1|koi8-[ru]"
    r"|gbk?|gb2312|gb18030|big5(hkscs)?|euc-?(jp|kr)|shift_?jis|iso-?2022-jp|mac-?(roman|cyrillic)|ascii|us-ascii"
    r"|tis-?620"
)
# What pages call these, they mean as their supersets (WHATWG, Encoding).
_MEANT = {
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "latin-1": "windows-1252",
    "latin1": "windows-1252", "ascii": "windows-1252", "us-ascii": "windows-1252", "gb2312": "gb18030",
    "gb": "gb18030", "gbk": "gb18030", "iso-8859-9": "windows-1254", "shift_jis": "cp932",
    "shiftjis": "cp932", "euc-kr": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874",
}  # fmt: skip


def decoded(document: bytes, *, charset: str = "") -> str:
    """The text of `document`, of which HTTP said that its encoding is `charset`.

    A byte order mark goes before HTTP, HTTP before what the document says itself; where none of them fits
    the bytes, UTF-8 and then a guess do. Raises `Unreadable`.
    """
    for mark, name in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(name, errors="replace")
    said = [charset, *(found.decode("ascii") for found in _said(document))]
    names = list(dict.fromkeys([*(name for name in map(_known, said) if name), "utf-8"]))
    for name in names:
        try:
            return document.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    guess = from_bytes(document[:200_000]).best()
    if guess is not None and _known(guess.encoding.replace("_", "-")):
        return document.decode(guess.encoding, errors="replace")
    text = document.decode(names[0], errors="replace")
    if text.count("\ufffd") * 50 > len(text):
        raise Unreadable(
            "its characters cannot be made out: neither does its stated encoding fit, nor another"
        )
    return text


def _said(document: bytes) -> list[bytes]:
    found = _SAID.search(document[:4096])
    return [name for name in found.groups() if name] if found else []


def _known(name: str) -> str:
    label = name.strip().strip("\"'").lower()
    if not _KNOWN.fullmatch(label):
        return ""
    return _MEANT.get(label, label)
