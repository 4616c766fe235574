"""Designation lists: reference rows."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from designations.admin.base import ReferenceAdmin
from designations.models import DesignationList
from designations.search.by_name import lists_called


@admin.register(DesignationList)
class DesignationListAdmin(ReferenceAdmin[DesignationList]):
    fieldsets = [
        (
            None,
            {"fields": ["jurisdiction", "name", "slug", "native_name", "authority", "scope", "established"]},
        ),
        ("Law", {"fields": ["legal_basis", "legal_basis_url", "review_cycle", "delisting_procedure"]}),
        ("Addresses", {"fields": ["official_url", "source_url"]}),
        ("History", {"fields": ["succeeds"]}),
    ]
    list_display = ["name", "slug", "jurisdiction", "authority", "established"]
    list_filter = ["scope", "jurisdiction"]
    list_select_related = ["jurisdiction"]
    search_fields = ["slug", "name", "native_name", "authority", "jurisdiction__name"]
    search_help_text = "Names, authority, slug, country or its code"
    autocomplete_fields = ["jurisdiction", "succeeds"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[DesignationList], search_term: str
    ) -> tuple[QuerySet[DesignationList], bool]:
        return (lists_called(queryset, search_term) if search_term.strip() else queryset), False

    def view_on_site(self, obj: DesignationList) -> str:
        return obj.get_absolute_url()
