"""A source, with the passages that the record takes from it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.models import Change, Citation, Source
from designations.models.planning import plans_kept
from designations.web.cards import CitationCard, EventCard, Link
from designations.web.clocks import Clocks
from designations.web.page import Missing, page
from designations.web.paging import cut, links
from designations.web.passages import contradicting, passages, tally
from designations.web.present.events import brief, citation_card
from designations.web.present.heirs import Heirs
from designations.web.present.languages import language_name
from designations.web.validators import Beside

SIZE = 100
CAPTURES = 50
# As many as the form of alerts takes.
MOST_NAMED = 50


@page("after", on_day=False, beside=[Beside.CAPTURES])
@plans_kept()
def source(request: HttpRequest, clocks: Clocks, public_id: str) -> HttpResponse:
    """One source: what it supports and disputes, in the order of its text; never the capture itself."""
    row = Source.objects.select_related("snapshot").filter(public_id=public_id).first()
    if row is None:
        raise Missing(_("No source has the id ‘%(id)s’.") % {"id": public_id})
    known_at = clocks.known
    heirs = Heirs.known(known_at=known_at)
    ordered = passages(row, after=clocks.get("after"), known_at=known_at)
    citations, more = cut(list(ordered[: SIZE + 1]), size=SIZE)
    supported = [citation.version for citation in citations if not citation.disputes]
    against, further = cut(
        list(contradicting(row, supported, known_at=known_at)[: SIZE + 1]) if supported else [], size=SIZE
    )
    told = _told(citations, heirs=heirs)
    captures, earlier = cut(_captures(row, clocks=clocks), size=CAPTURES)
    supports, disputes = tally(row, known_at=known_at)
    context = {
        "source": {
            "id": row.public_id,
            "title": row.title,
            "publisher": row.publisher,
            "author": row.author,
            "published_on": row.published_on,
            "kind_label": row.get_kind_display(),
            "language": row.language,
            "language_name": language_name(row.language),
            "url": row.url,
            "archived_url": row.archived_url,
        },
        "crumbs": [Link(_("Sources")), Link(row.title)],
        "snapshot": getattr(row, "snapshot", None),
        "captures": captures,
        "earlier_captures": earlier,
        "passages": told,
        "supporting": [(card, event) for card, event in told if not card.disputes],
        "disputing": [(card, event) for card, event in told if card.disputes],
        "supports": supports,
        "disputes": disputes,
        "contradicting": _told(against, heirs=heirs),
        "contradicted": {citation.version.event.public_id for citation in against},
        "further": further,
        "hear_url": _hear_url([event for _card, event in told]),
        **links(clocks, last=str(citations[-1].pk) if citations else "", more=more),
    }
    return render(request, "web/source.html", clocks.context() | context)


def _told(citations: Sequence[Citation], *, heirs: Heirs) -> list[tuple[CitationCard, EventCard]]:
    """Each citation with its event."""
    for citation in citations:
        citation.version.known_citations = [citation]  # type: ignore[attr-defined]
    return [(citation_card(citation), brief(citation.version, heirs=heirs)) for citation in citations]


def _captures(row: Source, *, clocks: Clocks) -> list[Any]:
    """When it was retrieved and the checksums of what was found, newest first; one more than are shown."""
    found = row.captures.order_by("-pk").values("retrieved_at", "sha256", "raw_sha256", "redacted_because")
    if not clocks.reading.is_current:
        moment = Change.objects.filter(seq=clocks.known).values("at")
        found = found.filter(retrieved_at__lte=Subquery(moment))
    return list(found[: CAPTURES + 1])


def _hear_url(events: Sequence[EventCard]) -> str:
    """The form of alerts about the entities that the events are about; '' for none."""
    slugs = list(dict.fromkeys(event.entity.slug for event in events if event.entity))[:MOST_NAMED]
    return f"{reverse('alerts:subscribe')}?{urlencode({'entity': slugs}, doseq=True)}" if slugs else ""
