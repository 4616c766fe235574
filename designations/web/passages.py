"""What the page of a source asks of the models: its passages, their number, and who contradicts them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from designations.models import Citation, EventVersion, Source
from designations.web.paging import MOST_DIGITS, unknown_row

_RELATED = ("source", "version__event", "version__list__jurisdiction", "version__designation__entity")


def _citations(source: Source, *, known_at: int) -> QuerySet[Citation]:
    heads = EventVersion.objects.standing(known_at=known_at).values("pk")
    return Citation.objects.filter(source=source, change_id__lte=known_at, version__in=heads)


def passages(source: Source, *, after: str, known_at: int) -> QuerySet[Citation]:
    """What it says of events in force: first what it supports, then what it disputes, by place in the text.

    `after` is the key of the last one of the page before. Raises `AddressError` where that is none of these.
    """
    found = _citations(source, known_at=known_at)
    if after:
        found = found.filter(_later(found, after=after))
    return found.select_related(*_RELATED).order_by("disputes", F("start").asc(nulls_last=True), "pk")


def _later(found: QuerySet[Citation], *, after: str) -> Q:
    if not (after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS):
        raise unknown_row(after)
    anchor = found.filter(pk=int(after)).values_list("disputes", "start").first()
    if anchor is None:
        raise unknown_row(after)
    disputes, start = anchor
    later = Q(start__isnull=True, pk__gt=int(after))
    if start is not None:
        later = Q(start__isnull=True) | Q(start__gt=start) | Q(start=start, pk__gt=int(after))
    later &= Q(disputes=disputes)
    return later if disputes else later | Q(disputes=True)


def tally(source: Source, *, known_at: int) -> tuple[int, int]:
    """How many events it supports, and how many it disputes."""
    counted = _citations(source, known_at=known_at).aggregate(
        supported=Count("version", distinct=True, filter=Q(disputes=False)),
        disputed=Count("version", distinct=True, filter=Q(disputes=True)),
    )
    return counted["supported"], counted["disputed"]


def contradicting(source: Source, versions: Iterable[EventVersion], *, known_at: int) -> QuerySet[Citation]:
    """Where other sources dispute these events, or give another date for them."""
    return (
        Citation.objects.filter(version__in={row.pk for row in versions}, change_id__lte=known_at)
        .filter(Q(disputes=True) | Q(claimed_on__isnull=False))
        .exclude(source=source)
        .select_related(*_RELATED)
        .order_by("version__event_id", "pk")
    )
