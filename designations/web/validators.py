"""Strong validators: what a page shows is decided by its address, the record's last change and the day.

So a browser or proxy that holds a page asks once, at the cost of one query, and is told that nothing changed
(RFC 9110, section 13). Feeds are asked for and captures taken without a change of the record: pages that show
them say so with `Beside`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, OrderBy, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from designations.models import Capture, Change, Feed, FeedProgramme

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))")
_KINDS = frozenset({".py", ".html", ".txt", ".css", ".js", ".svg", ".json", ".mo"})


class Beside(enum.Enum):
    """What a page shows beside the record."""

    FEEDS = "feeds"
    CAPTURES = "captures"


def last_change(*beside: Beside) -> tuple[int, str]:
    """The number of the last change, and the state of what a page shows beside the record; one query."""
    asked = {}
    if Beside.FEEDS in beside:
        newest = Feed.objects.order_by(OrderBy(F("last_checked_at"), descending=True, nulls_last=True))
        asked["checked"] = Subquery(newest.values("last_checked_at")[:1])
        followed = FeedProgramme.objects.order_by().annotate(one=F("pk") - F("pk")).values("one")
        asked["followed"] = Subquery(followed.annotate(number=Count("pk")).values("number"))
    if Beside.CAPTURES in beside:
        asked["captured"] = Subquery(Capture.objects.order_by("-pk").values("pk")[:1])
    found = Change.objects.order_by("-seq").annotate(**asked).values_list("seq", *asked).first()
    return (found[0], " ".join(map(str, found[1:]))) if found else (0, "")


def validator(request: HttpRequest, *, given: Mapping[str, str], seq: int, state: str, gzipped: bool) -> str:
    """The ETag of a page, with its quotation marks; bytes that differ, gzipped ones too, have another one."""
    inputs = [
        build(),
        get_language() or "",
        request.scheme or "",
        request.get_host(),
        request.path,
        *(f"{name}={value}" for name, value in sorted(given.items())),
        timezone.now().date().isoformat(),
        state,
    ]
    digest = sha256("\x00".join(inputs).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f'"{seq}-{digest}{"-gz" if gzipped else ""}"'


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the client reads gzipped answers."""
    return bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))


@cache
def build() -> str:
    """A digest of everything that decides how the record is shown: another release has other validators."""
    digest = sha256(f"{django.get_version()} {settings.SITE_URL}".encode())
    for path in _shown_by():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _shown_by() -> Iterable[Path]:
    roots = [Path(apps.get_app_config("designations").path), *map(Path, settings.TEMPLATES[0]["DIRS"])]
    return sorted(path for root in roots for path in root.rglob("*") if path.suffix in _KINDS)
