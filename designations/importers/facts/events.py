"""Each row of events.csv against the record: publish, correct, cite, or leave alone."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User

from designations.editorial.cite import cite_many
from designations.editorial.insert import heads
from designations.editorial.proposed import Proposed, complete
from designations.editorial.publish import publish_as_program
from designations.editorial.quotes import known_by
from designations.editorial.retract import copy_of
from designations.importers.facts.read import Facts, Row
from designations.importers.facts.reference import Report, source_id
from designations.models import (
    Citation,
    Designation,
    DesignationList,
    Entity,
    Event,
    EventKind,
    EventVersion,
    Jurisdiction,
    Source,
)
from designations.text.ids import derived_id

# What a row says of its event; links.csv adds the last three where it is present.
_SAID = (
    "kind", "list_id", "occurred_on", "effective_on", "actor", "speaker", "on_behalf_of_jurisdiction_id",
    "on_behalf_of_entity_id", "stance", "end_reason", "continued_by_id", "summary", "name_on_list",
)  # fmt: skip
_LINKED = ("adverse", "proposed_effect", "about_id")


def event_id(key: str) -> str:
    """The permanent public id of a shipped event; the same on every installation."""
    return derived_id("event", key)


@dataclass(slots=True)
class Record:
    """The rows that cells point to, loaded once."""

    lists: dict[str, DesignationList]
    entities: dict[str, Entity]
    places: dict[str, Jurisdiction]
    sources: dict[str, Source]
    designations: dict[str, Designation]
    events: dict[str, Event]
    names: dict[str, str]
    links: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> "Record":
        """Load what `facts` point to; pairs that do not exist yet are created with their first event."""
        keys = [event_id(row["id"]) for row in facts["events"]]
        return cls(
            lists={row.slug: row for row in DesignationList.objects.all()},
            entities={row.slug: row for row in Entity.objects.all()},
            places={row.code: row for row in Jurisdiction.objects.all()},
            sources={row.public_id: row for row in Source.objects.all()},
            designations={row.slug: row for row in Designation.objects.all()},
            events={row.public_id: row for row in Event.objects.filter(public_id__in=keys)},
            names={row["id"]: row["name_on_list"] for row in facts["designations"]},
            links={row["event_id"]: row for row in facts["links"]},
        )


def load_events(facts: Facts, *, by: User, report: Report) -> None:
    """Bring the events up to the files; the caller holds the clock and the transaction."""
    record = Record.of(facts)
    _pairs(facts, record)
    new = [row for row in facts["events"] if event_id(row["id"]) not in record.events]
    for row in new:
        key = event_id(row["id"])
        record.events[key] = Event(public_id=key)
    Event.objects.bulk_create([record.events[event_id(row["id"])] for row in new], batch_size=2000)
    fresh = {row["id"] for row in new}
    current = heads([record.events[event_id(r["id"])] for r in facts["events"] if r["id"] not in fresh])
    corrections = _compare(facts, record, current, fresh, by=by, report=report)
    proposals = [_proposed(row, record) for row in new]
    publish_as_program([*proposals, *corrections], by=by, announce=False, cause="shipped facts")
    report.published += len(proposals)
    report.corrected += len(corrections)
    _further(facts, record, fresh, by=by, report=report)
    _missing(record, by=by, report=report)


def _pairs(facts: Facts, record: Record) -> None:
    missing = [row for row in facts["designations"] if row["id"] not in record.designations]
    rows = Designation.objects.bulk_create(
        Designation(slug=r["id"], list=record.lists[r["list_id"]], entity=record.entities[r["group_id"]])
        for r in missing
    )
    record.designations.update({row.slug: row for row in rows})


def _values(row: Row, record: Record) -> dict[str, Any]:
    behalf, pair = row["on_behalf_of"], f"{row['list_id']}--{row['group_id']}"
    values: dict[str, Any] = {
        **{name: row[name] for name in ("kind", "actor", "speaker", "stance", "end_reason", "summary")},
        "list": record.lists[row["list_id"]],
        "occurred_on": row.date("occurred_on"),
        "effective_on": row.date("effective_on"),
        "on_behalf_of_jurisdiction": record.places.get(behalf),
        "on_behalf_of_entity": record.entities.get(behalf) if behalf not in record.places else None,
        "continued_by": record.designations.get(row["continued_by"]),
        "name_on_list": record.names.get(pair, "") if row["kind"] == EventKind.LISTED else "",
    }
    link = record.links.get(row["id"])
    if link:
        values |= {
            "adverse": {"yes": True, "no": False}.get(link["adverse"]),
            "proposed_effect": link["proposed_effect"],
            "about": record.events[event_id(link["about"])] if link["about"] else None,
        }
    return values


def _answered(row: Row, record: Record) -> list[Event]:
    link = record.links.get(row["id"])
    return [record.events[event_id(key)] for key in link.many("resolves")] if link else []


def _proposed(row: Row, record: Record) -> Proposed:
    version = EventVersion(**_values(row, record), event=record.events[event_id(row["id"])], version=1)
    return Proposed(
        version=version,
        entity=record.entities.get(row["group_id"]),
        citations=[_citation(record.sources[source_id(key)]) for key in row.many("source_ids")],
        resolves=_answered(row, record),
        label=f"events.csv, line {row.line}",
    )


def _citation(source: Source) -> Citation:
    return Citation(source=source, known_by=known_by(source))


def _compare(
    facts: Facts,
    record: Record,
    current: dict[int, EventVersion],
    fresh: set[str],
    *,
    by: User,
    report: Report,
) -> list[Proposed]:
    corrections: list[Proposed] = []
    for row in facts["events"]:
        if row["id"] in fresh:
            continue
        head = current[record.events[event_id(row["id"])].pk]
        proposed = _proposed(row, record)
        if not _differs(head, proposed, linked=row["id"] in record.links):
            report.unchanged += 1
        elif head.author_id != by.pk:
            report.skipped += 1
            what = "retracted" if head.is_retracted else "corrected"
            report.notes.append(f"event {row['id']}: an editor {what} it since; left as it is")
        else:
            proposed.version.version = head.version + 1
            proposed.version.correction_reason = "The shipped facts were corrected."
            if not facts.has("links"):
                proposed.resolves = [resolution.event for resolution in head.resolutions.all()]
                for name in _LINKED:
                    setattr(proposed.version, name, getattr(head, name))
            proposed.citations = [copy_of(citation) for citation in head.citations.all()]
            corrections.append(proposed)
    return corrections


def _differs(head: EventVersion, proposed: Proposed, *, linked: bool) -> bool:
    complete(proposed.version)
    names = _SAID + (_LINKED if linked else ())
    if head.is_retracted or any(getattr(head, name) != getattr(proposed.version, name) for name in names):
        return True
    if (head.designation.entity if head.designation else None) != proposed.entity:
        return True
    answered = {resolution.event_id for resolution in head.resolutions.all()}
    return linked and answered != {event.pk for event in proposed.resolves}


def _further(facts: Facts, record: Record, fresh: set[str], *, by: User, report: Report) -> None:
    """Cite sources that no version of an event ever cited; what an editor dropped stays out."""
    known = [record.events[event_id(row["id"])] for row in facts["events"] if row["id"] not in fresh]
    cited: dict[int, set[int]] = defaultdict(set)
    rows = Citation.objects.filter(version__event__in=known).order_by()
    for event_pk, source_pk in rows.values_list("version__event_id", "source_id"):
        cited[event_pk].add(source_pk)
    closed = set(
        EventVersion.objects.filter(event__in=known)
        .exclude(retraction_reason="")
        .values_list("event_id", flat=True)
    )
    pairs = [
        (event, _citation(record.sources[source_id(key)]))
        for row in facts["events"]
        if row["id"] not in fresh and (event := record.events[event_id(row["id"])]).pk not in closed
        for key in row.many("source_ids")
        if record.sources[source_id(key)].pk not in cited[event.pk]
    ]
    if pairs:
        cite_many(pairs, by=by, cause="shipped facts")
    report.cited += len(pairs)


def _missing(record: Record, *, by: User, report: Report) -> None:
    gone = (
        EventVersion.objects.filter(version=1, author=by)
        .exclude(event__in=[event.pk for event in record.events.values()])
        .select_related("event", "list", "designation")
        .order_by("event_id")
    )
    for version in gone:
        report.notes.append(
            f"event {version.event.public_id} ({version}) is no longer in the files; nothing retracted"
        )
