"""Rows that exist after every migration: groups with their permissions, system users, the clock."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.utils import timezone

from designations.editorial.access import SYSTEM_USERS
from designations.models import AlertCursor, ChangeClock

_RECORDS = ("source", "act", "entity", "entityname", "entityidentifier", "entityrelation")
_READABLE = (
    "capture", "capturerequest",
    "change", "citation", "designation", "designationlist", "event", "eventversion",
    "jurisdiction", "merge", "period", "draft", "draftcitation", *_RECORDS,
    "feed", "feedprogramme", "snapshot", "entry", "entrylink",
)  # fmt: skip
# Writes drafts and keeps what they rest on; whatever becomes public goes through somebody else's hands.
CONTRIBUTOR = [
    *(f"view_{name}" for name in _READABLE),
    *(f"{verb}_{name}" for verb in ("add", "change") for name in ("draft", "draftcitation")),
    "delete_draftcitation", "add_source", "add_capture", "submit_draft",
]  # fmt: skip
EDITOR = [
    *(f"view_{name}" for name in _READABLE),
    *(f"{verb}_{name}" for verb in ("add", "change") for name in (*_RECORDS, "draft", "draftcitation")),
    *(f"delete_{name}" for name in ("draftcitation", "entityname", "entityidentifier", "entityrelation")),
    "add_capture", "add_capturerequest", "submit_draft", "review_draft", "edit_reference",
]  # fmt: skip
PUBLISHER = [
    *EDITOR,
    *(f"{verb}_{name}" for verb in ("add", "change") for name in ("jurisdiction", "designationlist")),
    *(f"{verb}_{name}" for verb in ("add", "change") for name in ("feed", "feedprogramme")),
    "delete_feedprogramme",
    "publish_event", "merge_entity",
]  # fmt: skip
# Keeps accounts and the law, and writes nothing: whoever edits as well is in a second group.
ADMINISTRATOR = [
    *(f"view_{name}" for name in _READABLE),
    *(f"view_{name}" for name in ("subscriber", "subscription", "delivery", "accountevent")),
    "redact_record", "manage_account",
    *(f"auth.{verb}_{name}" for verb in ("add", "change", "view") for name in ("user", "group")),
]  # fmt: skip
GROUPS = {
    "contributor": CONTRIBUTOR,
    "editor": EDITOR,
    "publisher": PUBLISHER,
    "administrator": ADMINISTRATOR,
}


def permissions_named(codenames: Sequence[str]) -> QuerySet[Permission]:
    """The permissions of these code names; one of another application is named with it: `auth.add_user`."""
    named = [name.rpartition(".") for name in codenames]
    ours = Q(content_type__app_label="designations", codename__in=[code for app, _, code in named if not app])
    others = [Q(content_type__app_label=app, codename=code) for app, _, code in named if app]
    return Permission.objects.filter(reduce(or_, others, ours))


def install(**_: Any) -> None:
    """Create what is missing; safe to run again. Connected to `post_migrate`."""
    for name, codenames in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions_named(codenames))
    for username in SYSTEM_USERS:
        User.objects.get_or_create(
            username=username, defaults={"is_active": False, "password": make_password(None)}
        )
    ChangeClock.objects.get_or_create(id=1, defaults={"at": timezone.now()})
    AlertCursor.objects.get_or_create(id=1)
