"""A page as it is cited elsewhere, in the form that the address names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from designations.models import DesignationList, Entity, EventVersion
from designations.text.kinds import event_label
from designations.text.places import place_name
from designations.web.asked import asked_word
from designations.web.cite import FORMS, Cited
from designations.web.cited import cited_entity, cited_event, cited_list
from designations.web.clocks import Clocks
from designations.web.missing import no_entity, no_list
from designations.web.page import page
from designations.web.present.heirs import Heirs
from designations.web.present.links import list_link
from designations.web.views.events import not_yet


@page("format")
def entity(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """The page of an entity; of a merged one that of its heir, as merges were known."""
    row = Entity.objects.filter(slug=slug).first()
    if row is None:
        raise no_entity(slug)
    row = Heirs.known(known_at=clocks.known).of(row)
    return _answer(clocks, cited_entity(clocks, slug=row.slug, name=row.name), name=row.slug)


@page("format")
def designation_list(request: HttpRequest, clocks: Clocks, slug: str) -> HttpResponse:
    """The page of a list."""
    row = DesignationList.objects.filter(slug=slug).select_related("jurisdiction").first()
    if row is None:
        raise no_list(slug)
    cited = cited_list(clocks, slug=row.slug, name=row.name, jurisdiction=place_name(row.jurisdiction))
    return _answer(clocks, cited, name=row.slug)


@page("format", on_day=False)
def event(request: HttpRequest, clocks: Clocks, public_id: str) -> HttpResponse:
    """The page of an event, if it was known."""
    rows = EventVersion.objects.known(known_at=clocks.known).filter(event__public_id=public_id)
    row = rows.select_related("designation__entity", "list__jurisdiction").first()
    if row is None:
        raise not_yet(public_id, clocks=clocks)
    heirs = Heirs.known(known_at=clocks.known)
    cited = cited_event(
        clocks,
        public_id=public_id,
        label=event_label(row.kind, end_reason=row.end_reason),
        of=list_link(row.list),
        entity=heirs.of(row.designation.entity).name if row.designation else "",
    )
    return _answer(clocks, cited, name=public_id)


def _answer(clocks: Clocks, cited: Cited, *, name: str) -> HttpResponse:
    form = FORMS[asked_word(clocks, "format", words=FORMS) or "plain"]
    response = HttpResponse(form.write(cited), content_type=form.media_type)
    # Reference managers take the file by its name; search engines are to find the page and not this.
    response.headers["Content-Disposition"] = f'inline; filename="{name}{form.suffix}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
