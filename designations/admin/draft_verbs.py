"""What can be done with a draft: the panel on its page, what its buttons ask for, the list's actions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.admin.confirming import Shown, shown
from designations.admin.offered import Offered
from designations.admin.refusals import admin_url, explained, person, refusals_told
from designations.editorial.cautions import UNSUPPORTED, cautions
from designations.editorial.draft import EDITABLE, proposed_from, submit
from designations.editorial.errors import EditorialError, Incomplete
from designations.editorial.proposed import faults
from designations.editorial.publish import PUBLISHABLE, publish
from designations.editorial.review import review
from designations.models import Draft

if TYPE_CHECKING:
    from designations.admin.drafts import DraftAdmin

_DONE = {"approve": "Approved.", "send_back": "Sent back to its author.", "reject": "Rejected."}


@dataclass(frozen=True, slots=True)
class Panel:
    """The state of a draft, and which verbs `user` is offered on it. The verbs check again."""

    draft: Draft
    missing: str
    cautions: list[Shown]
    offered: Offered
    act_url: str

    @classmethod
    def of(cls, draft: Draft, *, user: User) -> Panel:
        """The panel of `draft` for `user`."""
        missing = _missing(draft) if draft.state in EDITABLE else ""
        return cls(
            draft=draft,
            missing=missing,
            cautions=_cautions(draft, missing=missing) if draft.state in PUBLISHABLE else [],
            offered=Offered.on(draft, user=user),
            act_url=drafts_of(draft.act_id) if draft.act_id else "",
        )


def drafts_of(act_id: int) -> str:
    """The address of all drafts of an act, which are published together from there."""
    return f"{reverse('admin:designations_draft_changelist')}?act__id__exact={act_id}"


def _cautions(draft: Draft, *, missing: str) -> list[Shown]:
    found = cautions(draft, citations=list(draft.citations.all()))
    # What is missing says so already.
    return shown([one for one in found if not (missing and one.id == UNSUPPORTED)])


def _missing(draft: Draft) -> str:
    """What keeps `draft` from being sent for review; '' if nothing does."""
    if draft.retracts:
        return ""
    try:
        errors = faults(proposed_from(draft))
    except Incomplete as refusal:
        errors = refusal.errors
    return explained(Incomplete(errors)) if errors else ""


def submit_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one draft for review."""
    draft = get_object_or_404(Draft, pk=pk)
    with refusals_told(request, done="Sent for review."):
        submit(draft, by=person(request))
    return redirect(admin_url(draft, "change"), pk)


def review_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, send back or reject one draft."""
    draft, verdict = get_object_or_404(Draft, pk=pk), request.POST.get("verdict", "")
    if verdict not in _DONE:
        raise PermissionDenied
    with refusals_told(request, done=_DONE[verdict]):
        review(draft, by=person(request), verdict=verdict, comment=request.POST.get("review_comment", ""))
    return redirect(admin_url(draft, "change"), pk)


def publish_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish one draft."""
    draft = get_object_or_404(Draft, pk=pk)
    with refusals_told(request, done="Published."):
        publish([draft], by=person(request), announce="announce" in request.POST)
    return redirect(admin_url(draft, "change"), pk)


def submit_selected(admin: DraftAdmin, request: HttpRequest, queryset: QuerySet[Draft]) -> None:
    """Send each selected draft for review; those that are refused stay, and it is said why."""
    sent, refused = 0, Counter[str]()
    for draft in queryset.order_by("pk"):
        try:
            submit(draft, by=person(request))
            sent += 1
        except EditorialError as refusal:
            refused[explained(refusal)] += 1
    for why, number in refused.items():
        messages.error(request, why if number == 1 else f"{number} drafts were not sent. {why}")
    if sent:
        messages.success(request, f"{sent} sent for review." if sent > 1 else "One draft sent for review.")


def publish_selected(
    admin: DraftAdmin, request: HttpRequest, queryset: QuerySet[Draft]
) -> HttpResponse | None:
    """Ask whether subscribers are told, then publish the selected drafts together, or none of them."""
    drafts = list(queryset.order_by("pk"))
    if "confirmed" in request.POST:
        with refusals_told(request, done=f"{len(drafts)} published together."):
            publish(drafts, by=person(request), announce="announce" in request.POST)
        return None
    context = {
        **admin.admin_site.each_context(request),
        "title": "Publish together",
        "drafts": drafts,
        "opts": admin.opts,
        "media": admin.media,
        "queue": None,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/designations/draft/publish_selected.html", context)
