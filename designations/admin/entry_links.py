"""The queue of entries that no rule could link: the entry beside its candidates, decided with one click."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from designations.admin.base import ReadOnlyAdmin
from designations.admin.entry_page import EntryPage
from designations.admin.refusals import admin_url, explained, person
from designations.editorial.access import may
from designations.editorial.errors import EditorialError
from designations.importers.decide import Decision, decide, reopen
from designations.models import Entity, Entry, EntryLink


class OtherForm(forms.Form):
    """An entity that is none of the candidates."""

    entity = forms.ModelChoiceField(
        Entity.objects.all(),
        label="Another entity",
        widget=AutocompleteSelect(
            EntryLink._meta.get_field("entity"), admin.site, attrs={"data-width": "100%"}
        ),
    )


class DecidedFilter(admin.SimpleListFilter):
    """Undecided ones, unless others are asked for."""

    title = "decision"
    parameter_name = "decided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Undecided"), ("yes", "Decided"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": (self.value() or "no") == value, "query_string": query, "display": title}

    def queryset(self, request: HttpRequest, queryset: QuerySet[EntryLink]) -> QuerySet[EntryLink]:
        match self.value():
            case "all":
                return queryset
            case "yes":
                return queryset.filter(entity__isnull=False)
        return queryset.filter(entity__isnull=True)


@admin.register(EntryLink)
class EntryLinkAdmin(ReadOnlyAdmin[EntryLink]):
    list_display = ["reference", "name", "feed", "may_be", "entity", "rule", "decided_by"]
    list_filter = [DecidedFilter, ("feed", admin.RelatedOnlyFieldListFilter), "rule"]
    list_select_related = ["feed", "entity", "decided_by"]
    search_fields = ["reference", "entity__name", "entity__slug", "candidates"]
    search_help_text = "Reference, entity or candidate"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EntryLink]:
        run = Entry.objects.filter(feed=OuterRef("feed"), reference=OuterRef("reference")).order_by("-seen")
        rows = super().get_queryset(request).select_related("feed", "entity", "decided_by")
        return rows.annotate(called=Subquery(run.values("name")[:1]))

    @admin.display(description="name in the file")
    def name(self, obj: Any) -> str:
        """As the entry was called last."""
        return obj.called or "-"

    @admin.display(description="candidates")
    def may_be(self, obj: EntryLink) -> str:
        """The candidates, shortly."""
        return ", ".join(slug for slug, _ in obj.candidates) or "none"

    def get_urls(self) -> list[URLPattern]:
        verbs = {"decide": self.decide_view, "split": self.split_view}
        views = [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"designations_entrylink_{verb}",
            )
            for verb, view in verbs.items()
        ]
        return [*views, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The entry beside its candidates."""
        link = self.get_object(request, object_id)
        if link is None:
            return redirect(admin_url(EntryLink, "changelist"))
        if not self.has_view_permission(request, link):
            raise PermissionDenied
        form = OtherForm()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Who is entry {link.reference} of {link.feed}?",
            "page": EntryPage.of(link),
            "may_decide": may(person(request), "edit_reference"),
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
            "original": link,
        }
        return TemplateResponse(request, "admin/designations/entrylink/decide.html", context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Link to the entity that was sent, or create one."""
        link = self._decidable(request, pk)
        entity: Entity | None = None
        if "new" not in request.POST:
            form = OtherForm(request.POST)
            if not form.is_valid():
                messages.error(request, "Choose the entity that the entry is, or create a new one.")
                return redirect(admin_url(link, "change"), pk)
            entity = form.cleaned_data["entity"]
        try:
            done = decide(link, entity=entity, by=person(request))
        except EditorialError as refusal:
            messages.error(request, explained(refusal))
            return redirect(admin_url(link, "change"), pk)
        messages.success(request, _told(done))
        return redirect(self._next(done.link))

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the entry undecided again."""
        link = self._decidable(request, pk)
        try:
            done = reopen(link, by=person(request))
        except EditorialError as refusal:
            messages.error(request, explained(refusal))
        else:
            messages.success(
                request,
                f"Entry {link.reference} is undecided again; {done.withdrawn} drafts were rejected. What was "
                "published stays until it is corrected or retracted.",
            )
        return redirect(admin_url(link, "change"), pk)

    def _decidable(self, request: HttpRequest, pk: int) -> EntryLink:
        if not may(person(request), "edit_reference"):
            raise PermissionDenied
        return get_object_or_404(EntryLink, pk=pk)

    def _next(self, link: EntryLink) -> str:
        following = link.feed.links.filter(entity=None, pk__gt=link.pk).order_by("pk").first()
        if following is None:
            return reverse(admin_url(EntryLink, "changelist"))
        return reverse(admin_url(EntryLink, "change"), args=[following.pk])


def _told(done: Decision) -> str:
    link = done.link
    cited = f", {done.cited} cited as further evidence" if done.cited else ""
    return (
        f"Entry {link.reference} is {link.entity}: {done.drafts} events drafted, {done.published} "
        f"published{cited}."
    )
