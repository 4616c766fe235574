"""The field for a date as people write it, which says back how it was understood."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from designations.text.partial_dates import PartialDate, PartialDateError
from designations.text.written_dates import EXAMPLES, read_date


def understood(text: str) -> str:
    """How `text` is understood, for the person who wrote it; raises PartialDateError."""
    return f"understood as: {read_date(text).describe()}"


@require_GET
def understood_view(request: HttpRequest) -> JsonResponse:
    """Say how a date would be understood, while its field is being filled in."""
    if not request.user.is_staff:
        raise PermissionDenied
    text = request.GET.get("text", "")
    try:
        return JsonResponse({"understood": understood(text) if text.strip() else ""})
    except PartialDateError as error:
        return JsonResponse({"problem": str(error)})


class PartialDateWidget(forms.TextInput):
    """A text field that says back what it holds: at once with JavaScript, on the next page without."""

    class Media:
        js = ("designations/partial_dates.js",)

    def __init__(self) -> None:
        super().__init__(
            attrs={"size": 24, "placeholder": "14 May 2003", "autocomplete": "off", "class": "partial-date"}
        )

    def format_value(self, value: Any) -> str | None:
        return str(value) if isinstance(value, PartialDate) else super().format_value(value)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        told = ""
        # What is wrong is said by the field's own error.
        with suppress(PartialDateError):
            told = understood(self.format_value(value) or "")
        field = {"data-understood": reverse("admin:understood_date"), **(attrs or {})}
        return format_html(
            '{}<output class="understood" for="{}">{}</output>',
            super().render(name, value, field, renderer),
            field.get("id", ""),
            told,
        )


class PartialDateInput(forms.CharField):
    """A partial date as a person writes it: `2003`, `May 2003`, `14.05.2003`, `before 28 May 2024`."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = None
        options["widget"] = PartialDateWidget()
        options["help_text"] = options.get("help_text") or f"Such as {EXAMPLES}. Empty: unknown."
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_date(text)
        except PartialDateError as error:
            raise forms.ValidationError(str(error), code="partial_date") from error
