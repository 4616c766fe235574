"""Drafts out to a table and in again: export of what the list shows, import with a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from designations.accounts.trail import Kind, note
from designations.admin.refusals import explained, person
from designations.admin.typed import ModelAdmin
from designations.editorial.access import may
from designations.editorial.errors import EditorialError
from designations.importers.drafts.columns import ALL
from designations.importers.drafts.kept import keep
from designations.importers.drafts.plan import MAX_FAULTS
from designations.importers.drafts.read import MAX_BYTES, MAX_DRAFTS
from designations.importers.drafts.take import PlanRefused, look, take
from designations.importers.drafts.write import csv_lines, rows_of, write_workbook
from designations.importers.entries import FileRefused
from designations.models import Draft

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FORMATS = ("csv", "xlsx")
PAGE = 100
_CSV = "text/csv; charset=utf-8"


class UploadForm(forms.Form):
    """A table of drafts."""

    file = forms.FileField(
        label="Table of drafts",
        help_text=f"CSV or XLSX, at most {MAX_BYTES // 1024**2} MB and {MAX_DRAFTS:,} drafts.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"It has more than {MAX_BYTES // 1024**2} MB; split it.")
        return file


class DraftFiles(ModelAdmin[Draft]):
    """Pages and actions for the admin class of drafts."""

    change_list_template = "admin/designations/draft/change_list.html"

    def file_urls(self) -> list[URLPattern]:
        """The addresses of export and import; they come before those of single drafts."""
        view = self.admin_site.admin_view
        pages: list[tuple[str, Any, str]] = [
            ("export/<str:kind>/", self.export_view, "export"),
            ("import/", self.import_view, "import"),
            ("import/check/", self.check_view, "import_check"),
            ("import/empty/<str:kind>/", self.empty_view, "import_empty"),
        ]
        return [path(at, view(page), name=f"designations_draft_{name}") for at, page, name in pages]

    @admin.action(description="Export the selected drafts as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Draft]) -> HttpResponseBase:
        return exported(request, queryset, kind="csv")

    @admin.action(description="Export the selected drafts as XLSX", permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Draft]) -> HttpResponseBase:
        return exported(request, queryset, kind="xlsx")

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """All drafts that the list shows under the filters of the address, not just one page of it."""
        if not self.has_view_permission(request) or kind not in FORMATS:
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            messages.error(request, "These filters make no sense together; choose them anew.")
            return redirect("admin:designations_draft_changelist")
        return exported(request, shown, kind=kind)

    def empty_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The columns alone, to be filled in."""
        self._require(request)
        if kind not in FORMATS:
            raise PermissionDenied
        return table([], kind=kind)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file; the dry run comes next."""
        self._require(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            reference = keep(form.cleaned_data["file"], by=person(request))
            return redirect(f"{reverse('admin:designations_draft_import_check')}?file={reference}")
        return self._page(request, "import", title="Import drafts", form=form, columns=ALL)

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Show what the import would do; do it once that is confirmed."""
        self._require(request)
        user, reference = person(request), request.GET.get("file", "")
        try:
            if request.method == "POST":
                with transaction.atomic():
                    drafts = take(reference, by=user)
                    note(Kind.IMPORTED, by=user, request=request, detail=f"drafts: {len(drafts)}")
                messages.success(request, f"Imported as open drafts: {len(drafts)}.")
                query = f"?state__exact=open&author__id__exact={user.pk}"
                return redirect(reverse("admin:designations_draft_changelist") + query)
            found = look(reference, by=user)
        except PlanRefused as refusal:
            found = refusal.plan
            messages.error(request, "The desk has changed since the dry run: nothing was imported.")
        except (FileRefused, EditorialError) as refusal:
            text = explained(refusal) if isinstance(refusal, EditorialError) else str(refusal)
            messages.error(request, f"Nothing was imported. {text}")
            return redirect("admin:designations_draft_import")
        page = Paginator(found.drafts, PAGE).get_page(request.GET.get("p"))
        context = {
            "title": "Dry run",
            "plan": found,
            "page": page,
            "most": MAX_FAULTS,
            "reference": reference,
        }
        return self._page(request, "import_check", **context)

    def _require(self, request: HttpRequest) -> None:
        if not may(person(request), "submit_draft"):
            raise PermissionDenied

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/designations/draft/{name}.html", context)


def exported(request: HttpRequest, drafts: QuerySet[Draft], *, kind: str) -> HttpResponseBase:
    """`drafts` as a file to be kept; that they left the desk is written down first."""
    rows = list(drafts.values_list("pk", "corrects", "retracts"))
    corrections = sum(1 for _key, corrects, retracts in rows if corrects and not retracts)
    retractions = sum(1 for _key, _corrects, retracts in rows if retracts)
    parts = f"corrections: {corrections}, retractions: {retractions}"
    detail = f"drafts as {kind}: {len(rows)} ({parts})"
    note(Kind.EXPORTED, by=person(request), request=request, detail=detail)
    return table([key for key, _corrects, _retracts in rows], kind=kind)


def table(keys: Sequence[int], *, kind: str) -> HttpResponseBase:
    """The drafts with these keys as a file to be kept, streamed."""
    name = f"drafts-{timezone.now():%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(rows_of(keys)), content_type=_CSV)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    # A workbook is an archive whose directory comes last: it is written to disk, then streamed from there.
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_workbook(rows_of(keys), to=file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
