"""List files: defined, enabled, accepted; and their entries linked, created and split."""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from designations.importers.decide import decide
from designations.models import Acceptance, EntryLink, Feed, Snapshot
from tests.designations.admin.permissions.case import (
    Case,
    Make,
    address,
    changelist,
    edited,
    form,
    post,
    selected,
    way,
)
from tests.factories import editor, make_entity, make_list
from tests.feeds import OPTIONS, link_of, make_feed, snapshot_of, version

ADD = reverse("admin:designations_feed_add")


def change(folder: Path) -> Case:
    return edited(make_feed(), name="publisher", value="Another ministry")


def add(folder: Path) -> Case:
    sent = form(
        ADD, name="National register", slug="xx-register", adapter="generic_table",
        addresses='{"main": "https://lists.example.org/file.csv"}', options=json.dumps(OPTIONS),
        programmes__0__programme="T", programmes__0__list=make_list().pk,
    )  # fmt: skip
    return Case(
        asks=post(ADD, sent),
        happened=lambda _: Feed.objects.filter(slug="xx-register").exists(),
        page=changelist("feed"),
        offered=f'href="{ADD}"',
    )


def enable(folder: Path) -> Case:
    feed, url = make_feed(), changelist("feed")
    Feed.objects.filter(pk=feed.pk).update(is_enabled=False)
    return Case(
        asks=post(url, selected("enable_selected", feed)),
        happened=lambda _: Feed.objects.get(pk=feed.pk).is_enabled, page=url, offered="enable_selected",
    )  # fmt: skip


def accept_held(folder: Path) -> Case:
    feed = make_feed()
    version(feed, folder, [(f"A{n}", f"Front {n}") for n in range(12)])
    held = snapshot_of(version(feed, folder, [("A1", "Front 1")], day=1))
    assert held.state == Snapshot.State.HELD
    url = address(held, "accept")
    return Case(
        asks=post(url),
        happened=lambda _: Acceptance.objects.filter(snapshot=held).exists(),
        page=address(held),
        offered=url,
    )


def undecided(folder: Path) -> EntryLink:
    """An entry that may be an entity, or another one of the same name."""
    make_entity(name="Northern Front")
    feed = make_feed()
    version(feed, folder, [("A1", "Northern Front")])
    return link_of(feed, "A1")


def decision(**sent: Any) -> Make:
    """Decide who an entry is."""

    def made(folder: Path) -> Case:
        link = undecided(folder)
        told = sent or {"entity": make_entity(name="Northern Front").pk}

        def happened(user: User) -> bool:
            return EntryLink.objects.filter(pk=link.pk, entity__isnull=False, decided_by=user).exists()

        return Case(
            asks=post(address(link, "decide"), told), happened=happened,
            page=address(link), offered=address(link, "decide"),
        )  # fmt: skip

    return made


def split(folder: Path) -> Case:
    link = undecided(folder)
    decide(link, entity=make_entity(name="Northern Front"), by=editor())
    url = address(link, "split")
    return Case(
        asks=post(url),
        happened=lambda _: EntryLink.objects.filter(pk=link.pk, entity=None).exists(),
        page=address(link),
        offered=url,
    )


WAYS = {
    "manage feeds": {
        "change": way(change, "designations_feed_change"),
        "add": way(add, "designations_feed_add"),
        "enable": way(enable, "designations_feed_changelist", "feed:enable_selected"),
    },
    "accept a held file": {"button": way(accept_held, "designations_snapshot_accept")},
    "decide an entry": {
        "link": way(decision(), "designations_entrylink_decide"),
        "create": way(decision(new="1"), "designations_entrylink_decide"),
        "split": way(split, "designations_entrylink_split"),
    },
}
