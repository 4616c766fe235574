"""The parameters that resources share, and the rows that their values name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from designations.api.nearest import nearest
from designations.api.parameters import Parameter, choice, day, whole_number
from designations.api.problems import Fault, bad_values
from designations.api.reading import Known
from designations.models import DesignationList, Entity, EventKind, Jurisdiction, Source
from designations.search.query import About

STATUSES = ("not_listed", "in_force", "suspended", "ended", "unknown")
DEFAULT_LIMIT, MOST = 50, 200

KNOWN_AT = Parameter(
    name="known_at",
    about="As the tracker knew then: a change number (the `known_seq` of an earlier answer gives that answer "
    "again), a moment such as 2026-11-23T12:00:00Z, or a day, which means its end. Default: now. Events, "
    "citations, standings and merges obey it; labels and descriptions are always current.",
)
_DAY = {"type": "string", "format": "date"}
VALID_ON = Parameter(
    name="valid_on", about="How the world stood on this day. Default: today (UTC).", read=day, schema=_DAY
)
LIST = Parameter(name="list", about="The slug of a list.")
ENTITY = Parameter(
    name="entity", about="The slug of an entity; what was merged with it at `known_at` is included."
)
NAME = Parameter(
    name="q",
    about="Entities of which a name holds all of these words, in any script: names, other spellings, "
    "abbreviations and names under which they stand on a list. Case, diacritics and punctuation do not "
    "matter.",
)
JURISDICTION = Parameter(name="jurisdiction", about="The slug of a jurisdiction.")
SOURCE = Parameter(name="source", about="The id of a source; the events that cite it.")
STATUS = choice(name="status", about="The status on `valid_on`.", choices=STATUSES)
KIND = choice(name="kind", about="The kind of event.", choices=EventKind.values)
OCCURRED_FROM = Parameter(
    name="occurred_from",
    about="Events that may have taken effect on this day or later. Undated events are left out.",
    read=day,
    schema=_DAY,
)
OCCURRED_TO = Parameter(
    name="occurred_to",
    about="Events that may have taken effect on this day or earlier. Undated events are left out.",
    read=day,
    schema=_DAY,
)
LIMIT = Parameter(
    name="limit",
    about="How many results a page has.",
    read=whole_number(least=1, most=MOST),
    schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
)
CURSOR = Parameter(name="cursor", about="Where a page begins; taken from `next`, which has it already.")
PAGING = (LIMIT, CURSOR)


_MODELS: dict[About, type[Any]] = {"list": DesignationList, "entity": Entity, "jurisdiction": Jurisdiction}


def _row(name: About, values: Mapping[str, Any], *, known: Known) -> int | None:
    """The key of the row whose slug the parameter `name` gives; None without one."""
    wanted = values.get(name)
    if wanted is None:
        return None
    model = _MODELS[name]
    pk: int | None = model._default_manager.filter(slug=wanted).values_list("pk", flat=True).first()
    if pk is None:
        near = nearest(name, wanted, known=known)
        remedy = f"Near to it: {', '.join(near)}." if near else "The collection lists them all."
        raise bad_values(Fault(name, f"There is no {model._meta.verbose_name} '{wanted}'. {remedy}", near))
    return pk


def jurisdiction_of(values: Mapping[str, Any], *, known: Known) -> int | None:
    """The key of the jurisdiction asked for."""
    return _row("jurisdiction", values, known=known)


def about_what(values: Mapping[str, Any], *, known: Known, prefix: str = "") -> Q:
    """The condition that `list`, `entity` and `jurisdiction` put on rows; `prefix` leads to the entity.

    Raises the `Problem` of a slug that names nothing, with what resembles it.
    """
    condition = Q()
    if (on := _row("list", values, known=known)) is not None:
        condition &= Q(list=on)
    if (of := _row("entity", values, known=known)) is not None:
        condition &= Q(**{f"{prefix}entity__in": known.family(of)})
    if (place := jurisdiction_of(values, known=known)) is not None:
        condition &= Q(list__jurisdiction=place)
    return condition


def source_of(values: Mapping[str, Any]) -> int | None:
    """The key of the source asked for."""
    wanted = values.get("source")
    if wanted is None:
        return None
    pk = Source.objects.filter(public_id=wanted).values_list("pk", flat=True).first()
    if pk is None:
        raise bad_values(
            Fault("source", f"There is no source '{wanted}'; ids stand in the citations of events.")
        )
    return pk


def when(values: Mapping[str, Any]) -> Q:
    """The condition that `occurred_from` and `occurred_to` put on events: their days overlap the span.

    Raises the `Problem` of a span that ends before it begins.
    """
    first, last = values.get("occurred_from"), values.get("occurred_to")
    if first and last and last < first:
        raise bad_values(Fault("occurred_to", f"{last} is earlier than occurred_from, {first}; swap them."))
    condition = Q()
    if first:
        condition &= Q(hi__gte=first)
    if last:
        condition &= Q(hi__isnull=False) & (Q(lo__isnull=True) | Q(lo__lte=last))
    return condition
