"""A page that asks what an editorial verb needs to know, and then lets it act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from designations.admin.refusals import admin_url, show_on
from designations.editorial.errors import EditorialError

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None, for an empty form, unless it was sent."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbPage:
    """What the page says. `done` is said afterwards, on the page of the record."""

    title: str
    explained: str
    button: str
    done: str
    final: bool = False

    def answer(
        self,
        request: HttpRequest,
        *,
        admin: ModelAdmin[Any],
        obj: Model,
        form: forms.BaseForm,
        run: Callable[[dict[str, Any]], Model],
    ) -> HttpResponse:
        """Show `form`; once it is sent and valid, `run` the verb with what was told, or show its refusal.

        `run` returns the record whose page comes next.
        """
        if request.method == "POST" and form.is_valid():
            try:
                following = run(form.cleaned_data)
            except EditorialError as refusal:
                show_on(form, refusal)
            else:
                messages.success(request, self.done)
                return redirect(admin_url(following, "change"), following.pk)
        context = {
            **admin.admin_site.each_context(request),
            "title": self.title,
            "page": self,
            "form": form,
            "media": admin.media + form.media,
            "opts": admin.opts,
            "original": obj,
        }
        return TemplateResponse(request, "admin/designations/verb.html", context)
