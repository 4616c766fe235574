"""How often somebody may try: a name from one address, and one address whatever the name.

Tries of one key are weighed one after the other, and written down before the password is looked at: any
number of them at the same moment count each other, and exactly the limit pass. What was refused is not
written down, so that the time that is told stays true.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
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
    limits = {pair: settings.SIGN_IN_ATTEMPTS, whole: settings.SIGN_IN_ATTEMPTS_OF_ADDRESS}
    with transaction.atomic():
        _take_turns(limits)
        until = max(_barred_until(key, limit=limit) for key, limit in limits.items())
        if until > timezone.now():
            raise TooManyAttempts(until)
        rows = SignInAttempt.objects.bulk_create([SignInAttempt(key=pair), SignInAttempt(key=whole)])
    return Attempt(pair=pair, row=rows[1].pk)


def _take_turns(keys: Iterable[str]) -> None:
    """Wait until nobody else weighs one of `keys`; in one order, so that no two wait for each other."""
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [int(key[:15], 16)])


def _barred_until(key: str, *, limit: int) -> datetime:
    """When `key` is below its limit again; a time that has passed if it is."""
    window = timedelta(seconds=settings.SIGN_IN_WINDOW_SECONDS)
    now = timezone.now()
    tries = SignInAttempt.objects.filter(key=key, at__gt=now - window).order_by("-at")
    decisive = tries.values_list("at", flat=True)[limit - 1 : limit].first()
    return decisive + window if decisive else now - window


def forget_old() -> int:
    """Delete the tries that no limit counts any more; returns how many."""
    return SignInAttempt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _key(*parts: str) -> str:
    text = "\x00".join(parts).encode(errors="replace")
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
