"""The filters of the list of events: by what the latest version of each says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from designations.models import EventKind, EventVersion, Jurisdiction

_LATEST = 2**63 - 1
OLD_PROPOSAL = timedelta(days=365)


def _latest() -> QuerySet[EventVersion]:
    return EventVersion.objects.current().filter(event=OuterRef("pk"))


class _ByHead(admin.SimpleListFilter):
    """Filters events by what their latest version says."""

    lookup: str

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(Exists(_latest().filter(**{self.lookup: value}))) if value else queryset


class KindFilter(_ByHead):
    title, parameter_name, lookup = "kind", "kind", "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in EventKind]


class JurisdictionFilter(_ByHead):
    title, parameter_name, lookup = "jurisdiction", "jurisdiction", "list__jurisdiction__slug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Jurisdiction.objects.values_list("slug", "name"))


class ListFilter(_ByHead):
    """By list, from a link; it has no choices of its own to show, since lists are many."""

    title, parameter_name, lookup = "list", "list", "list__slug"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        slug = request.GET.get("list")
        return [(slug, slug)] if slug else []


def unanswered(*, old: bool) -> QuerySet[EventVersion]:
    """The proposals that no event has answered; `old`: for a year."""
    pending = EventVersion.objects.pending(known_at=_LATEST)
    return pending.filter(hi__lt=timezone.now().date() - OLD_PROPOSAL) if old else pending


class ProposalFilter(admin.SimpleListFilter):
    title, parameter_name = "unanswered proposals", "proposal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "unanswered"), ("old", "unanswered for a year")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("open", "old"):
            return queryset
        return queryset.filter(pk__in=unanswered(old=self.value() == "old").order_by().values("event"))


class RetractedFilter(admin.SimpleListFilter):
    title, parameter_name = "retracted", "retracted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "retracted"), ("no", "standing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        retracted = Exists(_latest().exclude(retraction_reason=""))
        return queryset.filter(retracted if self.value() == "yes" else ~retracted)
