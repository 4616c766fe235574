"""How the form of a draft is shown for its kind, looked at again, saved, and what page comes then."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from designations.admin import kept_draft
from designations.admin.base import EditorialAdmin
from designations.admin.begun import offers
from designations.admin.chosen import chosen
from designations.admin.confirming import confirmed
from designations.admin.draft_sections import (
    KIND_GROUPS,
    KINDS_OF_FIELD,
    SECTIONS,
    empty_sections,
    names_in,
    not_asked,
)
from designations.admin.found import found
from designations.admin.reading import read_url
from designations.admin.refusals import person, refusals_told
from designations.editorial.cautions import cautions, require_confirmed
from designations.editorial.draft import save_draft, submit
from designations.models import Draft

# The button that shows the fields of another kind, and saves nothing.
LOOK = "_kind"
_KEPT = ("list", "entity")


class DraftSaving(EditorialAdmin[Draft]):
    """The part of the drafts' admin that deals with one form."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and "_new_entity" in request.POST:
            return kept_draft.keep(request)
        kept_draft.restored(request, button=LOOK)
        context = {**self._kind_context(request, object_id), **found(request), **(extra_context or {})}
        if object_id is None:
            context["offers"] = offers(request)
        if LOOK in request.POST:
            # Nothing is wrong with a form that was only looked at.
            context["errors"] = None
        return super().changeform_view(request, object_id, form_url, context)

    def get_form(
        self, request: HttpRequest, obj: Draft | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Draft]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"only_looked_at": True}) if LOOK in request.POST else form

    def _kind_context(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        filled, kind = set[str](), request.POST.get("kind", request.GET.get("kind", ""))
        names = [name for section in SECTIONS for name in names_in(section)]
        if request.method == "POST":
            filled = {n for n in names if request.POST.get(n) not in (None, "", "unknown")}
        elif object_id is not None:
            draft = self.get_object(request, object_id)
            if draft is not None:
                kind = draft.kind
                filled = {n for n in names if n != "resolves" and getattr(draft, n) not in (None, "")}
        hidden = not_asked(kind, filled=filled)
        query = request.GET.copy()
        links = []
        for title, kinds in KIND_GROUPS:
            group = []
            for one in kinds:
                query["kind"] = one.value
                group.append((f"?{query.urlencode()}", one.label))
            links.append((title, group))
        return {
            "not_asked": hidden,
            "hidden_sections": empty_sections(hidden),
            "kinds_of_field": KINDS_OF_FIELD,
            "kind_links": links if not kind and object_id is None else [],
        }

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save the draft with its citations and what it resolves, through the verb."""
        [formset] = formsets
        formset.save(commit=False)
        rows = [row for row in formset.forms if row.has_changed() or row.instance.pk]
        kept = [row.instance for row in rows if row not in formset.deleted_forms]
        require_confirmed(cautions(form.instance, citations=kept), confirmed=confirmed(request))
        save_draft(
            form.instance, by=person(request), citations=kept, resolves=list(form.cleaned_data["resolves"])
        )

    def response_add(
        self, request: HttpRequest, obj: Draft, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_submit" in request.POST:
            return self._submitted(request, obj)
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            kept = {name: getattr(obj, f"{name}_id") for name in _KEPT}
            first = obj.citations.first()
            query = urlencode({k: v for k, v in {**kept, "source": first and first.source_id}.items() if v})
            return HttpResponseRedirect(f"{reverse('admin:designations_draft_add')}?{query}")
        return response

    def response_change(self, request: HttpRequest, obj: Draft) -> HttpResponse:
        if "_submit" in request.POST:
            return self._submitted(request, obj)
        return super().response_change(request, obj)

    def _submitted(self, request: HttpRequest, draft: Draft) -> HttpResponse:
        """Send it for review; who picked the passage in a text goes on reading there."""
        page = reverse("admin:designations_draft_change", args=[draft.pk])
        done = format_html('Saved and sent for review: <a href="{}">{}</a>.', page, draft)
        with refusals_told(request, done=done):
            draft = submit(draft, by=person(request))
        picked = chosen(request)
        if picked is not None and draft.state == Draft.State.SUBMITTED:
            page = read_url(picked.capture, at=picked.start, more=1)
        return HttpResponseRedirect(page)
