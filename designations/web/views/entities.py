"""Entities: the index with its filter by name, and the page of one."""

from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from designations.models import Entity, Period
from designations.models.planning import plans_kept
from designations.search.by_name import keys_holding
from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.paging import cut, links, unknown_row
from designations.web.present.heirs import Heirs
from designations.web.suggest import pages_like
from designations.web.views.entity_page import entity_context, entity_named, moved

SIZE = 100


@page("q", "after", on_day=False)
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """Entities by name, those that are read as another left out; `q` is a part of any of their names."""
    heirs = Heirs.known(known_at=clocks.known)
    rows: Any = Entity.objects.exclude(pk__in=heirs.keys)
    query = clocks.get("q")
    if query:
        rows = _named(rows, query=query, heirs=heirs)
    if after := clocks.get("after"):
        anchor = Entity.objects.filter(slug=after).values_list("name", flat=True).first()
        if anchor is None:
            raise unknown_row(after)
        rows = rows.filter(Q(name__gt=anchor) | Q(name=anchor, slug__gt=after))
    found, more = cut(list(rows.order_by("name", "slug")[: SIZE + 1]), size=SIZE)
    lists = _lists(found, heirs=heirs, clocks=clocks)
    context = {
        "query": query,
        "rows": [
            {
                "slug": row.slug,
                "name": row.name,
                "kind_label": row.get_kind_display(),
                "matched": _matched(row, query=query),
                "lists": len(lists.get(row.pk, ())),
            }
            for row in found
        ],
        "suggestions": pages_like(query, about="entity", known=clocks.known) if query and not found else [],
        **links(clocks, last=found[-1].slug if found else "", more=more),
    }
    return render(request, "web/entity_index.html", clocks.context() | context)


def _named(rows: Any, *, query: str, heirs: Heirs) -> Any:
    """Those of which some name holds the text; of an heir also the names of those that are read as it."""
    keys = keys_holding(query).filter(entity__isnull=False)
    inherited = set()
    if heirs.keys:
        merged = keys.filter(entity__in=heirs.keys).values_list("entity_id", flat=True)
        inherited = {heirs.keys[key] for key in merged}
    own_first = keys.filter(entity=OuterRef("pk")).exclude(kind="slug")
    own_first = own_first.annotate(own=Q(kind="name")).order_by("-own", "name")
    return rows.filter(Q(pk__in=keys.values("entity")) | Q(pk__in=inherited)).annotate(
        alias=Subquery(own_first.values("name")[:1])
    )


def _matched(row: Any, *, query: str) -> str:
    """The other name by which an entity was found, where its own does not hold the text."""
    alias: str = (query and row.alias) or ""
    return "" if alias == row.name else alias


def _lists(found: list[Entity], *, heirs: Heirs, clocks: Clocks) -> dict[int, set[int]]:
    """The keys of the lists on which each stands on the day, in force or suspended; one query."""
    keys = {key: row.pk for row in found for key in heirs.family(row)}
    pairs = Period.objects.known(known_at=clocks.known).filter(
        valid__contains=clocks.reading.valid_on,
        status__in=["in_force", "suspended"],
        designation__entity__in=keys,
    )
    lists: dict[int, set[int]] = defaultdict(set)
    for entity_id, list_id in pairs.values_list("designation__entity_id", "designation__list_id"):
        lists[keys[entity_id]].add(list_id)
    return lists


@page("after")
@plans_kept()
def entity(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """One entity on one day; a merged one leads to its heir, as merges were known."""
    row = entity_named(slug)
    heirs = Heirs.known(known_at=clocks.known)
    heir = heirs.of(row)
    if heir.pk != row.pk:
        return moved(request, to=reverse("web:entity", args=[heir.slug]))
    return render(
        request, "web/entity.html", clocks.context() | entity_context(row, heirs=heirs, clocks=clocks)
    )
