"""How public records are written down: in the log, and from there in the API."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from designations.models import Act, Citation, DesignationList, Entity, EventVersion, Jurisdiction, Source


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def citation_record(citation: Citation) -> dict[str, Any]:
    """A citation without its quotation: that is looked up by `id` when read, so redactions reach the log."""
    return {
        "id": citation.pk,
        "source": citation.source.public_id,
        "start": citation.start,
        "end": citation.end,
        "disputes": citation.disputes,
        "claimed_on": _text(citation.claimed_on),
    }


def event_record(
    version: EventVersion, *, citations: Iterable[Citation], resolves: Iterable[str]
) -> dict[str, Any]:
    """One version of an event, with slugs and public ids for what it refers to."""
    behalf = version.on_behalf_of_jurisdiction or version.on_behalf_of_entity
    return {
        "id": version.event.public_id,
        "version": version.version,
        "kind": version.kind,
        "list": version.list.slug,
        "entity": version.designation.entity.slug if version.designation else None,
        "occurred_on": _text(version.occurred_on),
        "announced_on": _text(version.announced_on),
        "effective_on": _text(version.effective_on),
        "actor": version.actor,
        "speaker": version.speaker,
        "on_behalf_of": behalf.slug if behalf else None,
        "stance": _text(version.stance),
        "about": version.about.public_id if version.about else None,
        "resolves": list(resolves),
        "act": version.act.public_id if version.act else None,
        "name_on_list": version.name_on_list,
        "reference": version.reference,
        "mode": _text(version.mode),
        "within": version.within.slug if version.within else None,
        "end_reason": _text(version.end_reason),
        "continued_by": version.continued_by.slug if version.continued_by else None,
        "proposed_effect": _text(version.proposed_effect),
        "adverse": version.adverse,
        "sequence": version.sequence,
        "summary": version.summary,
        "citations": [citation_record(citation) for citation in citations],
        "retraction_reason": _text(version.retraction_reason),
    }


def reference_record(subject: Model) -> dict[str, Any]:
    """A jurisdiction, list, entity (with names), act or source as the log keeps it.

    Raises `TypeError` for anything else: other records have verbs of their own.
    """
    if not isinstance(subject, Jurisdiction | DesignationList | Entity | Act | Source):
        raise TypeError(f"{type(subject).__name__} is no reference record")
    record: dict[str, Any] = {}
    for field in subject._meta.concrete_fields:
        if field.name == "id":
            continue
        value = getattr(subject, field.name)
        if isinstance(value, Model):
            value = getattr(value, "slug", None) or getattr(value, "public_id", None)
        record[field.name] = value if isinstance(value, bool | int) else (_text(value) or "")
    if isinstance(subject, Entity) and subject.pk:
        record["names"] = [
            {
                "name": n.name,
                "script": n.script,
                "language": n.language,
                "kind": n.kind,
                "strength": n.strength,
            }
            for n in sorted(subject.names.all(), key=lambda n: (n.kind, n.name))
        ]
        record["identifiers"] = sorted(f"{i.scheme}: {i.value}" for i in subject.identifiers.all())
        record["relations"] = sorted(f"{r.kind} {r.other.slug}" for r in subject.relations.all())
    return record


SUBJECT_TYPES: dict[type[Model], str] = {
    Jurisdiction: "jurisdiction",
    DesignationList: "list",
    Entity: "entity",
    Act: "act",
    Source: "source",
}


def subject_of(subject: Model) -> tuple[str, str]:
    """The type and permanent id under which the log speaks of `subject`."""
    key = getattr(subject, "slug", None) or getattr(subject, "public_id", "")
    return SUBJECT_TYPES[type(subject)], str(key)
