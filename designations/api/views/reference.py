"""Jurisdictions, lists, acts and sources. Their labels are always current, whatever `known_at` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import QuerySet

from designations.api.answers.reference import (
    ACT_COLUMNS,
    JURISDICTION_COLUMNS,
    LIST_COLUMNS,
    SOURCE_COLUMNS,
    jurisdiction_answers,
    list_answers,
    plain_answers,
)
from designations.api.cursors import ByKey
from designations.api.filters import JURISDICTION, jurisdiction_of
from designations.api.nearest import nearest
from designations.api.reading import Known
from designations.api.schema import detail_of, page_of
from designations.api.shapes import ActShape, JurisdictionShape, ListShape, SourceShape
from designations.api.views.base import Collection, Detail, collection_parameters, detail_parameters, missing
from designations.models import Act, DesignationList, Feed, Jurisdiction, Source
from designations.search.query import About

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Which rows, under which permanent key, and how they are answered.

    `called` is the noun under which the index of names has them.
    """

    model: type[Any]
    columns: tuple[str, ...]
    by: str = "slug"
    called: About | None = None
    build: Callable[[Rows], list[dict[str, Any]]] = plain_answers
    computed: Mapping[str, Any] = field(default_factory=dict)


PLACES = Reference(
    model=Jurisdiction, called="jurisdiction", columns=JURISDICTION_COLUMNS, build=jurisdiction_answers
)
LISTS = Reference(
    model=DesignationList,
    called="list",
    columns=LIST_COLUMNS,
    build=list_answers,
    computed={"feeds": Feed.objects.health_of_list()},
)
ACTS = Reference(model=Act, columns=ACT_COLUMNS, by="public_id")
SOURCES = Reference(model=Source, columns=SOURCE_COLUMNS, by="public_id")


class ReferenceCollection(Collection):
    """All rows, or those of one jurisdiction."""

    of: ClassVar[Reference]
    parameters = collection_parameters()

    def rows(self, *, known: Known, values: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
        place = jurisdiction_of(values, known=known)
        every: QuerySet[Any] = self.of.model._default_manager.all()
        return (every if place is None else every.filter(jurisdiction=place)).values(
            *self.of.columns, **self.of.computed
        )

    def answers(self, rows: Rows, *, known: Known) -> list[dict[str, Any]]:
        return self.of.build(rows)


class ReferenceDetail(Detail):
    """One row by slug or id."""

    of: ClassVar[Reference]
    parameters = detail_parameters()

    def one(self, key: str, *, known: Known) -> dict[str, Any]:
        model = self.of.model
        row = (
            model._default_manager.filter(**{self.of.by: key})
            .values(*self.of.columns, **self.of.computed)
            .first()
        )
        if row is None:
            near = nearest(self.of.called, key, known=known) if self.of.called else ()
            raise missing(str(model._meta.verbose_name), key, nearest=near)
        return self.of.build([row])[0]


class Jurisdictions(ReferenceCollection):
    """Countries and bodies that designate."""

    operation, tag = "jurisdictions_list", "jurisdictions"
    answer = page_of(JurisdictionShape, dated=False)
    order = ByKey("slug", kind=str, resource="jurisdictions")
    of = PLACES


class JurisdictionDetail(ReferenceDetail):
    """A country or body that designates."""

    operation, tag, key = "jurisdictions_retrieve", "jurisdictions", "The slug, such as `ru`."
    answer = detail_of(JurisdictionShape, dated=False)
    of = PLACES


class Lists(ReferenceCollection):
    """Lists, each kept by one authority under one legal basis."""

    operation, tag = "lists_list", "lists"
    answer = page_of(ListShape, dated=False)
    order = ByKey("slug", kind=str, resource="lists")
    parameters = collection_parameters(JURISDICTION)
    of = LISTS


class ListDetail(ReferenceDetail):
    """A list."""

    operation, tag, key = "lists_retrieve", "lists", "The slug, such as `us-fto`."
    answer = detail_of(ListShape, dated=False)
    of = LISTS


class Acts(ReferenceCollection):
    """Legal instruments."""

    operation, tag = "acts_list", "acts"
    answer = page_of(ActShape, dated=False)
    order = ByKey("pk", kind=int, resource="acts")
    parameters = collection_parameters(JURISDICTION)
    of = ACTS


class ActDetail(ReferenceDetail):
    """A legal instrument."""

    operation, tag, key = "acts_retrieve", "acts", "The id."
    answer = detail_of(ActShape, dated=False)
    of = ACTS


class Sources(ReferenceCollection):
    """Articles and official documents."""

    operation, tag = "sources_list", "sources"
    answer = page_of(SourceShape, dated=False)
    order = ByKey("pk", kind=int, resource="sources")
    of = SOURCES


class SourceDetail(ReferenceDetail):
    """An article or official document. `events/?source=` has the events that cite it."""

    operation, tag, key = "sources_retrieve", "sources", "The id."
    answer = detail_of(SourceShape, dated=False)
    of = SOURCES
