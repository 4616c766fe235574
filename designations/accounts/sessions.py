"""The sessions of a person: seen, listed, ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from designations.accounts.whence import agent_of, network_of
from designations.models import DeskSession

_SEEN = "seen_at"
EVERY = timedelta(minutes=5)


class SeenAtTheDesk:
    """Middleware: notes for each session at the desk when it was last used, every few minutes at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and isinstance(request.user, User):
            see(request, user=request.user)
        return self.get_response(request)


def see(request: HttpRequest, *, user: User) -> None:
    """Note that the session of `request` is in use, unless that was noted shortly before."""
    now = timezone.now()
    key = request.session.session_key
    noted = request.session.get(_SEEN)
    if key is None or (noted and noted[0] == key and noted[1] > (now - EVERY).timestamp()):
        return
    row = DeskSession(
        session_id=key, user_id=user.pk, since=now, last_seen_at=now,
        agent=agent_of(request), address=network_of(request),
    )  # fmt: skip
    # Ended by somebody else at this very moment: the next request finds nobody signed in.
    with suppress(IntegrityError), transaction.atomic():
        DeskSession.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["session"],
            update_fields=["user", "last_seen_at", "agent", "address"],
        )
        request.session[_SEEN] = [key, now.timestamp()]


def sessions_of(user: User) -> QuerySet[DeskSession]:
    """The sessions of `user` that have not run out, the one used last first."""
    return DeskSession.objects.filter(user=user, session__expire_date__gt=timezone.now()).order_by(
        "-last_seen_at", "pk"
    )


def end_sessions(user: User, *, only: int | None = None, but: str | None = None) -> int:
    """End the sessions of `user`: all, `only` the one of this number, or all `but` that of this key.

    Returns how many.
    """
    mine = DeskSession.objects.filter(user=user)
    if only is not None:
        mine = mine.filter(pk=only)
    if but:
        mine = mine.exclude(session_id=but)
    keys = list(mine.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


def forget_expired() -> int:
    """Delete the sessions that ran out, with all that was noted of them; returns how many."""
    gone = Session.objects.filter(expire_date__lt=timezone.now()).delete()[1]
    return gone.get(Session._meta.label, 0)
