"""Accounts and roles of others, their devices and sessions; and rising above one's own role."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.designations.admin.permissions.case import Ask, Case, Make, address, form, look, post, way
from tests.factories import administrator, make_user

WORDS = "a long enough pass phrase"
_NEW = {"usable_password": "true", "password1": WORDS, "password2": WORDS}
_DATES = {f"{name}_{part}": "" for name in ("last_login", "date_joined") for part in (0, 1)}
# A form that passes over what it does not ask says so in the log of forms.
_FORM = frozenset({"auth_user", "django_admin_log", "designations_accountevent"})


def grant(folder: Path) -> Case:
    somebody = make_user()
    url = address(somebody)
    sent = form(url, groups=[Group.objects.get(name="editor").pk]) | _DATES
    return Case(
        asks=post(url, sent), happened=lambda _: somebody.groups.exists(), page=url, offered='name="_save"'
    )


def add_account(folder: Path) -> Case:
    return Case(
        asks=post(reverse("admin:auth_user_add"), {"username": "newcomer", **_NEW}),
        happened=lambda _: User.objects.filter(username="newcomer").exists(),
    )


def add_group(folder: Path) -> Case:
    return Case(
        asks=post(reverse("admin:auth_group_add"), {"name": "readers"}),
        happened=lambda _: Group.objects.filter(name="readers").exists(),
    )


def change_group(name: str) -> Make:
    def made(folder: Path) -> Case:
        group, _ = Group.objects.get_or_create(name=name)
        return Case(
            asks=post(address(group), {"name": "renamed"}),
            happened=lambda _: Group.objects.filter(name="renamed").exists(),
        )

    return made


def password_of(make: Any) -> Make:
    def made(folder: Path) -> Case:
        account = make()
        return Case(
            asks=post(reverse("admin:auth_user_password_change", args=[account.pk]), _NEW),
            happened=lambda _: User.objects.get(pk=account.pk).check_password(WORDS),
        )

    return made


def become_superuser(folder: Path) -> Case:
    """Say on the form of the own account what it does not ask."""
    somebody = make_user()
    sent = form(address(somebody), is_superuser="on") | _DATES
    return Case(
        asks=lambda user: [Ask(address(user), {**sent, "username": user.username})],
        happened=lambda user: User.objects.get(pk=user.pk).is_superuser,
        touches=_FORM | {"auth_user_groups"},
    )


def program(folder: Path) -> Case:
    """Let a program's account sign in."""
    account = User.objects.get(username="importer")
    return Case(
        asks=post(address(account), form(address(make_user())) | _DATES | {"username": "importer"}),
        happened=lambda _: User.objects.get(pk=account.pk).is_active,
    )


def reset_devices_of(make: Any) -> Make:
    def made(folder: Path) -> Case:
        somebody = make()
        device = TOTPDevice.objects.create(user=somebody)
        url = reverse("admin:auth_user_reset_devices", args=[somebody.pk])
        return Case(
            asks=post(url),
            happened=lambda _: not TOTPDevice.objects.filter(pk=device.pk).exists(),
            page=address(somebody),
            offered=url,
        )

    return made


def end_sessions_of(make: Any) -> Make:
    def made(folder: Path) -> Case:
        somebody, there = make(), Client()
        there.force_login(somebody)
        assert there.get(reverse("admin:index")).status_code == 200
        return Case(
            asks=post(reverse("admin:auth_user_end_sessions", args=[somebody.pk])),
            happened=lambda _: not somebody.desk_sessions.exists(),
        )

    return made


def session_of_another(folder: Path) -> Case:
    """End it as if it were one of one's own."""
    somebody, there = make_user(), Client()
    there.force_login(somebody)
    there.get(reverse("admin:index"))
    row = somebody.desk_sessions.get()
    return Case(
        asks=post(reverse("admin:end_session", args=[row.pk])),
        happened=lambda _: not somebody.desk_sessions.exists(),
    )


def pages(folder: Path) -> Case:
    user, group = make_user(), Group.objects.get(name="editor")
    lists = (reverse(f"admin:auth_{model}_changelist") for model in ("user", "group"))
    rows = (address(row, page) for row in (user, group) for page in ("change", "history"))
    return look(*lists, *rows)


def audit(folder: Path) -> Case:
    return Case(asks=look(reverse("admin:audit")).asks, page=reverse("admin:index"), offered="/audit/")


_MODELS, _PAGES = ("user", "group"), ("changelist", "change", "history")
WAYS = {
    "manage accounts and roles": {
        "grant": way(grant, "auth_user_change"),
        "add": way(add_account, "auth_user_add"),
        "password": way(password_of(make_user), "auth_user_password_change"),
        "group": way(add_group, "auth_group_add"),
        "change group": way(change_group("readers"), "auth_group_change"),
        "devices": way(reset_devices_of(make_user), "auth_user_reset_devices"),
        "sessions": way(end_sessions_of(make_user), "auth_user_end_sessions"),
    },
    "rise above one's role": {
        "superuser": way(become_superuser, "auth_user_change"),
        "program": way(program, "auth_user_change"),
        "password": way(password_of(administrator), "auth_user_password_change"),
        "group": way(change_group("contributor"), "auth_group_change"),
        "devices": way(reset_devices_of(administrator), "auth_user_reset_devices"),
        "sessions": way(end_sessions_of(administrator), "auth_user_end_sessions"),
        "session": way(session_of_another, "end_session"),
    },
    "look at accounts": {
        "pages": way(
            pages,
            *(f"auth_{m}_{page}" for m in ("user", "group") for page in ("changelist", "change", "history")),
        )
    },
    "look at the audit trail": {"page": way(audit, "audit")},
}
