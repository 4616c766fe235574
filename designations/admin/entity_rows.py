"""The rows that belong to an entity, as forms: names, identifiers, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet

from designations.admin.typed import ModelForm, TabularInline
from designations.models import Entity, EntityIdentifier, EntityName, EntityRelation
from designations.text.names import UNKNOWN_SCRIPT, direction, script_of

if TYPE_CHECKING:
    _FormSet = BaseInlineFormSet[Any, Any, Any]
else:
    _FormSet = BaseInlineFormSet

R = TypeVar("R", bound=Model)


class RowForm(ModelForm[R]):
    """A row of a table, whose fields have no labels but the headings of their columns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label:
                field.widget.attrs.setdefault("aria-label", str(field.label).capitalize())


class RowFormSet(_FormSet):
    """The rows, each with a box for removing it that says so."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            label = f"Remove row {1 + (index or 0)}"
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = label


class NameForm(RowForm[EntityName]):
    """A name; its script follows from its letters unless somebody says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.instance.name
        self.fields["name"].widget.attrs["dir"] = direction(name) if name else "auto"
        script = self.fields["script"]
        script.help_text = "Left empty, it follows from the letters."
        suggested = script_of(name) if name else UNKNOWN_SCRIPT
        if suggested != UNKNOWN_SCRIPT:
            script.widget.attrs["placeholder"] = suggested

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        suggested = script_of(cleaned.get("name") or "")
        if not cleaned.get("script") and suggested != UNKNOWN_SCRIPT:
            cleaned["script"] = suggested
        return cleaned


class NameInline(TabularInline[EntityName, Entity]):
    model = EntityName
    form = NameForm
    formset = RowFormSet
    extra = 1
    verbose_name = "name"


class IdentifierInline(TabularInline[EntityIdentifier, Entity]):
    model = EntityIdentifier
    form = RowForm[EntityIdentifier]
    formset = RowFormSet
    verbose_name = "identifier"
    extra = 0


class RelationForm(RowForm[EntityRelation]):
    """How the entity stands to another one."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "other" in cleaned and cleaned["other"].pk == self.instance.entity_id:
            self.add_error("other", "Choose another entity: this is the one that you are editing.")
        return cleaned


class RelationInline(TabularInline[EntityRelation, Entity]):
    model = EntityRelation
    form = RelationForm
    formset = RowFormSet
    fk_name = "entity"
    verbose_name = "relation"
    verbose_name_plural = "Relations to other entities"
    extra = 0
    autocomplete_fields = ["other"]
