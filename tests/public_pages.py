"""Every type of public page, over the shipped facts with a version each of two official lists."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.urls import URLPattern, URLResolver, resolve

from designations.alerts.links import confirm_url, manage_url, unsubscribe_url
from designations.importers.run import import_version
from designations.models import Citation, Entity, EventVersion, Feed, Snapshot, Subscription
from designations.urls import pages
from tests.followers import follow
from tests.real_files import real_file
from tests.shipped import shipped_facts
from tracker.database import owner_connection

# Routes that answer with something else than a page.
FILES = {
    "suggest", "members_csv", "compare_csv", "entity_card", "list_card", "event_card", "changes_atom",
    "changes_json", "list_cite", "entity_cite", "event_cite",
}  # fmt: skip
VERSIONS = [
    ("un", ("un-sc", "2025-09-03.xml.gz"), None),
    ("us-ofac", ("us-ofac", "2024-02-02-sdn.csv.gz"), date(2024, 2, 2)),
]


@contextmanager
def shipped_and_imported(blocker: Any) -> Iterator[None]:
    """The facts with a version of the UN's list and of OFAC's; skipped where those files are absent."""
    folder = Path(tempfile.mkdtemp())
    try:
        files = [real_file(*parts, tmp_path=folder) for _, parts, _ in VERSIONS]
        with shipped_facts(blocker):
            for (slug, _, dated), path in zip(VERSIONS, files, strict=True):
                feed = Feed.objects.get(slug=slug)
                outcome = import_version(feed, files={"main": path}, dated=dated, publish=True)
                assert outcome.as_json()["reason"] == "", outcome.as_json()
            with owner_connection(), connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield
    finally:
        shutil.rmtree(folder)


def route_of(address: str) -> str:
    """The name of the route that answers at an address."""
    return str(resolve(address.split("?")[0]).url_name)


def page_types(routes: Sequence[URLPattern | URLResolver] = pages) -> set[str]:
    """The name of every route of the public pages that answers with a page."""
    found: set[str] = set()
    for route in routes:
        found |= page_types(route.url_patterns) if isinstance(route, URLResolver) else {str(route.name)}
    return found - FILES


def page_addresses() -> list[str]:
    """A page of each type; of some also on a day, filtered, with nothing found, and refused."""
    taliban = EventVersion.objects.filter(designation__entity__slug="taliban", list__slug="ru-fsb")
    event = taliban.filter(kind="suspended").latest("id").event
    cited = Citation.objects.filter(version__event=event).select_related("source")[0]
    un, ofac = (Snapshot.objects.filter(feed__slug=slug)[0] for slug, _, _ in VERSIONS)
    imported = Entity.objects.exclude(names__language="").order_by("-id")[0]
    reader = follow(entities=[Entity.objects.get(slug="taliban")])
    asked: uuid.UUID = Subscription.objects.filter(subscriber=reader)[0].request
    return [
        # The first of a type is the one that is looked at in a browser.
        *("/", "/search/?q=taleban", "/search/?q=qqxx", "/jurisdictions/", "/jurisdictions/ru/"),
        *("/jurisdictions/us/alone/", "/lists/", "/lists/us-sdgt/"),
        *(
            "/lists/us-fto/?valid_on=2010-01-01&status=all",
            "/lists/un-1267/between/?from=2020-01-01",
            "/lists/un-1267/snapshots/",
        ),
        *(f"/snapshots/{row.public_id}/" for row in (un, ofac)),
        *("/compare/", "/compare/?list=us-fto&list=uk-proscribed", "/entities/", "/entities/?q=frnt"),
        *("/entities/taliban/", "/entities/taliban/?known_at=900", "/entities/taliban/diffusion/"),
        *(imported.get_absolute_url(), "/events/", "/events/?kind=listed&list=in-uapa"),
        *(event.get_absolute_url(), cited.source.get_absolute_url()),
        *("/proposals/", "/proposals/?state=ended", "/changes/"),
        *(f"/about/{name}/" for name in ("method", "coverage", "corrections", "design", "not-listed")),
        *("/alerts/?entity=taliban&find=hamas", "/alerts/asked/"),
        *(urlsplit(url).path for url in (confirm_url(asked), manage_url(reader), unsubscribe_url(reader))),
        *("/entities/talibann/", "/entities/taliban/?valid_on=soon"),
    ]
