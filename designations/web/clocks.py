"""The two clocks of a page as its address states them, and the addresses that keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from designations.models import Reading, ReadingError
from designations.text.partial_dates import FIRST_YEAR
from designations.web.cards import AsOf, Link

LONGEST = 200
MOST_VALUES = 20


class AddressError(ReadingError):
    """A parameter of an address, other than a clock, that cannot be read; `field` names it.

    `suggestions` lead to the same page with what may be meant.
    """

    def __init__(self, field: str, text: str, *, suggestions: Sequence[Link] = ()) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(field, text)


def given_in(request: HttpRequest, *names: str, many: Sequence[str] = (), on_day: bool) -> dict[str, str]:
    """What an address says for the page's own parameters `names` and the clocks; all others are ignored.

    Those of `many` may be given more than once, or with commas: all their values come joined by commas.
    Raises `AddressError` for a value that no parameter can have.
    """
    wanted = (*names, "known_at", *(("valid_on",) if on_day else ()))
    given = {name: value for name in wanted if (value := request.GET.get(name, "").strip())}
    several = {name: _values(request, name) for name in many}
    for name, value in [*given.items(), *((name, v) for name, values in several.items() for v in values)]:
        if len(value) > LONGEST or "\x00" in value:
            text = _("At most %(number)s printable characters are read.") % {"number": LONGEST}
            raise AddressError(name, text)
    return given | {name: ",".join(values) for name, values in several.items() if values}


def _values(request: HttpRequest, name: str) -> list[str]:
    """The values of a parameter that may be given more than once, each once."""
    texts = (text.strip() for given in request.GET.getlist(name) for text in given.split(","))
    values = list(dict.fromkeys(text for text in texts if text))
    if len(values) > MOST_VALUES:
        raise AddressError(name, _("At most %(number)s values are read.") % {"number": MOST_VALUES})
    return values


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a reader asked of the two clocks and of the page's other parameters.

    `given` holds what the address said, `on_day` tells whether the page looks at a day at all.
    """

    path: str
    origin: str
    given: dict[str, str]
    reading: Reading
    on_day: bool = True

    @classmethod
    def of(cls, request: HttpRequest, *, given: dict[str, str], on_day: bool, last: int) -> Clocks:
        """From what an address said (`given_in`); `last` is the number of the last change.

        Raises `ReadingError` naming the parameter.
        """
        reading = Reading.parse(valid_on=given.get("valid_on"), known_at=given.get("known_at"), last=last)
        if reading.valid_on.year < FIRST_YEAR:
            text = _("Days before the year %(year)s are not kept.") % {"year": FIRST_YEAR}
            raise AddressError("valid_on", text)
        return cls(
            path=request.path,
            origin=request.build_absolute_uri("/").rstrip("/"),
            given=given,
            reading=reading,
            on_day=on_day,
        )

    @property
    def known(self) -> int:
        """The change number at which the page is computed."""
        return self.reading.known_seq

    def get(self, name: str) -> str:
        """What the address said for a parameter; '' if nothing."""
        return self.given.get(name, "")

    def address(self, **changes: str) -> str:
        """This page with some parameters changed ('' takes one away), keeping all others."""
        kept = {name: value for name, value in (self.given | changes).items() if value}
        return f"{self.path}?{urlencode(kept, safe=',')}" if kept else self.path

    @property
    def permalink(self) -> str:
        """The whole address under which this page will always show what it shows now."""
        clocks = {"known_at": str(self.known)}
        if self.on_day:
            clocks["valid_on"] = self.reading.valid_on.isoformat()
        return self.origin + self.address(**clocks)

    def context(self) -> dict[str, Any]:
        """What the templates of every page are given."""
        clocks = ("known_at", "valid_on")
        return {
            "known_seq": self.known,
            "permalink": self.permalink,
            "address": self.address(),
            "plain_address": self.address(known_at="", valid_on=""),
            "asof": AsOf(
                valid_on=self.reading.valid_on,
                today=timezone.now().date(),
                known_at=self.get("known_at"),
                known_seq=self.known,
                keep=tuple((n, v) for n, v in self.given.items() if n not in (*clocks, "after")),
            ),
            "on_day": self.on_day,
            "asof_now": self.address(known_at="", valid_on="", after=""),
        }
