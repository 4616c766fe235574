"""The public log."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from designations.models import Change, DesignationList, Entity, Source
from designations.models.change import ChangeQuerySet
from designations.web.clocks import AddressError, Clocks
from designations.web.page import page
from designations.web.paging import cut, links
from designations.web.present.changes import ChangeBatch, ChangeItem, Names, change_item, slugs_named

SIZE = 50
MOST_DIGITS = 18


@page("after", on_day=False)
def log(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """All changes, newest first; `after` is the number of the last change of the page before."""
    changes = numbered_below(Change.objects.filter(seq__lte=clocks.known), after=clocks.get("after"))
    rows, more = cut(list(changes.order_by("-seq")[: SIZE + 1]), size=SIZE)
    context = {"changes": told(rows), **links(clocks, last=str(rows[-1].seq) if rows else "", more=more)}
    return render(request, "web/changes.html", clocks.context() | context)


def numbered_below(changes: ChangeQuerySet, *, after: str) -> ChangeQuerySet:
    """Those before the change with the number `after`; all of them for ''. Raises `AddressError`."""
    if not after:
        return changes
    if not (after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS):
        raise AddressError("after", _("'%(text)s' is no change number.") % {"text": after})
    return changes.filter(seq__lt=int(after))


def told(changes: Sequence[Change]) -> list[ChangeItem]:
    """Changes in words; three queries for the names of what they speak of."""
    entities, lists, sources = slugs_named(changes)
    names = Names(
        entities=dict(Entity.objects.filter(slug__in=entities).values_list("slug", "name")),
        lists=dict(DesignationList.objects.filter(slug__in=lists).values_list("slug", "name")),
        sources=dict(Source.objects.filter(public_id__in=sources).values_list("public_id", "title")),
    )
    return [change_item(change, names=names) for change in changes]


def latest_batches(*, known_at: int, size: int) -> list[ChangeBatch]:
    """The latest batches of changes: what one publication, load or correction wrote together."""
    bounds = Change.objects.batches(known_at=known_at, size=size)
    last = Change.objects.filter(seq__in=[last for _, last in bounds]).order_by("-seq")
    items = told(list(last))
    return [
        ChangeBatch(item=item, number=last - first + 1)
        for item, (first, last) in zip(items, bounds, strict=True)
    ]
