"""Legal instruments: reference rows."""

from django.contrib import admin

from designations.admin.base import ReferenceAdmin
from designations.models import Act


@admin.register(Act)
class ActAdmin(ReferenceAdmin[Act]):
    fields = ["jurisdiction", "title", "number", "dated", "url"]
    list_display = ["title", "number", "jurisdiction", "dated"]
    list_filter = ["jurisdiction"]
    list_select_related = ["jurisdiction"]
    search_fields = ["title", "number", "public_id", "jurisdiction__name"]
    autocomplete_fields = ["jurisdiction"]
