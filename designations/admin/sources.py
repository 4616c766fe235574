"""Sources, with the text that was captured from them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from designations.admin.articles import retrieve_again
from designations.admin.base import ReferenceAdmin
from designations.admin.refusals import RefusableForm, person, show_on
from designations.admin.typed import ModelForm, StackedInline
from designations.editorial.capture import LARGEST, capture, readable
from designations.editorial.edit import edit
from designations.editorial.errors import EditorialError
from designations.models import Capture, CaptureRequest, Source


class SourceForm(RefusableForm):
    """A source; sent in parts, since a pasted text would grow threefold if it were encoded for an address."""

    class Meta:
        labels = {"url": "Address", "archived_url": "Address of an archived copy"}

    def is_multipart(self) -> bool:
        return True


class CaptureForm(ModelForm[Capture]):
    """Text pasted from a source."""

    class Meta:
        model = Capture
        fields = ["text"]
        labels = {"text": "Text"}
        help_texts = {
            "text": "Paste the readable text as it was published. It is kept privately with its SHA-256 and "
            f"cannot be changed afterwards; quotations are looked up in it. At most {LARGEST:,} bytes."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 12, "cols": 100, "class": "captured"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "text" in cleaned:
            try:
                cleaned["text"] = readable(cleaned["text"])
            except EditorialError as refusal:
                show_on(self, refusal)
        return cleaned


class CaptureInline(StackedInline[Capture, Source]):
    """Pastes a text. Texts that were captured before are linked to, and not here to be changed."""

    model = Capture
    form = CaptureForm
    extra = 1
    max_num = 1
    verbose_name = "text to capture"
    verbose_name_plural = "Text to capture"

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """Also not where the source itself is only looked at: there nothing would save the text."""
        may_save = obj is None or request.user.has_perm("designations.change_source")
        return may_save and super().has_add_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        return Capture.objects.none()


@admin.register(Source)
class SourceAdmin(ReferenceAdmin[Source]):
    form = SourceForm
    list_display = ["title", "publisher", "published_on", "kind", "language", "captures_kept"]
    list_filter = ["kind", "language"]
    ordering = ["-pk"]
    search_fields = ["title", "publisher", "author", "url", "public_id"]
    search_help_text = "Title, publisher, author, address or id"
    inlines = [CaptureInline]

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        about = [
            "title",
            "url",
            ("publisher", "author"),
            ("published_on", "language"),
            "kind",
            "archived_url",
        ]
        if obj is None:
            return [(None, {"fields": about})]
        return [(None, {"fields": about}), ("Captured before", {"fields": ["captured"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        return ["captured"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(capture_count=Count("captures"))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save the source, then keep what was pasted; both or nothing."""
        edit(form.instance, by=person(request))
        for text in _pasted(formsets):
            capture(form.instance, text=text, by=person(request))
        for formset in formsets:
            formset.save(commit=False)
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(retrieve_again))
        return [path("<int:pk>/again/", view, name="designations_source_again"), *super().get_urls()]

    def view_on_site(self, obj: Source) -> str:
        return obj.get_absolute_url()

    @admin.display(description="captures", ordering="capture_count")
    def captures_kept(self, obj: Any) -> int:
        """How many texts were captured from it."""
        return int(obj.capture_count)

    @admin.display(description="texts")
    def captured(self, obj: Source) -> SafeString | str:
        """The captures kept so far, with links to their texts."""
        kept = obj.captures.defer("text").select_related("captured_by")
        rows = [
            (
                reverse("admin:designations_capture_read", args=[row.pk]),
                f"{row.retrieved_at:%d %B %Y, %H:%M} UTC",
                f", by {row.captured_by}" if row.captured_by else "",
                row.sha256,
            )
            for row in kept
        ]
        if not rows:
            return "None yet. A passage can only be quoted from a text that was captured."
        failed = obj.capture_requests.filter(state=CaptureRequest.State.FAILED)[:3]
        told = [(f"{row.finished_at:%d %B %Y, %H:%M} UTC", row.reason) for row in failed]
        return format_html(
            '<ul class="plain">{}{}</ul>',
            format_html_join("", '<li><a href="{}">{}</a>{}<br><code>{}</code></li>', rows),
            format_html_join("", '<li class="quiet">{}: not retrieved. {}</li>', told),
        )


def _pasted(formsets: list[BaseInlineFormSet[Any, Any, Any]]) -> list[str]:
    return [form.cleaned_data["text"] for formset in formsets for form in formset.forms if form.has_changed()]
