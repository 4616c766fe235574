"""What the admin classes share: writing through verbs, reading without writing, partial dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.contrib.admin import ShowFacets
from django.db.models import Field, Model, URLField
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from designations.admin.confirming import asking
from designations.admin.date_input import PartialDateInput
from designations.admin.history import LoggedHistory
from designations.admin.refusals import RefusableForm, person
from designations.admin.typed import ModelAdmin
from designations.editorial.cautions import Unconfirmed
from designations.editorial.edit import edit
from designations.editorial.errors import EditorialError
from designations.models.fields import PartialDateField

M = TypeVar("M", bound=Model)
_REFUSAL = "designations.refusal"
_LOOKED_AT = "designations.looked_at"


FORM_FIELDS: Mapping[type[Field[Any, Any]], Mapping[str, Any]] = {
    PartialDateField: {"form_class": PartialDateInput},
    URLField: {"assume_scheme": "https"},
}


class EditorialAdmin(LoggedHistory[M]):
    """Saves through an editorial verb, in `save_related`; what it refuses is shown on the form.

    Nothing is written here: a refusal ends the transaction, and the form is answered a second time with it.
    """

    # Each choice of a filter would be counted by itself.
    show_facets = ShowFacets.NEVER
    form = RefusableForm
    formfield_overrides: ClassVar[Mapping[type[Field[Any, Any]], Mapping[str, Any]]] = FORM_FIELDS

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except EditorialError as refusal:
            request.META[_REFUSAL] = refusal
            if isinstance(refusal, Unconfirmed):
                extra_context = {**(extra_context or {}), **asking(request, refusal)}
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[M]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = request.META.get(_REFUSAL)
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: Any) -> None:
        """Write nothing yet: the verb writes the row together with those that belong to it."""

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


class ReferenceAdmin(EditorialAdmin[M]):
    """Reference rows, with the rows that belong to them, through the verb `edit`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        also, removed = rows_of(formsets)
        edit(form.instance, by=person(request), also=also, remove=removed)

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        fixed = [name for name in ("slug", "public_id") if obj is not None and hasattr(obj, name)]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request: HttpRequest, obj: M | None = None) -> dict[str, Any]:
        return {} if obj is not None else super().get_prepopulated_fields(request, obj)


class ReadOnlyAdmin(ModelAdmin[M]):
    """Records that other rooms write: to be looked at only."""

    actions = None
    show_facets = ShowFacets.NEVER
    # The log, events and periods are counted once a page, not a second time without the filters.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


if TYPE_CHECKING:
    FormSets = list[BaseInlineFormSet[Any, Any, Any]]


def rows_of(formsets: FormSets) -> tuple[list[Model], list[Model]]:
    """The new and changed rows of the inline forms, and those to be removed; none is written."""
    kept = [row for formset in formsets for row in formset.save(commit=False)]
    return kept, [row for formset in formsets for row in formset.deleted_objects]


def looked_at(request: HttpRequest, find: Callable[[], M | None]) -> M | None:
    """What `find` finds, asked once for a page that only shows it; a form that is sent changes its own."""
    if request.method != "GET":
        return find()
    if _LOOKED_AT not in request.META:
        request.META[_LOOKED_AT] = find()
    found: M | None = request.META[_LOOKED_AT]
    return found


def number_of(object_id: str) -> int:
    """The key in an address; 0, which no row has, if it is none."""
    return int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0
