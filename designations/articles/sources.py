"""Which source a retrieved article is: the one that has its address, else a new one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.db.models.functions import Lower

from designations.articles.extract import Extracted
from designations.editorial.edit import edit
from designations.models import Source
from designations.text.web_addresses import before_query, plain_address

_LOCKS = 0x61727469
_FILLED = ("author", "publisher", "published_on", "language")
_MOST = 500


def source_at(url: str) -> Source | None:
    """The first source with the address `url`, however either is written; None if there is none."""
    address = plain_address(url)
    if not address:
        return None
    begins = before_query(address).removesuffix("/").lower()
    scheme, _, rest = begins.partition("://")
    host, _, path = rest.partition("/")
    port = {"https": ":443", "http": ":80"}.get(scheme, "")
    found = Source.objects.none()
    for place in {rest, f"{host}{port}/{path}".removesuffix("/")}:
        found = found | Source.objects.alias(low=Lower("url")).filter(low__startswith=f"{scheme}://{place}")
    rows = found.order_by("pk").values_list("pk", "url")[:_MOST]
    same = next((key for key, written in rows if plain_address(written) == address), None)
    return Source.objects.get(pk=same) if same is not None else None


def hold(url: str) -> None:
    """Let nobody else make a source for `url` until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::int, hashtext(%s))", [_LOCKS, plain_address(url)])


def source_of(found: Extracted, *, url: str, title: str, by: User, known: Source | None) -> Source:
    """`known` or the source at `url`, with what it lacks filled in from `found`; else a new one.

    The caller holds the clock and `url`. What an editor wrote stays. Raises an `EditorialError`.
    """
    source = known or source_at(url)
    if source is None:
        source = Source(url=plain_address(url), title=(found.title or title)[:500])
    for name in _FILLED:
        if not getattr(source, name):
            setattr(source, name, getattr(found, name))
    edit(source, by=by)
    return source


@dataclass(frozen=True, slots=True)
class Given:
    """A title for a text that may have none of its own: what the editor typed, else how it begins."""

    typed: str
    text: str

    def __str__(self) -> str:
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return self.typed.strip() or (first if len(first) <= 200 else f"{first[:199].rstrip()}\u2026")
