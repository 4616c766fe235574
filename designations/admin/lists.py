"""Designation lists: reference rows."""

from django.contrib import admin

from designations.admin.base import ReferenceAdmin
from designations.models import DesignationList


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
    autocomplete_fields = ["jurisdiction", "succeeds"]

    def view_on_site(self, obj: DesignationList) -> str:
        return obj.get_absolute_url()
