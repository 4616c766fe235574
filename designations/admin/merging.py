"""Merging and unmerging with a preview: first both sides as they stand, then the verb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from designations.admin.alike import alike
from designations.admin.merge_sides import compare, current_steps, family, last_heir
from designations.admin.refusals import admin_url, person, show_on
from designations.admin.typed import ModelAdmin
from designations.admin.verb_page import sent
from designations.editorial.access import may
from designations.editorial.errors import EditorialError
from designations.editorial.merge import merge, obstacle, unmerge
from designations.models import Change, Entity, Merge


def _reason() -> forms.CharField:
    return forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Shown in the public change log."
    )


class ChooseForm(forms.Form):
    """Which other entity it turned out to be."""

    into = forms.ModelChoiceField(
        Entity.objects.all(),
        label="Is the same as",
        widget=AutocompleteSelect(Merge._meta.get_field("heir"), admin.site, attrs={"data-width": "100%"}),
        help_text="The entity that stays: this one is read as it, and its address redirects there.",
    )


class MergeForm(forms.Form):
    """Into which entity, and why."""

    into = forms.ModelChoiceField(Entity.objects.all(), widget=forms.HiddenInput)
    reason = _reason()


class UnmergeForm(forms.Form):
    """Why the merge was wrong."""

    reason = _reason()


class Merging(ModelAdmin[Entity]):
    """The pages for the admin class of entities."""

    def merge_urls(self) -> list[URLPattern]:
        """The addresses of both verbs."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", view(self.merge_view), name="designations_entity_merge"),
            path("<int:pk>/unmerge/", view(self.unmerge_view), name="designations_entity_unmerge"),
        ]

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask into which entity, show both, then merge."""
        entity = self._mergeable(request, pk)
        if request.method == "POST":
            form: forms.Form = MergeForm(request.POST)
            if form.is_valid():
                told = form.cleaned_data
                try:
                    merge(entity, into=told["into"], reason=told["reason"], by=person(request))
                except EditorialError as refusal:
                    show_on(form, refusal)
                else:
                    return self._done(request, entity, f"{entity} is merged into {told['into']}.")
            into = form.cleaned_data.get("into")
            if not into:
                return self._nobody(request, entity)
            return self._preview(request, entity, into, form, steps=current_steps())
        if "into" not in request.GET:
            return self._choose(request, entity, ChooseForm())
        chosen = ChooseForm(request.GET)
        if not chosen.is_valid():
            return self._nobody(request, entity)
        into = chosen.cleaned_data["into"]
        steps = current_steps()
        heirs = {key: last_heir(key, steps=steps) for key in steps}
        refusal_text = obstacle(entity, into=into, heirs=heirs)
        if refusal_text:
            chosen.add_error("into", refusal_text)
            return self._choose(request, entity, chosen)
        return self._preview(request, entity, into, MergeForm(initial={"into": into}), steps=steps)

    def unmerge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what comes apart, then end the merge."""
        entity, form = self._mergeable(request, pk), UnmergeForm(sent(request))
        if form.is_valid():
            try:
                unmerge(entity, reason=form.cleaned_data["reason"], by=person(request))
            except EditorialError as refusal:
                show_on(form, refusal)
            else:
                return self._done(request, entity, f"{entity} stands alone again.")
        steps = current_steps()
        heir = steps.pop(entity.pk, None)
        if heir is None:
            if request.method != "POST":
                messages.error(request, f"{entity} is not merged into anything.")
                return redirect(admin_url(entity, "change"), entity.pk)
            pair = None
        else:
            heads = entity.pk, last_heir(heir, steps=steps)
            left, right = (family(head, steps=steps) for head in heads)
            pair = compare(left, right, known=entity.known_seq)
        return self._page(
            request, "unmerge", entity, title=f"Undo the merge of {entity}", form=form, pair=pair
        )

    def _nobody(self, request: HttpRequest, entity: Entity) -> HttpResponse:
        messages.error(request, "Choose another entity; there is none of this number.")
        return self._choose(request, entity, ChooseForm())

    def _choose(self, request: HttpRequest, entity: Entity, form: forms.Form) -> HttpResponse:
        found = alike(family(entity.pk, steps=current_steps()))
        return self._page(request, "merge_choose", entity, title=f"Merge {entity}", form=form, alike=found)

    def _preview(
        self, request: HttpRequest, entity: Any, into: Entity, form: forms.Form, *, steps: Mapping[int, int]
    ) -> HttpResponse:
        heir = last_heir(into.pk, steps=steps)
        left, right = family(entity.pk, steps=steps), family(heir, steps=steps)
        # A circle, which the verb refused: both are one already.
        pair = compare(left, right, known=entity.known_seq) if not set(left) & set(right) else None
        title = f"Merge {entity} into {into}"
        return self._page(request, "merge", entity, title=title, form=form, into=into, pair=pair)

    def _page(self, request: HttpRequest, name: str, entity: Model, **context: Any) -> HttpResponse:
        media = self.media + context["form"].media
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "media": media}
        context["original"] = entity
        return TemplateResponse(request, f"admin/designations/entity/{name}.html", context)

    def _done(self, request: HttpRequest, entity: Entity, text: str) -> HttpResponse:
        messages.success(request, text)
        return redirect(admin_url(entity, "change"), entity.pk)

    def _mergeable(self, request: HttpRequest, pk: int) -> Any:
        """The entity, with the number of the last change."""
        if not may(person(request), "merge_entity"):
            raise PermissionDenied
        return get_object_or_404(Entity.objects.annotate(known_seq=Change.objects.newest()), pk=pk)
