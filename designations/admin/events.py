"""Published events: read-only but for the verbs that correct, retract and cite."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from designations.admin import event_verbs
from designations.admin.base import ReadOnlyAdmin, looked_at, number_of
from designations.admin.drafts import CitationInline
from designations.admin.event_filters import (
    JurisdictionFilter,
    KindFilter,
    ListFilter,
    ProposalFilter,
    RetractedFilter,
)
from designations.admin.history import LoggedHistory
from designations.admin.labels import head_of, with_heads
from designations.admin.refusals import person
from designations.admin.searching import Searched, events_about
from designations.editorial.access import may
from designations.editorial.insert import heads
from designations.models import Draft, Event, Period
from designations.text.partial_dates import PartialDate


@admin.register(Event)
class EventAdmin(Searched, LoggedHistory[Event], ReadOnlyAdmin[Event]):
    list_display = ["what", "entity", "list_slug", "occurred_on", "version", "public_id"]
    list_filter = [KindFilter, ProposalFilter, JurisdictionFilter, RetractedFilter, ListFilter]
    ordering = ["-pk"]
    about = events_about
    search_help_text = "Entity, list, kind (such as delisting_proposed), speaker, date or id"
    change_form_template = "admin/designations/event/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return with_heads(super().get_queryset(request))

    @admin.display(description="what happened")
    def what(self, obj: Event) -> str:
        """The kind of event."""
        return head_of(obj).get_kind_display()

    @admin.display(description="entity")
    def entity(self, obj: Event) -> str:
        """Whom it is about."""
        designation = head_of(obj).designation
        return designation.entity.name if designation else "the whole list"

    @admin.display(description="list")
    def list_slug(self, obj: Event) -> str:
        """The list, shortly."""
        return head_of(obj).list.slug

    @admin.display(description="date")
    def occurred_on(self, obj: Event) -> str:
        """As it is known."""
        return str(head_of(obj).occurred_on or "unknown")

    @admin.display(description="version")
    def version(self, obj: Event) -> str:
        """The latest version's number, and whether it withdraws the event."""
        head = head_of(obj)
        return f"{head.version}, retracted" if head.is_retracted else str(head.version)

    def view_on_site(self, obj: Event) -> str:
        return obj.get_absolute_url()

    def citation_field(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """The form field of a citation, as on the page of a draft."""
        return CitationInline(Draft, self.admin_site).formfield_for_dbfield(
            db_field, request=request, **kwargs
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Event | None:
        return looked_at(request, lambda: Event.objects.filter(pk=number_of(object_id)).first())

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        event = self.get_object(request, object_id)
        told = _told(event, request) if event else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        verbs = {
            "correct": event_verbs.correct_view,
            "retract": event_verbs.retract_view,
            "withdraw": event_verbs.withdraw_view,
            "cite": event_verbs.cite_view,
        }
        return [
            *(
                path(
                    f"<int:pk>/{verb}/",
                    self.admin_site.admin_view(partial(view, self)),
                    name=f"designations_event_{verb}",
                )
                for verb, view in verbs.items()
            ),
            *super().get_urls(),
        ]


def _told(event: Event, request: HttpRequest) -> dict[str, Any]:
    """What the page of `event` shows: its latest version, its history, and the periods it is part of."""
    head = heads([event])[event.pk]
    user = person(request)
    versions = event.versions.select_related("change__actor", "author", "reviewer").order_by("-version")
    periods = (
        Period.objects.filter(designation=head.designation, known__endswith__isnull=True)
        .select_related("opened_by", "closed_by")
        .oldest_first()
    )
    return {
        "head": head,
        "citations": head.citations.all(),
        "answers": [resolution.event for resolution in head.resolutions.all()],
        "versions": versions,
        "periods": [(row, _in_words(row.start), _in_words(row.end)) for row in periods if head.designation],
        "corrections": event.corrections.exclude(state__in=[Draft.State.PUBLISHED, Draft.State.REJECTED]),
        "may_correct": may(user, "submit_draft") and not head.is_retracted,
        "may_publish": may(user, "publish_event") and not head.is_retracted,
    }


def _in_words(written: str) -> str:
    return PartialDate.parse(written).describe() if written else ""
