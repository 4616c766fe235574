"""Redacting a quotation or a captured text, for law or harm: the page that asks why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from designations.admin.base import M, ReadOnlyAdmin, looked_at, number_of
from designations.admin.refusals import person
from designations.admin.verb_page import VerbPage, sent
from designations.editorial.access import may
from designations.editorial.redact import redact
from designations.models import Capture, Citation


class RedactForm(forms.Form):
    """Why it has to go."""

    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Public, in place of what is taken out and in the change log. Do not repeat what must go.",
    )


class RedactableAdmin(ReadOnlyAdmin[M]):
    """A record that is read only, but for its redaction by those who may."""

    change_form_template = "admin/designations/redactable.html"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        context = {
            "may_redact": may(person(request), "redact_record") and _whole(row),
            "redact_page": f"admin:designations_{self.opts.model_name}_redact",
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M | None:
        return looked_at(request, lambda: self.one(request).filter(pk=number_of(object_id)).first())

    def one(self, request: HttpRequest) -> QuerySet[M]:
        """The rows with what the page of one of them shows, which is more than the list needs."""
        return self.get_queryset(request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.redact_view)
        name = f"designations_{self.opts.model_name}_redact"
        return [path("<int:pk>/redact/", view, name=name), *super().get_urls()]

    def redact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then replace the words by a tombstone."""
        if not may(person(request), "redact_record"):
            raise PermissionDenied
        row: Any = get_object_or_404(self.model._default_manager.all(), pk=pk)
        page = VerbPage(
            title=f"Redact a {self.opts.verbose_name}",
            explained="The words give way to their SHA-256 and your reason, here and wherever the same "
            "source is quoted with them. This cannot be undone, and the public log says that it was done.",
            button="Redact for good",
            done="Redacted.",
            final=True,
        )

        def run(told: dict[str, Any]) -> Any:
            redact(row, by=person(request), reason=told["reason"])
            return row

        return page.answer(request, admin=self, obj=row, form=RedactForm(sent(request)), run=run)


def _whole(row: Any) -> bool:
    """Whether there is anything left to redact."""
    match row:
        case Citation():
            return bool(row.quote) and not row.redacted_because
        case Capture():
            return not row.redacted_because
    return False
