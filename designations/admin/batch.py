"""One act with many groups, in three steps: tell it once, say what each name means, look at it and send it.

Every step is sent with the form itself; nothing is written before the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from designations.admin.batch_form import SKIP, BatchForm, Choice, choices_for
from designations.admin.draft_verbs import drafts_of
from designations.admin.refusals import person, show_on
from designations.editorial.access import may
from designations.editorial.batch import MOST, Line, check, draft_together
from designations.editorial.cautions import needs_standing
from designations.editorial.errors import EditorialError
from designations.editorial.proposed import today, transition_days
from designations.models import Change, Designation, Draft, EventKind

if TYPE_CHECKING:
    from designations.admin.drafts import DraftAdmin

_TITLES = {
    "tell": "One act with many groups",
    "resolve": "What does each name mean?",
    "preview": "Look at it before it is sent for review",
}


def batch_view(admin: DraftAdmin, request: HttpRequest) -> HttpResponse:
    """Answer one step; the button that was pressed says which comes next."""
    if not (may(person(request), "submit_draft") and admin.has_add_permission(request)):
        raise PermissionDenied
    if request.method != "POST":
        return _page(admin, request, BatchForm(initial=request.GET.dict()), step="tell")
    form = BatchForm(request.POST)
    if not form.is_valid() or "_tell" in request.POST:
        return _page(admin, request, form, step="tell")
    number = len(form.written()) + len(form.cleaned_data["entities"])
    if not 0 < number <= MOST:
        form.add_error("names", f"Name from 1 to {MOST} groups; these are {number}.")
        return _page(admin, request, form, step="tell")
    choices = choices_for(form, request.POST)
    shared, citation = form.shared(), form.citation()
    lines = [Line(name=c.name, entity=c.entity) for c in choices if c.chosen not in ("", SKIP)]
    undecided = [c for c in choices if not c.chosen]
    try:
        if "_preview" not in request.POST and "_send" not in request.POST:
            # What is wrong with the act or the passage is said before the names are gone through.
            check(shared, lines=[Line(name="any")], citation=citation)
            return _page(admin, request, form, step="resolve", choices=choices)
        if undecided:
            messages.warning(request, f"Choose what {len(undecided)} of the names mean, or leave them out.")
            return _page(admin, request, form, step="resolve", choices=choices)
        check(shared, lines=lines, citation=citation)
        if "_send" not in request.POST:
            return _page(
                admin,
                request,
                form,
                step="preview",
                choices=_standing(choices, shared),
                skipped=[choice.key for choice in choices if choice.chosen == SKIP],
            )
        drafts = draft_together(
            shared,
            lines=lines,
            citation=citation,
            by=person(request),
            new_kind=form.cleaned_data["new_kind"],
        )
    except EditorialError as refusal:
        show_on(form, refusal)
        return _page(admin, request, form, step="tell")
    messages.success(request, f"{len(drafts)} sent for review. Somebody else publishes them together.")
    return HttpResponseRedirect(drafts_of(form.cleaned_data["act"].pk))


def _standing(choices: list[Choice], shared: Draft) -> list[dict[str, Any]]:
    """What becomes of each line, and how its entity stands on the list on the day of the act."""
    kept = [choice for choice in choices if choice.chosen != SKIP]
    entities = [choice.entity.pk for choice in kept if choice.entity]
    rows: Any = Designation.objects.filter(list=shared.list, entity__in=entities).standing(
        valid_on=transition_days(shared)[1] or today(), known_at=Change.objects.known_seq()
    )
    status = {row.entity_id: row.status for row in rows}
    found = []
    for choice in kept:
        stands = status.get(choice.entity.pk, "not_listed") if choice.entity else "not_listed"
        in_place = stands in ("in_force", "suspended")
        opens = shared.kind in (EventKind.LISTED, EventKind.LISTING_PROPOSED)
        unusual = (in_place and opens) or (not in_place and needs_standing(shared.kind))
        found.append({"choice": choice, "status": stands.replace("_", " "), "unusual": unusual})
    return found


def _page(
    admin: DraftAdmin,
    request: HttpRequest,
    form: BatchForm,
    *,
    step: str,
    choices: Any = (),
    skipped: Any = (),
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _TITLES[step],
        "step": step,
        "form": form,
        "choices": choices,
        "skipped": skipped,
        "shared": form.cleaned_data if step == "preview" else None,
        "kind_label": dict(Draft._meta.get_field("kind").flatchoices).get(form.data.get("kind", "")),
        "opts": admin.opts,
        "media": admin.media + form.media,
    }
    return TemplateResponse(request, "admin/designations/draft/batch.html", context)
