"""A source, with the passages that the record takes from it."""

from django.db.models import F, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from designations.models import Change, Citation, EventVersion, Source
from designations.web.cards import Link
from designations.web.clocks import Clocks
from designations.web.page import Missing, page
from designations.web.paging import cut, links, unknown_row
from designations.web.present.events import brief, citation_card
from designations.web.present.heirs import Heirs
from designations.web.present.languages import language_name
from designations.web.validators import Beside

SIZE = 100
MOST_DIGITS = 18


@page("after", on_day=False, beside=[Beside.CAPTURES])
def source(request: HttpRequest, clocks: Clocks, public_id: str) -> HttpResponse:
    """One source with what it supports and disputes, in the order of its text; never the capture itself."""
    row = Source.objects.select_related("snapshot").filter(public_id=public_id).first()
    if row is None:
        raise Missing(_("No source has the id '%(id)s'.") % {"id": public_id})
    known_at = clocks.known
    heirs = Heirs.known(known_at=known_at)
    citations, more = cut(_citations(row, clocks=clocks), size=SIZE)
    for citation in citations:
        citation.version.known_citations = [citation]  # type: ignore[attr-defined]
    captures = row.captures.order_by("-pk").values("retrieved_at", "sha256", "redacted_because")
    if not clocks.reading.is_current:
        moment = Change.objects.filter(seq=known_at).values("at")
        captures = captures.filter(retrieved_at__lte=Subquery(moment))
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
        "passages": [(citation_card(c), brief(c.version, heirs=heirs)) for c in citations],
        **links(clocks, last=str(citations[-1].pk) if citations else "", more=more),
    }
    return render(request, "web/source.html", clocks.context() | context)


def _citations(row: Source, *, clocks: Clocks) -> list[Citation]:
    """One page, and one more, of the citations of events in force, by place in the text."""
    heads = EventVersion.objects.standing(known_at=clocks.known).values("pk")
    found = Citation.objects.filter(source=row, change_id__lte=clocks.known, version__in=heads)
    after = clocks.get("after")
    if after:
        if not (after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS):
            raise unknown_row(after)
        anchor = found.filter(pk=int(after)).values_list("start", flat=True)
        if not anchor:
            raise unknown_row(after)
        start = anchor[0]
        later = Q(start__isnull=True, pk__gt=int(after))
        if start is not None:
            later = Q(start__isnull=True) | Q(start__gt=start) | Q(start=start, pk__gt=int(after))
        found = found.filter(later)
    related = ("source", "version__event", "version__list__jurisdiction", "version__designation__entity")
    return list(found.select_related(*related).order_by(F("start").asc(nulls_last=True), "pk")[: SIZE + 1])
