"""Web pages: what was written, without what stands around it. Runs in the child process."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import trafilatura
from lxml import etree

from designations.articles.unreadable import Unreadable

_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?\s*([A-Za-z]{2,3})\b", re.IGNORECASE)
_TAG = re.compile(r"<[!?/a-z]", re.IGNORECASE)


def looks_like_markup(text: str) -> bool:
    """Whether `text` begins as a page does."""
    return bool(_TAG.match(text.lstrip()[:10])) or "<html" in text[:2000].lower()


def read_page(text: str, *, url: str) -> dict[str, Any]:
    """The article in the page `text` and what the page says about it. Raises `Unreadable`."""
    plain = _DECLARED.sub("", text)
    found = trafilatura.bare_extraction(
        plain,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        favor_recall=True,
        # A date somewhere on the page is not the article's: none is better than another's.
        date_extraction_params={
            "extensive_search": False, "original_date": True, "max_date": date.today().isoformat(),
        },
    )  # fmt: skip
    about = found.as_dict() if found is not None and not isinstance(found, dict) else (found or {})
    article = (about.get("text") or "").strip() or _all_words(plain)
    if not article:
        raise Unreadable(
            "there is no readable text in this page; copy what you see there and paste it instead"
        )
    language = _LANGUAGE.search(plain[:20_000])
    return {
        "text": article,
        "title": about.get("title"),
        "author": about.get("author"),
        "publisher": about.get("sitename") or _host(url),
        "published_on": about.get("date"),
        "language": language.group(1).lower() if language else "",
    }


def _all_words(page: str) -> str:
    """Every word of a page in which no article was found, block by block."""
    root = lxml.html.document_fromstring(page)
    etree.strip_elements(root, "script", "style", "noscript", "template", "head", with_tail=False)
    for block in root.iter("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in "".join(map(str, root.itertext())).splitlines())
    return "\n".join(line for line in lines if line)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
