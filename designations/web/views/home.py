"""The first page: what happened last, what is proposed, what changed in the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from designations.models import DesignationList, Entity, EventKind, Jurisdiction
from designations.web.clocks import Clocks
from designations.web.fetch import add_citations, number_of_events, standing_events
from designations.web.page import page
from designations.web.present.events import brief
from designations.web.present.heirs import Heirs
from designations.web.views.changes import latest_batches

LATEST = 12
PENDING = 12
BATCHES = 8
# One list file can confirm a hundred entries on one day, and would fill the page with nothing new.
_ROUTINE = [EventKind.PRESENCE_CONFIRMED, EventKind.ABSENCE_CONFIRMED, EventKind.RENEWED]


@page(on_day=False)
def home(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """The latest events, the pending proposals and the latest changes to the record."""
    known_at = clocks.known
    events = standing_events(known_at=known_at)
    latest = list(events.exclude(kind__in=_ROUTINE).by_day()[:LATEST])
    pending = list(events.pending(known_at=known_at).by_day()[:PENDING])
    add_citations(latest, pending, known_at=known_at)
    heirs = Heirs.known(known_at=known_at)
    context = {
        "latest": [brief(version, heirs=heirs) for version in latest],
        "pending": [brief(version, heirs=heirs) for version in pending],
        "batches": latest_batches(known_at=known_at, size=BATCHES),
        "totals": {
            "jurisdictions": Jurisdiction.objects.count(),
            "lists": DesignationList.objects.count(),
            "entities": Entity.objects.count() - len(heirs.keys),
            "events": number_of_events(known_at=known_at),
        },
    }
    return render(request, "web/home.html", clocks.context() | context)
