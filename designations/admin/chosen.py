"""The passage that was picked in the reading view, on its way to the form that cites it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from designations.models import Capture
from designations.text.partial_dates import PartialDate
from designations.text.quotes import LONGEST

# Several parts of one page ask for it.
_CHOSEN = "designations.chosen"


@dataclass(frozen=True, slots=True)
class Chosen:
    """capture.text[start:end], in code points."""

    capture: Capture
    start: int
    end: int

    @property
    def quote(self) -> str:
        """Its words, as the capture has them."""
        return self.capture.text[self.start : self.end]

    @property
    def query(self) -> str:
        """What `chosen` reads it back from."""
        return urlencode({"capture": self.capture.pk, "start": self.start, "end": self.end})

    @property
    def citation(self) -> dict[str, Any]:
        """What a form for a citation begins with."""
        return {
            "source": self.capture.source_id, "quote": self.quote,
            "capture": self.capture.pk, "start": self.start,
        }  # fmt: skip

    @property
    def event(self) -> dict[str, Any]:
        """What a form for an event begins with: an article shows no more than that it happened before."""
        published = self.capture.source.published_on
        return {"occurred_on": PartialDate.before(published.hi)} if published else {}


def chosen(request: HttpRequest) -> Chosen | None:
    """The passage that the address of `request` names; None if it names none that may be quoted."""
    if _CHOSEN not in request.META:
        request.META[_CHOSEN] = _read(request)
    found: Chosen | None = request.META[_CHOSEN]
    return found


def _read(request: HttpRequest) -> Chosen | None:
    key, start, end = (_number(request.GET.get(name, "")) for name in ("capture", "start", "end"))
    if key is None or start is None or end is None or not 0 < end - start <= LONGEST:
        return None
    if not request.user.has_perm("designations.view_capture"):
        return None
    rows = Capture.objects.filter(pk=key, redacted_because="").select_related("source")
    capture = rows.first()
    if capture is None or end > len(capture.text) or not capture.text[start:end].strip():
        return None
    return Chosen(capture, start, end)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
