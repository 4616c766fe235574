"""What can be done with a published event: correct, retract, cite. Each page asks, each verb decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from designations.admin.chosen import chosen
from designations.admin.draft_forms import CitationForm
from designations.admin.labels import choices_of, label_of
from designations.admin.refusals import person
from designations.admin.verb_page import VerbPage, sent
from designations.editorial.access import may
from designations.editorial.cite import cite
from designations.editorial.correct import correct
from designations.editorial.retract import propose_retraction, retract
from designations.models import Draft, DraftCitation, Event

if TYPE_CHECKING:
    from designations.admin.events import EventAdmin

_ANNOUNCE = "Off for history that is entered late: it becomes public all the same, but nobody gets a message."


def reason_field(label: str) -> forms.CharField:
    """A reason that becomes public."""
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Public, beside the event and in the change log.",
    )


class CorrectForm(forms.Form):
    """Why a correction is needed."""

    correction_reason = reason_field("What was wrong")


class RetractForm(forms.Form):
    """Why the event is withdrawn."""

    retraction_reason = reason_field("Why it is withdrawn")
    announce = forms.BooleanField(label="Tell subscribers", required=False, initial=True, help_text=_ANNOUNCE)


class WithdrawForm(forms.Form):
    """Why the event should be withdrawn."""

    retraction_reason = reason_field("Why it should be withdrawn")


def correct_view(admin: EventAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what was wrong, then open a draft that starts as the event stands."""
    event = _event(request, pk, permission="submit_draft")
    page = VerbPage(
        title="Correct an event",
        explained=f"{label_of(event)}. The published version stays readable; a draft opens that starts as it "
        "stands. Publishing the draft corrects the event.",
        button="Open a draft",
        done="This draft corrects the event once it is published. Nothing public has changed yet.",
    )

    def run(told: dict[str, Any]) -> Draft:
        return correct(event, by=person(request), reason=told["correction_reason"])

    return page.answer(request, admin=admin, obj=event, form=CorrectForm(sent(request)), run=run)


def retract_view(admin: EventAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then withdraw the event."""
    event = _event(request, pk, permission="publish_event")
    page = VerbPage(
        title="Retract an event",
        explained=f"{label_of(event)}. For what should not have been published. The periods that rest on it "
        "are projected anew; what was known before stays readable. A retraction is final.",
        button="Retract for good",
        done="The event is retracted.",
        final=True,
    )

    def run(told: dict[str, Any]) -> Event:
        return retract(event, by=person(request), reason=told["retraction_reason"], announce=told["announce"])

    return page.answer(request, admin=admin, obj=event, form=RetractForm(sent(request)), run=run)


def withdraw_view(admin: EventAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then propose the withdrawal of the event."""
    event = _event(request, pk, permission="submit_draft")
    page = VerbPage(
        title="Propose a retraction",
        explained=f"{label_of(event)}. For what should not have been published. Nothing public changes until "
        "somebody else, a publisher, carries the proposal out; from then on it is final.",
        button="Propose it",
        done="The retraction is proposed; a publisher carries it out.",
    )

    def run(told: dict[str, Any]) -> Draft:
        return propose_retraction(event, by=person(request), reason=told["retraction_reason"])

    return page.answer(request, admin=admin, obj=event, form=WithdrawForm(sent(request)), run=run)


def cite_view(admin: EventAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a further passage, then add it to the event."""
    event = _event(request, pk, permission="publish_event")
    page = VerbPage(
        title="Cite a further passage",
        explained=f"{label_of(event)}. Adds a passage to the published event, at once and for good; what the "
        "event says stays as it is.",
        button="Add the citation",
        done="The citation is added.",
    )
    form_class = forms.modelform_factory(
        DraftCitation, form=CitationForm, formfield_callback=partial(admin.citation_field, request=request)
    )
    picked = chosen(request)
    form = form_class(sent(request), initial=picked.citation if picked else None)

    def run(told: dict[str, Any]) -> Event:
        cite(event, fields=form.instance, by=person(request))
        return event

    return page.answer(request, admin=admin, obj=event, form=form, run=run)


def _event(request: HttpRequest, pk: int, *, permission: str) -> Event:
    if not may(person(request), permission):
        raise PermissionDenied
    event: Event = get_object_or_404(choices_of(Event), pk=pk)
    return event
