"""One's own account, and the pages that are for everybody at the desk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from designations.models import DeskSession
from tests.designations.admin.permissions.case import Case, Make, look, post, way

ELSEWHERE, NUMBER = "elsewhere", 987_654
WORDS = "a long enough pass phrase"


def signed_in_elsewhere(user: User) -> None:
    """A second session of `user`."""
    now = timezone.now()
    Session.objects.create(session_key=ELSEWHERE, session_data="", expire_date=now + timedelta(days=1))
    DeskSession.objects.create(pk=NUMBER, session_id=ELSEWHERE, user=user, since=now, last_seen_at=now)


def end(name: str, *args: Any) -> Make:
    return lambda folder: Case(
        asks=post(reverse(f"admin:{name}", args=args)),
        happened=lambda _: not Session.objects.filter(pk=ELSEWHERE).exists(),
        prepare=signed_in_elsewhere,
    )


def _enrolled(user: User) -> None:
    TOTPDevice.objects.create(user=user, confirmed=True)


def codes(folder: Path) -> Case:
    return Case(
        asks=post(reverse("admin:codes"), {"password": "correct horse"}),
        happened=lambda user: StaticToken.objects.filter(device__user=user).count() == 10,
        prepare=_enrolled,
    )


def password(folder: Path) -> Case:
    return Case(
        asks=post(
            reverse("admin:password_change"),
            {"old_password": "correct horse", "new_password1": WORDS, "new_password2": WORDS},
        ),
        happened=lambda user: User.objects.get(pk=user.pk).check_password(WORDS),
    )


def pages(folder: Path) -> Case:
    names = ("index", "manual", "account", "password_change", "password_change_done", "jsi18n")
    return look(
        *(reverse(f"admin:{name}") for name in names), f"{reverse('admin:understood_date')}?text=2003"
    )


WAYS = {
    "keep one's own account": {
        "one session": way(end("end_session", NUMBER), "end_session"),
        "other sessions": way(end("end_other_sessions"), "end_other_sessions"),
        "codes": way(codes, "codes"),
        "password": way(password, "password_change"),
    },
    "look at the desk": {
        "pages": way(
            pages, "index", "manual", "account", "password_change", "password_change_done", "understood_date",
            "jsi18n",
        )
    },
}  # fmt: skip
