"""What the page of one entity shows, gathered in a dozen queries however long its history is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from designations.models import (
    Designation,
    Entity,
    EntityIdentifier,
    EntityName,
    EntityRelation,
    EventVersion,
    Jurisdiction,
    Ruling,
)
from designations.models.event_fields import PROPOSALS
from designations.text.places import in_order
from designations.web.addresses import page_url
from designations.web.cards import EventCard, Link
from designations.web.cite import plain
from designations.web.cited import cite_links, cited_entity
from designations.web.clocks import Clocks
from designations.web.fetch import of_entities, referred, unanswered, whole_events
from designations.web.missing import no_entity
from designations.web.paging import cut, links, unknown_row
from designations.web.present.disagreements import disagreements
from designations.web.present.events import by_stance, whole
from designations.web.present.heirs import Heirs
from designations.web.present.links import jurisdiction_link, version_link
from designations.web.present.standings import any_ended, standing_first, standing_rows, tally
from designations.web.present.timeline import entity_timeline
from designations.web.present.world import world_of

SIZE = 100
STATEMENTS = 60
CLAIMS = 20
_INVERSE = {
    EntityRelation.Kind.WING_OF: gettext_lazy("has the wing"),
    EntityRelation.Kind.SUCCESSOR_OF: gettext_lazy("was succeeded by"),
    EntityRelation.Kind.COVERED_BY: gettext_lazy("its listing covers"),
}


def entity_named(slug: str) -> Any:
    """The entity with its names, identifiers and relations as records; raises `Missing`. One query."""
    mine = {"entity": OuterRef("pk")}
    records = {
        "name_records": EntityName.objects.filter(**mine).values(
            record=JSONObject(name="name", language="language", script="script", kind="kind")
        ),
        "identifier_records": EntityIdentifier.objects.filter(**mine).values(
            record=JSONObject(scheme="scheme", value="value")
        ),
        "relation_records": EntityRelation.objects.filter(**mine).values(
            record=JSONObject(kind="kind", slug="other__slug", name="other__name")
        ),
        "inverse_records": EntityRelation.objects.filter(other=OuterRef("pk")).values(
            record=JSONObject(kind="kind", slug="entity__slug", name="entity__name")
        ),
    }
    annotations = {name: ArraySubquery(rows) for name, rows in records.items()}
    row = Entity.objects.annotate(**annotations).filter(slug=slug).first()
    if row is None:
        raise no_entity(slug)
    return row


def moved(request: HttpRequest, *, to: str) -> HttpResponse:
    """A redirect that keeps the question. Not to be kept by browsers: a merge can be undone."""
    question = request.META.get("QUERY_STRING", "")
    address = to + (f"?{question}" if question else "")
    return HttpResponse(status=308, headers={"Location": address, "Cache-Control": "no-cache"})


def entity_context(row: Any, *, heirs: Heirs, clocks: Clocks) -> dict[str, Any]:
    """The context of the page: standings, time line, events, statements by stance, what was withdrawn."""
    known_at, valid_on = clocks.known, clocks.reading.valid_on
    family = heirs.family(row)
    designations = list(
        Designation.objects.filter(entity__in=family)
        .standing(valid_on=valid_on, known_at=known_at)
        .circumstances(valid_on=valid_on, known_at=known_at)
        .with_periods(known_at=known_at)
        .select_related("list__jurisdiction", "entity")
    )
    events = list(
        EventVersion.objects.known(known_at=known_at)
        .filter(of_entities(family))
        .select_related("event")
        .annotate(is_open=unanswered(known_at=known_at), ruled=Ruling.objects.of_versions(known_at=known_at))
    )
    events.sort(key=_last_day, reverse=True)
    mine = {designation.pk for designation in designations}
    live = [version for version in events if not version.is_retracted]
    own = [version for version in live if version.designation_id in mine]
    rows = standing_first(
        standing_rows(
            designations,
            heirs=heirs,
            valid_on=valid_on,
            pending=_proposals(own, valid_on=valid_on),
            absences=_absences(own, valid_on=valid_on),
        )
    )
    disputed, more_disputed = disagreements(
        own, lists={d.pk: d.list for d in designations}, known_at=known_at
    )
    address = reverse("web:entity", args=[row.slug])
    return {
        "cite_text": plain(cited_entity(clocks, slug=row.slug, name=row.name)),
        "cite_links": cite_links(clocks, path=address),
        "disagreements": disputed,
        "more_disagreements": more_disputed,
        "entity": _entity(row),
        "names": [name for name in row.name_records if name["name"] != row.name],
        "identifiers": row.identifier_records,
        "relations": _relations(row),
        "merged_from": _merged(family),
        "crumbs": [Link(_("Entities"), page_url("web:entities")), Link(row.name)],
        "standings": rows,
        "any_ended": any_ended(rows),
        "tally": tally(rows),
        "world": world_of(row.name, rows=rows, valid_on=valid_on),
        "elsewhere": _elsewhere({d.list.jurisdiction_id for d in designations}),
        "chart": entity_timeline(
            row.name, designations=designations, rows=rows, events=own, today=timezone.now().date()
        ),
        "withdrawn": [
            (version_link(v), v.retraction_reason)
            for v in events
            if v.is_retracted and v.designation_id in mine
        ],
        **_accounts(
            own, claims=[v for v in live if v.designation_id not in mine], heirs=heirs, clocks=clocks
        ),
    }


def _accounts(
    own: list[EventVersion], *, claims: list[EventVersion], heirs: Heirs, clocks: Clocks
) -> dict[str, Any]:
    """The events of this page, the statements about it and those of its own, as cards."""
    page, more = cut(_after([v for v in own if v.kind != "statement"], clocks.get("after")), size=SIZE)
    said = [v for v in own if v.kind == "statement"][:STATEMENTS] if not clocks.get("after") else []
    told = claims[:CLAIMS] if not clocks.get("after") else []
    chosen = EventVersion.objects.filter(pk__in=[v.pk for v in (*page, *said, *told)])
    found = {version.pk: version for version in whole_events(chosen, known_at=clocks.known)}
    others = referred(found.values(), known_at=clocks.known)

    def cards(versions: Iterable[EventVersion]) -> list[EventCard]:
        return [whole(found[version.pk], heirs=heirs, referred=others) for version in versions]

    return {
        "events": cards(page),
        "statements": by_stance(cards(said)),
        "claims": cards(told),
        **links(clocks, last=page[-1].event.public_id if page else "", more=more),
    }


def _after(versions: list[EventVersion], after: str) -> list[EventVersion]:
    if not after:
        return versions
    for place, version in enumerate(versions, start=1):
        if version.event.public_id == after:
            return versions[place:]
    raise unknown_row(after)


def _last_day(version: EventVersion) -> tuple[date, int]:
    """Undated events come last; pages show the day of the act, which need not be the day it took effect."""
    return (version.occurred_on.hi if version.occurred_on else date.min, version.event_id)


def _proposals(own: Iterable[Any], *, valid_on: date) -> Mapping[int, Link]:
    """A link to the newest open proposal that may have been made by then, by the key of its designation."""
    found: dict[int, Link] = {}
    for version in own:
        if version.is_open and version.kind in PROPOSALS and not (version.lo and version.lo > valid_on):
            found.setdefault(version.designation_id, version_link(version))
    return found


def _absences(own: Iterable[EventVersion], *, valid_on: date) -> Mapping[int, Link]:
    """A link to the newest event up to the day that confirmed an absence, by the key of its designation."""
    found: dict[int, Link] = {}
    for version in own:
        if (
            version.kind == "absence_confirmed"
            and version.hi
            and version.hi <= valid_on
            and version.designation_id
        ):
            found.setdefault(version.designation_id, version_link(version))
    return found


def _entity(row: Entity) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "description": row.description,
        "founded": row.founded,
    }


def _relations(row: Any) -> list[tuple[str, Link]]:
    texts = dict(EntityRelation.Kind.choices)
    pairs = [
        *((texts[record["kind"]], record) for record in row.relation_records),
        *((_INVERSE[record["kind"]], record) for record in row.inverse_records),
    ]
    return [(str(text), Link(r["name"], page_url("web:entity", r["slug"]))) for text, r in pairs]


def _merged(family: list[int]) -> list[str]:
    merged = family[1:]
    return list(Entity.objects.filter(pk__in=merged).values_list("name", flat=True)) if merged else []


def _elsewhere(dealt_with: set[int]) -> list[Any]:
    """The jurisdictions of whose lists nothing is recorded about the entity: neither listed nor not."""
    places = Jurisdiction.objects.filter(lists__isnull=False).exclude(pk__in=dealt_with).distinct()
    return sorted(map(jurisdiction_link, places), key=lambda place: in_order(place.name))
