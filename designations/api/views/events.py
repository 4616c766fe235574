"""Events, with the passages that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from designations.api.answers.events import event_answers, event_columns
from designations.api.cursors import NewestFirst
from designations.api.filters import (
    ENTITY,
    JURISDICTION,
    KIND,
    LIST,
    OCCURRED_FROM,
    OCCURRED_TO,
    SOURCE,
    about_what,
    source_of,
    when,
)
from designations.api.reading import Known
from designations.api.schema import detail_of, page_of
from designations.api.shapes import EventShape
from designations.api.views.base import Collection, Detail, collection_parameters, detail_parameters, missing
from designations.models import Citation, Event, EventVersion
from designations.models.planning import plans_kept


class Events(Collection):
    """What happened, newest first, without what was retracted."""

    operation, tag = "events_list", "events"
    answer = page_of(EventShape, dated=False)
    order = NewestFirst(resource="events")
    parameters = collection_parameters(LIST, ENTITY, JURISDICTION, KIND, SOURCE, OCCURRED_FROM, OCCURRED_TO)

    def rows(self, *, known: Known, values: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
        rows = EventVersion.objects.standing(known_at=known.seq)
        rows = rows.filter(about_what(values, known=known, prefix="designation__"), when(values))
        if "kind" in values:
            rows = rows.filter(kind=values["kind"])
        source = source_of(values)
        if source is not None:
            cited = Citation.objects.filter(version=OuterRef("pk"), source=source, change_id__lte=known.seq)
            rows = rows.filter(Exists(cited))
        found: QuerySet[Any, Any] = rows.values("pk", "hi", "event_id")
        return found

    def answers(self, rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
        # Which events these are depends on the filters, what is told of them on their keys alone.
        keys = [row["pk"] for row in rows]
        with plans_kept():
            told = {
                row["pk"]: row for row in event_columns(EventVersion.objects.filter(pk__in=keys), known=known)
            }
            return event_answers([told[key] for key in keys], known=known)


class EventDetail(Detail):
    """One event as it was known at `known_at`; a retracted one says why it was withdrawn."""

    operation, tag, key = "events_retrieve", "events", "The permanent id."
    answer = detail_of(EventShape, dated=False)
    parameters = detail_parameters()

    def one(self, key: str, *, known: Known) -> dict[str, Any]:
        rows = EventVersion.objects.known(known_at=known.seq).filter(event__public_id=key)
        found = list(event_columns(rows, known=known))
        if not found:
            later = Event.objects.filter(public_id=key, versions__isnull=False).exists()
            remedy = f"It became known after change {known.seq}." if later else "`events/` lists them."
            raise missing("event", key, remedy=remedy)
        return event_answers(found, known=known)[0]
