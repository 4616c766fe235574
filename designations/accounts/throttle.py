"""How often somebody may try: a name from one address, and one address whatever the name.

Each try is written down before it is weighed, so that any number of tries at the same moment count each other
and no more than the limit pass. What was refused does not count: the time that is told stays true.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from designations.models import SignInAttempt

KEPT = timedelta(days=1)


class TooManyAttempts(Exception):
    """The limit is reached; `until` says when the next try is taken."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        minutes = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
        spoken = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(f"Too many attempts. Try again in {spoken}, at {until:%H:%M} UTC.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that was let through."""

    pair: str
    row: int

    def succeeded(self) -> None:
        """What failed before is forgotten: for the name at this address, and this try for the address."""
        SignInAttempt.objects.filter(key=self.pair).delete()
        SignInAttempt.objects.filter(pk=self.row).delete()


def attempt(*, purpose: str, name: str, address: str) -> Attempt:
    """Let a try of `name` from `address` through; raises `TooManyAttempts` once the limit is reached.

    `purpose` keeps apart what is guessed: a password, or a code after it.
    """
    pair = _key(purpose, name.strip().casefold(), address)
    whole = _key(purpose, address)
    rows = SignInAttempt.objects.bulk_create([SignInAttempt(key=pair), SignInAttempt(key=whole)])
    limits = {
        pair: settings.SIGN_IN_ATTEMPTS,
        whole: settings.SIGN_IN_ATTEMPTS_OF_ADDRESS,
    }
    mine = [row.pk for row in rows]
    until = max(_barred_until(key, limit=limit, mine=mine) for key, limit in limits.items())
    if until > timezone.now():
        SignInAttempt.objects.filter(pk__in=mine).delete()
        raise TooManyAttempts(until)
    return Attempt(pair=pair, row=rows[1].pk)


def _barred_until(key: str, *, limit: int, mine: list[int]) -> datetime:
    """When `key` is below its limit again; a time that has passed if it is."""
    window = timedelta(seconds=settings.SIGN_IN_WINDOW_SECONDS)
    now = timezone.now()
    others = SignInAttempt.objects.filter(key=key, at__gt=now - window).exclude(pk__in=mine)
    decisive = others.order_by("-at").values_list("at", flat=True)[limit - 1 : limit].first()
    return decisive + window if decisive else now - window


def forget_old() -> int:
    """Delete the tries that no limit counts any more; returns how many."""
    return SignInAttempt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _key(*parts: str) -> str:
    text = "\x00".join(parts).encode(errors="replace")
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
