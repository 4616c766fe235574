"""Events: all of them by filter, and one with everything that was ever said of it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.models import Entity, Event, EventKind, EventVersion
from designations.models.event import EventVersionQuerySet
from designations.models.planning import plans_kept
from designations.web.addresses import page_url
from designations.web.asked import asked_day, asked_row, asked_word, filters, kind_choices, place_choices
from designations.web.cards import EventCard, Link
from designations.web.cite import plain
from designations.web.cited import cite_links, cited_event
from designations.web.clocks import Clocks
from designations.web.fetch import (
    add_citations,
    event_changes,
    lists_of,
    referred,
    standing_events,
    whole_events,
)
from designations.web.page import Missing, page
from designations.web.paging import cut, events_after, links
from designations.web.present.changes import version_items
from designations.web.present.events import brief, by_stance, whole
from designations.web.present.heirs import Heirs

SIZE = 50
STATEMENTS = 60


@page("kind", "jurisdiction", "list", "entity", "occurred_from", "occurred_to", "after", on_day=False)
def index(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """Events newest first, by kind, jurisdiction, list, entity and day."""
    known_at = clocks.known
    heirs = Heirs.known(known_at=known_at)
    chosen = _filtered(standing_events(known_at=known_at), clocks=clocks, heirs=heirs)
    ordered = events_after(chosen, after=clocks.get("after"), known_at=known_at)
    events, more = cut(list(ordered[: SIZE + 1]), size=SIZE)
    add_citations(events, known_at=known_at)
    context = {
        "events": [brief(version, heirs=heirs) for version in events],
        "filters": filters(clocks, [("kind", _("Kind"), kind_choices()), *place_choices()]),
        "occurred_from": clocks.get("occurred_from"),
        "occurred_to": clocks.get("occurred_to"),
        "entity_filter": clocks.get("entity"),
        **links(clocks, last=events[-1].event.public_id if events else "", more=more),
    }
    return render(request, "web/event_index.html", clocks.context() | context)


def _filtered(events: EventVersionQuerySet, *, clocks: Clocks, heirs: Heirs) -> EventVersionQuerySet:
    """The events that the address asks for; raises `AddressError` naming a parameter that means nothing."""
    if kind := asked_word(clocks, "kind", words=EventKind.values):
        events = events.filter(kind=kind)
    if (place := asked_row(clocks, "jurisdiction")) is not None:
        events = events.filter(list__in=lists_of(place))
    if (row := asked_row(clocks, "list")) is not None:
        events = events.filter(list=row)
    if (entity := asked_row(clocks, "entity")) is not None:
        events = events.filter(designation__entity__in=heirs.family(entity))
    if first := asked_day(clocks, "occurred_from"):
        events = events.filter(hi__gte=first)
    if last := asked_day(clocks, "occurred_to"):
        events = events.filter(Q(lo__lte=last) | Q(lo__isnull=True, hi__lte=last))
    return events


@page(on_day=False)
@plans_kept()
def event(request: HttpRequest, clocks: Clocks, public_id: str) -> HttpResponse:
    """One event as it was known, retracted or not: its evidence, what answers it, and every version."""
    known_at = clocks.known
    versions = EventVersion.objects.known(known_at=known_at)
    said = EventVersion.objects.standing(known_at=known_at).filter(about__public_id=public_id).by_day()
    [*found] = whole_events(versions.filter(event__public_id=public_id), known_at=known_at)
    if not found:
        raise not_yet(public_id, clocks=clocks)
    statements = whole_events(said[:STATEMENTS], known_at=known_at)
    heirs = Heirs.known(known_at=known_at)
    others = referred([*found, *statements], known_at=known_at)
    card = whole(found[0], heirs=heirs, referred=others)
    history = event_changes(public_id, known_at=known_at)
    reasons = found[0].event.versions.values_list("change_id", "correction_reason")
    context = {
        "event": card,
        "crumbs": _crumbs(card),
        "versions": version_items(history, reasons=dict(reasons)),
        "statements": by_stance(whole(version, heirs=heirs, referred=others) for version in statements),
        "review": _review(found[0]),
        "about_person": bool(
            found[0].designation and heirs.of(found[0].designation.entity).kind == Entity.Kind.PERSON
        ),
        "cite_text": plain(
            cited_event(
                clocks,
                public_id=public_id,
                label=card.label,
                of=card.list,
                entity=card.entity.name if card.entity else "",
            )
        ),
        "cite_links": cite_links(clocks, path=reverse("web:event", args=[public_id])),
    }
    return render(request, "web/event.html", clocks.context() | context)


def not_yet(public_id: str, *, clocks: Clocks) -> Missing:
    """What to say of an event that is not known at this change, or never was."""
    if not Event.objects.filter(public_id=public_id).exists():
        return Missing(_("No event has the id ‘%(id)s’.") % {"id": public_id})
    return Missing(
        _("At change %(seq)s nothing was known of this event yet; it was published later.")
        % {"seq": clocks.known},
        suggestions=[Link(_("The event as it is known now"), clocks.address(known_at=""))],
    )


def _crumbs(card: EventCard) -> list[Link]:
    crumbs = [Link(_("Events"), page_url("web:events"))]
    if card.entity:
        crumbs.append(Link(card.entity.name, page_url("web:entity", card.entity.slug)))
    else:
        crumbs.append(Link(card.list.name, page_url("web:list", card.list.slug)))
    return [*crumbs, Link(card.label)]


def _review(version: EventVersion) -> str:
    if version.review == EventVersion.Review.SECOND_PERSON:
        return _("Reviewed by a second person before it was published.")
    return _("Published without a second person: %(reason)s") % {"reason": version.waiver_reason}
