"""Jurisdictions: reference rows."""

from django.contrib import admin

from designations.admin.base import ReferenceAdmin
from designations.models import Jurisdiction


@admin.register(Jurisdiction)
class JurisdictionAdmin(ReferenceAdmin[Jurisdiction]):
    fields = ["name", "slug", "code", "kind"]
    list_display = ["name", "code", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "code", "slug"]
    prepopulated_fields = {"slug": ["code"]}

    def view_on_site(self, obj: Jurisdiction) -> str:
        return obj.get_absolute_url()
