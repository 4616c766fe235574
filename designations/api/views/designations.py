"""Designations: how entities stand on lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from designations.api.answers.designations import designation_answers, designation_columns, designation_rows
from designations.api.cursors import ByKey
from designations.api.filters import ENTITY, JURISDICTION, LIST, STATUS, about_what
from designations.api.nearest import nearest_designations
from designations.api.reading import Known
from designations.api.schema import detail_of, page_of
from designations.api.shapes import DesignationShape
from designations.api.views.base import Collection, Detail, collection_parameters, detail_parameters, missing


class Designations(Collection):
    """How entities stood on lists on `valid_on`, as known at `known_at`."""

    operation, tag = "designations_list", "designations"
    answer = page_of(DesignationShape, dated=True)
    order = ByKey("slug", kind=str, resource="designations")
    dated = True
    parameters = collection_parameters(LIST, ENTITY, JURISDICTION, STATUS, dated=True)

    def rows(self, *, known: Known, values: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
        rows = designation_rows(known).filter(about_what(values, known=known))
        if "status" in values:
            rows = rows.filter(Q(status=values["status"]))
        found: QuerySet[Any, dict[str, Any]] = designation_columns(rows)
        return found

    def answers(self, rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
        return designation_answers(rows, known=known)


class DesignationDetail(Detail):
    """How an entity stood on a list on `valid_on`, as known at `known_at`."""

    operation, tag, key = "designations_retrieve", "designations", "The id, such as `ru-fsb--taliban`."
    answer = detail_of(DesignationShape, dated=True)
    dated = True
    parameters = detail_parameters(dated=True)

    def one(self, key: str, *, known: Known) -> dict[str, Any]:
        rows = list(designation_columns(designation_rows(known).filter(slug=key)))
        if not rows:
            raise missing(
                "designation",
                key,
                nearest=nearest_designations(key, known=known),
                remedy=f"An id is list--entity; at change {known.seq} there was nothing between these two.",
            )
        return designation_answers(rows, known=known)[0]
