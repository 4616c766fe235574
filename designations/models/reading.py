"""The two clocks of every reading: the day in the world, and what was known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from designations.models.change import Change


class ReadingError(ValueError):
    """A clock that cannot be read; `field` names the parameter."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the world stood on `valid_on`, as the tracker knew after change number `known_seq`."""

    valid_on: date
    known_seq: int
    is_today: bool = True
    is_current: bool = True

    @classmethod
    def now(cls) -> Reading:
        """Today, with all that is known."""
        return cls(valid_on=timezone.now().date(), known_seq=Change.objects.known_seq())

    @classmethod
    def parse(
        cls, *, valid_on: str | None = None, known_at: str | None = None, last: int | None = None
    ) -> Reading:
        """From query parameters; empty ones mean today and now.

        `valid_on` is a day, `2010-01-31`. `known_at` is a change number, a moment in ISO 8601 (UTC unless it
        says otherwise) or a day, which means its end. `last` is the number of the last change, where it is
        known already. Raises `ReadingError`.
        """
        today = timezone.now().date()
        return cls(
            valid_on=_day(valid_on, field="valid_on") if valid_on else today,
            known_seq=last
            if last is not None and not known_at
            else Change.objects.known_seq(known_at=_known(known_at) if known_at else None),
            is_today=not valid_on,
            is_current=not known_at,
        )


def _day(text: str, *, field: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        told = _("'%(text)s' is no day; write it as 2010-01-31.") % {"text": text}
        raise ReadingError(field, told) from None


def _known(text: str) -> int | datetime:
    if text.isascii() and text.isdigit():
        if len(text) > 18:
            raise ReadingError("known_at", _("'%(text)s' is no change number.") % {"text": text})
        return int(text)
    if len(text) == 10:
        following = _day(text, field="known_at")
        if following == date.max:
            raise ReadingError("known_at", _("'%(text)s' lies too far ahead.") % {"text": text})
        return datetime.combine(following + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
    try:
        # A plus sign in a query string arrives as a space.
        moment = parse_datetime(text.replace(" ", "+") if text.count(" ") == 1 and "T" in text else text)
    except ValueError:
        moment = None
    if moment is None:
        told = _("'%(text)s' is neither a change number nor a time such as 2026-11-23T12:00:00Z.")
        raise ReadingError("known_at", told % {"text": text})
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
