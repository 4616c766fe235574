"""The public log, to be looked at."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from designations.admin.base import ReadOnlyAdmin
from designations.admin.searching import Searched, changes_about
from designations.models import Change


def _pretty(record: object) -> SafeString | str:
    return (
        format_html("<pre>{}</pre>", json.dumps(record, indent=2, ensure_ascii=False))
        if record
        else "nothing"
    )


@admin.register(Change)
class ChangeAdmin(Searched, ReadOnlyAdmin[Change]):
    list_display = ["seq", "when", "action", "record", "actor", "announce", "cause"]
    list_filter = ["action", "subject_type", "announce"]
    list_select_related = ["actor"]
    about = changes_about
    search_help_text = "Id of the record, cause or actor"
    fields = [
        "seq",
        "at",
        "action",
        "subject_type",
        "subject_id",
        "actor",
        "cause",
        "announce",
        "was",
        "became",
    ]
    readonly_fields = ["was", "became"]

    @admin.display(description="at (UTC)", ordering="at")
    def when(self, obj: Change) -> str:
        """In two lines at most."""
        return f"{obj.at:%d\xa0%b\xa0%Y, %H:%M}"

    @admin.display(description="record")
    def record(self, obj: Change) -> str:
        """What changed, by its kind and id."""
        return f"{obj.subject_type} {obj.subject_id}"

    @admin.display(description="before")
    def was(self, obj: Change) -> SafeString | str:
        """The record before the change."""
        return _pretty(obj.before)

    @admin.display(description="after")
    def became(self, obj: Change) -> SafeString | str:
        """The record after the change."""
        return _pretty(obj.after)
