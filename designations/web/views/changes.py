"""The public log: all of it, or a part that somebody follows."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from designations.models import Change, DesignationList, Entity, EventVersion, Source
from designations.text.places import place_name
from designations.web.asked import filters, kind_choices, place_choices
from designations.web.clocks import Clocks
from designations.web.following import FILTERS, Followed
from designations.web.page import page
from designations.web.paging import links
from designations.web.present.changes import (
    ChangeBatch,
    ChangeItem,
    Names,
    change_item,
    slugs_named,
    unspoken,
)


@page(*FILTERS, "after", on_day=False)
def log(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """Changes, newest first, by kind, action, jurisdiction, list, entity and day of the record."""
    followed = Followed.asked(clocks)
    rows, more = followed.rows()
    choices = [
        ("kind", _("Kind"), kind_choices()),
        ("action", _("What was done"), [(a.value, str(a.label)) for a in Change.Action]),
        *place_choices(),
    ]
    context = {
        "changes": told(rows),
        "followed": followed,
        "atom_url": followed.address("changes_atom"),
        "json_url": followed.address("changes_json"),
        "filters": filters(clocks, choices),
        "first_day": clocks.get("from"),
        "last_day": clocks.get("to"),
        "entity_filter": clocks.get("entity"),
        **links(clocks, last=str(rows[-1].seq) if rows else "", more=more),
    }
    return render(request, "web/changes.html", clocks.context() | context)


def told(changes: Sequence[Change]) -> list[ChangeItem]:
    """Changes in words; three queries for the names of what they speak of, one where some do not say it."""
    events = _events(unspoken(changes))
    entities, lists, sources = slugs_named(changes, events=events)
    names = Names(
        events=events,
        entities=dict(Entity.objects.filter(slug__in=entities).values_list("slug", "name")),
        lists={
            row.slug: f"{row.name} ({place_name(row.jurisdiction)})"
            for row in DesignationList.objects.filter(slug__in=lists).select_related("jurisdiction")
        },
        sources=dict(Source.objects.filter(public_id__in=sources).values_list("public_id", "title")),
    )
    return [change_item(change, names=names) for change in changes]


def _events(public_ids: set[str]) -> dict[str, dict[str, str]]:
    """What the latest versions of these events say, as far as a change of them is named by it."""
    if not public_ids:
        return {}
    latest = EventVersion.objects.filter(event__public_id__in=public_ids).order_by("event_id", "-version")
    rows = latest.distinct("event_id").values_list(
        "event__public_id", "kind", "end_reason", "designation__entity__slug", "list__slug"
    )
    return {
        key: {"kind": kind, "end_reason": reason, "entity": entity or "", "list": register}
        for key, kind, reason, entity, register in rows
    }


def latest_batches(*, known_at: int, size: int) -> list[ChangeBatch]:
    """The latest batches of changes: what one publication, load or correction wrote together."""
    bounds = Change.objects.batches(known_at=known_at, size=size)
    last = Change.objects.filter(seq__in=[last for _, last in bounds]).order_by("-seq")
    items = told(list(last))
    return [
        ChangeBatch(item=item, number=last - first + 1)
        for item, (first, last) in zip(items, bounds, strict=True)
    ]
