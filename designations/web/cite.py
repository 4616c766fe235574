"""How a page is cited: by a link that will always show what it shows, in the four forms that people keep.

No author is invented, and the day of access is the day of the change at which the page stands.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.text.partial_dates import PartialDate

SITE = "Designation Tracker"
# Within braces BibTeX counts even those that a backslash precedes, so none may be left as it is.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A page as it is cited: `key` is its permanent name, `url` holds the clocks by which it was read."""

    key: str
    title: str
    url: str
    known_seq: int
    known_on: date | None
    valid_on: date | None = None

    @property
    def note(self) -> str:
        """As of which day, and as known at which change."""
        known = {"change": self.known_seq}
        if self.valid_on is None:
            return _("as known at change %(change)s") % known
        return _("as of %(day)s, as known at change %(change)s") % (
            known | {"day": PartialDate.day(self.valid_on).describe()}
        )


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a citation."""

    label: str | Promise
    media_type: str
    suffix: str
    write: Callable[[Cited], str]


def one_line(text: str) -> str:
    """The text without what breaks a line, or turns its direction for the reader of what follows."""
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(c for c in shown if not _turns(c)).split())


def _turns(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def plain(cited: Cited) -> str:
    """For a footnote."""
    day = PartialDate.day(cited.known_on).describe() if cited.known_on else _("no date")
    parts = [f"“{one_line(cited.title)}”", SITE, cited.note, f"{day}, {cited.url}"]
    return ", ".join(parts)


def bibtex(cited: Cited) -> str:
    """For BibTeX and BibLaTeX; a brace keeps capitals as they are."""
    lines = [
        f"title = {{{{{tex(cited.title)}}}}}",
        f"organization = {{{{{SITE}}}}}",
        f"url = {{{cited.url}}}",
        f"note = {{{tex(cited.note)}}}",
    ]
    if cited.known_on:
        lines += [f"urldate = {{{cited.known_on.isoformat()}}}", f"year = {{{cited.known_on.year}}}"]
    return f"@online{{{cited.key}-{cited.known_seq},\n  " + ",\n  ".join(lines) + "\n}\n"


def tex(text: str) -> str:
    """The text as TeX prints it, whatever it holds."""
    return "".join(_TEX.get(character, character) for character in one_line(text))


def ris(cited: Cited) -> str:
    """For programmes that read RIS: one tag a line."""
    day = cited.known_on.strftime("%Y/%m/%d") if cited.known_on else ""
    tags = [
        ("TY", "ELEC"),
        ("TI", one_line(cited.title)),
        ("PB", SITE),
        ("UR", cited.url),
        *([("PY", day[:4]), ("Y2", day)] if day else []),
        ("N1", one_line(cited.note)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags)


def csl(cited: Cited) -> str:
    """CSL-JSON, an array of one item."""
    item: dict[str, Any] = {
        "id": f"{cited.key}-{cited.known_seq}",
        "type": "webpage",
        "title": one_line(cited.title),
        "container-title": SITE,
        "URL": cited.url,
        "note": one_line(cited.note),
    }
    if cited.known_on:
        parts = {"date-parts": [[cited.known_on.year, cited.known_on.month, cited.known_on.day]]}
        item |= {"accessed": parts, "issued": parts}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Form] = {
    "plain": Form(
        gettext_lazy("Plain text"), "text/plain; charset=utf-8", ".txt", lambda one: plain(one) + "\n"
    ),
    "bibtex": Form("BibTeX", "application/x-bibtex; charset=utf-8", ".bib", bibtex),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", ".ris", ris),
    "csl": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", ".json", csl),
}
