"""Rows that exist after every migration: groups with their permissions, system users, the clock."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone

from designations.editorial.access import SYSTEM_USERS
from designations.models import AlertCursor, ChangeClock

_RECORDS = ("source", "act", "entity", "entityname", "entityidentifier", "entityrelation")
_READABLE = (
    "capture", "change", "citation", "designation", "designationlist", "event", "eventversion",
    "jurisdiction", "merge", "period", "draft", "draftcitation", *_RECORDS,
    "feed", "feedprogramme", "snapshot", "entry", "entrylink",
)  # fmt: skip
EDITOR = [
    *(f"view_{name}" for name in _READABLE),
    *(f"{verb}_{name}" for verb in ("add", "change") for name in (*_RECORDS, "draft", "draftcitation")),
    *(f"delete_{name}" for name in ("draftcitation", "entityname", "entityidentifier", "entityrelation")),
    "add_capture", "submit_draft", "review_draft", "edit_reference",
]  # fmt: skip
PUBLISHER = [
    *EDITOR,
    *(f"{verb}_{name}" for verb in ("add", "change") for name in ("jurisdiction", "designationlist")),
    *(f"{verb}_{name}" for verb in ("add", "change") for name in ("feed", "feedprogramme")),
    "delete_feedprogramme",
    "publish_event", "merge_entity",
]  # fmt: skip
GROUPS = {"editor": EDITOR, "publisher": PUBLISHER}


def install(**_: Any) -> None:
    """Create what is missing; safe to run again. Connected to `post_migrate`."""
    for name, codenames in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="designations", codename__in=codenames)
        )
    for username in SYSTEM_USERS:
        User.objects.get_or_create(
            username=username, defaults={"is_active": False, "password": make_password(None)}
        )
    ChangeClock.objects.get_or_create(id=1, defaults={"at": timezone.now()})
    AlertCursor.objects.get_or_create(id=1)
