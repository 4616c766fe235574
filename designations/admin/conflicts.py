"""Disagreements between sources, and the page on which an editor rules on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.base import number_of
from designations.admin.date_input import PartialDateInput
from designations.admin.event_verbs import reason_field
from designations.admin.refusals import person, show_on
from designations.admin.verb_page import sent
from designations.editorial.access import may
from designations.editorial.conflicts import REASONS, Conflict, conflict_of, conflicts
from designations.editorial.errors import EditorialError
from designations.editorial.evidence import evidence_of_version
from designations.editorial.insert import heads
from designations.editorial.rule import rule
from designations.models import Change, Event, EventVersion, Ruling

SIZE = 50


class RulingForm(forms.Form):
    """What stands, and why."""

    outcome = forms.ChoiceField(label="What stands", choices=Ruling.Outcome.choices, widget=forms.RadioSelect)
    stands_on = PartialDateInput(
        label="The date that stands",
        required=False,
        help_text="Only if another date stands: a correction opens, and somebody else publishes it.",
    )
    reason = reason_field("Why")


@dataclass(frozen=True, slots=True)
class Row:
    """One conflict of the page, with the event and those that are like it."""

    conflict: Conflict
    head: EventVersion
    like: list[EventVersion]
    ruling: Ruling | None


def conflicts_view(request: HttpRequest, site: Any) -> HttpResponse:
    """The disagreements that wait for a ruling, or those that have one."""
    why, ruled = request.GET.get("why", ""), request.GET.get("ruled") == "yes"
    why = why if why in REASONS else ""
    before = number_of(request.GET.get("before", ""))
    found = conflicts(most=SIZE + 1, before=before or None, why=why or None, ruled=ruled)
    shown = found[:SIZE]
    query = "&".join(part for part in (f"why={why}" if why else "", "ruled=yes" if ruled else "") if part)
    return TemplateResponse(
        request,
        "admin/review/conflicts.html",
        {
            **site.each_context(request),
            "title": "Conflicts between sources",
            "rows": rows_of(shown),
            "why": why,
            "ruled": ruled,
            "reasons": REASONS,
            "query": query,
            "first": bool(before),
            "next": shown[-1].event_id if len(found) > SIZE else None,
        },
    )


def rows_of(found: list[Conflict]) -> list[Row]:
    """The rows of a page; a fixed number of queries."""
    wanted = {key for conflict in found for key in (conflict.event_id, *conflict.like)}
    by_key = heads(list(Event.objects.filter(pk__in=wanted)))
    rulings = Ruling.objects.known(known_at=Change.objects.known_seq()).filter(
        event__in=[conflict.event_id for conflict in found]
    )
    ruled = {ruling.event_id: ruling for ruling in rulings.select_related("by", "change")}
    return [
        Row(
            conflict,
            by_key[conflict.event_id],
            [by_key[key] for key in conflict.like],
            ruled.get(conflict.event_id),
        )
        for conflict in found
    ]


def conflict_view(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """One event with what each of its sources says; a ruling on it, from those who may."""
    event, user = get_object_or_404(Event, pk=pk), person(request)
    if request.method == "POST" and not may(user, "publish_event"):
        raise PermissionDenied
    form = RulingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            done = rule(
                event, by=user, outcome=told["outcome"], reason=told["reason"], stands_on=told["stands_on"]
            )
        except EditorialError as refusal:
            show_on(form, refusal)
        else:
            if done.draft is None:
                messages.success(request, "Ruled; the reason is public.")
                return redirect("admin:conflicts")
            messages.success(
                request,
                "Ruled; the reason is public. This draft carries it out: complete it and send it for review; "
                "somebody else publishes it.",
            )
            return redirect("admin:review_draft", done.draft.pk)
    head = heads([event])[event.pk]
    subject = head.designation.entity.name if head.designation else head.list.name
    found = conflict_of(event)
    like = list(Event.objects.filter(pk__in=found.like)) if found else []
    return TemplateResponse(
        request,
        "admin/review/conflict.html",
        {
            **site.each_context(request),
            "title": f"{head.get_kind_display()}: {subject}",
            "event": event,
            "head": head,
            "conflict": found,
            "like": list(heads(like).values()),
            "evidence": evidence_of_version(head),
            "rulings": event.rulings.select_related("by", "change"),
            "form": form if may(user, "publish_event") and not head.is_retracted else None,
            "back": reverse("admin:conflicts"),
        },
    )
