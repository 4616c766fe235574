"""Adding an article: one page that takes an address, a text or a file, and one that says how it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from designations.admin.base import ReadOnlyAdmin, number_of
from designations.admin.date_input import PartialDateInput
from designations.admin.reading import read_url
from designations.admin.refusals import explained, person, show_on
from designations.articles.ask import add_text, again, ask_address, ask_upload
from designations.articles.limits import MOST_BYTES
from designations.editorial.access import may
from designations.editorial.capture import LARGEST
from designations.editorial.errors import EditorialError
from designations.models import CaptureRequest, Source


class ArticleForm(forms.Form):
    """An address, a text or a file; an address beside one of the others says where that came from."""

    url = forms.URLField(
        label="Address", required=False, max_length=2000, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vLargeTextField", "autofocus": True}),
        help_text="The article is retrieved from here; with a text or a file below, it is only noted.",
    )  # fmt: skip
    text = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 8, "cols": 100, "class": "captured"}),
        help_text=f"What the article says, where it cannot be retrieved. At most {LARGEST:,} bytes.",
    )  # fmt: skip
    title = forms.CharField(
        required=False, max_length=500, widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Of a pasted text; else its first line is taken.",
    )  # fmt: skip
    published_on = PartialDateInput(
        label="Published", required=False,
        help_text="When a pasted text appeared, such as 14 May 2003 or May 2003. Empty: unknown.",
    )  # fmt: skip
    upload = forms.FileField(
        label="File", required=False, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.pdf,.txt,text/html,application/pdf,text/plain"}),
        help_text=f"A saved page, a PDF or a plain text, of at most {MOST_BYTES:,} bytes.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("text") and told.get("upload"):
            raise forms.ValidationError("Give the text or the file, not both.")
        if told.get("published_on") and not told.get("text"):
            self.add_error(
                "published_on",
                "Only a pasted text takes a date here. Of an address or a file it is read from the document, "
                "and changed on the page of its source.",
            )
        if not self.errors and not any(told.get(name) for name in ("url", "text", "upload")):
            raise forms.ValidationError("Give an address, a text or a file.")
        return told


@admin.register(CaptureRequest)
class CaptureRequestAdmin(ReadOnlyAdmin[CaptureRequest]):
    list_display = ["article", "state", "requested_by", "requested_at", "reason"]
    list_filter = ["state", ("requested_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["requested_by", "source"]
    search_fields = ["url", "upload_name", "source__title"]
    search_help_text = "Address, name of the file or title"

    @admin.display(description="article")
    def article(self, obj: CaptureRequest) -> str:
        """The title where it is known, else the address or the name of the file."""
        return str(obj.source or obj)[:120]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(person(request), "add_capture")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaptureRequest]:
        return super().get_queryset(request).defer("capture__text")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ArticleForm(request.POST, request.FILES) if request.method == "POST" else ArticleForm()
        if request.method == "POST" and form.is_valid():
            try:
                return redirect(_added(form.cleaned_data, request))
            except EditorialError as refusal:
                show_on(form, refusal)
        return self._page(request, "add", title="Add an article", form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = CaptureRequest.objects.select_related("source", "requested_by")
        row = get_object_or_404(rows, pk=number_of(object_id))
        if "state" in request.GET:
            return JsonResponse({"state": row.state, "finished": row.is_finished})
        if row.state == CaptureRequest.State.DONE:
            return redirect("admin:designations_capture_read", row.capture_id)
        kept = row.source.captures.defer("text")[:5] if row.source else []
        return self._page(request, "status", title="Capturing an article", row=row, original=row, kept=kept)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.again_view))
        return [path("<int:pk>/again/", view, name="designations_capturerequest_again"), *super().get_urls()]

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more for what failed."""
        row = get_object_or_404(CaptureRequest.objects.select_related("source"), pk=pk)
        try:
            row = again(row, by=person(request))
        except EditorialError as refusal:
            messages.error(request, explained(refusal))
        return redirect("admin:designations_capturerequest_change", row.pk)

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        shown = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/designations/capturerequest/{name}.html", shown)


def retrieve_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Retrieve the article of a source once more, for a further capture beside those that are kept."""
    source = get_object_or_404(Source, pk=pk)
    try:
        row = ask_address(source.url, by=person(request), source=source)
    except EditorialError as refusal:
        messages.error(request, explained(refusal))
        return redirect("admin:designations_source_change", pk)
    return redirect("admin:designations_capturerequest_change", row.pk)


def _added(told: dict[str, Any], request: HttpRequest) -> str:
    """Do what the form asks; returns the address of the page that comes next."""
    by = person(request)
    if told["text"]:
        of_it = {name: told[name] for name in ("title", "url", "published_on")}
        return read_url(add_text(told["text"], by=by, **of_it))
    if told["upload"]:
        upload = told["upload"]
        row = ask_upload(upload, by=by, url=told["url"], content_type=upload.content_type or "")
    else:
        row = ask_address(told["url"], by=by)
    return reverse("admin:designations_capturerequest_change", args=[row.pk])
