"""Entities. One that was merged answers with its heir's address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from rest_framework.response import Response

from designations.api.answers.entities import COLUMNS, entity_answers
from designations.api.cursors import ByKey
from designations.api.filters import NAME
from designations.api.nearest import nearest
from designations.api.reading import Known
from designations.api.schema import detail_of, page_of
from designations.api.shapes import EntityShape
from designations.api.views.base import Collection, Detail, collection_parameters, detail_parameters, missing
from designations.models import Entity
from designations.search.by_name import keys_holding


class Entities(Collection):
    """Organisations, wings, groups and persons, without those that had been merged into another."""

    operation, tag = "entities_list", "entities"
    answer = page_of(EntityShape, dated=False)
    order = ByKey("slug", kind=str, resource="entities")
    parameters = collection_parameters(NAME)

    def rows(self, *, known: Known, values: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
        entities = Entity.objects.exclude(pk__in=known.heirs)
        if "q" in values:
            keys = keys_holding(values["q"]).filter(entity__isnull=False)
            merged = keys.filter(entity__in=known.heirs).values_list("entity_id", flat=True)
            heirs = {known.heirs[key] for key in merged} if known.heirs else set()
            entities = entities.filter(Q(pk__in=keys.values("entity")) | Q(pk__in=heirs))
        rows: QuerySet[Any, dict[str, Any]] = entities.values(*COLUMNS)
        return rows

    def answers(self, rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
        return entity_answers(rows, known=known)


class EntityDetail(Detail):
    """An organisation, wing, group or person, with all that had been merged into it."""

    operation, tag, key = "entities_retrieve", "entities", "The slug, such as `taliban`."
    answer = detail_of(EntityShape, dated=False)
    parameters = detail_parameters()
    redirects = True

    def one(self, key: str, *, known: Known) -> dict[str, Any] | Response:
        row = Entity.objects.filter(slug=key).values(*COLUMNS).first()
        if row is None:
            raise missing("entity", key, nearest=nearest("entity", key, known=known))
        heir, _ = known.entity(row["pk"], slug=key, name=row["name"])
        return entity_answers([row], known=known)[0] if heir == key else self._moved(heir, known=known)

    def _moved(self, heir: str, *, known: Known) -> Response:
        query = self.request.META.get("QUERY_STRING", "")
        there = reverse("api:entity", kwargs={"key": heir}) + (f"?{query}" if query else "")
        # A merge can be undone: what is true now must not be kept by a cache for good.
        headers = {"Location": self.request.build_absolute_uri(there), "Cache-Control": "no-cache"}
        return Response({"merged_into": heir, "known_seq": known.seq}, status=308, headers=headers)
