"""What a row is called where an editor chooses it: enough to tell it from its like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model, Prefetch, QuerySet

from designations.admin.typed import ModelChoiceField, ModelMultipleChoiceField
from designations.models import Designation, DesignationList, Entity, Event, EventVersion, Source


def with_heads(events: QuerySet[Event]) -> QuerySet[Event]:
    """Fetch with `events` what `head_of` and `label_of` need, in one further query."""
    versions = EventVersion.objects.select_related("list", "designation__entity").order_by(
        "event_id", "version"
    )
    return events.prefetch_related(Prefetch("versions", versions))


def head_of(event: Event) -> EventVersion:
    """The latest version of `event`, which `with_heads` fetched."""
    return list(event.versions.all())[-1]


def label_of(row: Model) -> str:
    """The label of `row` in a choice."""
    match row:
        case Event():
            head = head_of(row)
            subject = head.designation.entity.name if head.designation else "the whole list"
            retracted = ", retracted" if head.is_retracted else ""
            return (
                f"{head.get_kind_display()}, {head.occurred_on or 'undated'}: {subject} · {head.list.slug}"
                f" ({row.public_id}{retracted})"
            )
        case Entity():
            where = f", {row.countries.replace(';', ', ')}" if row.countries else ""
            return f"{row.name} · {row.get_kind_display()}{where} ({row.slug})"
        case DesignationList():
            return f"{row.name} · {row.jurisdiction.name} ({row.slug})"
        case Designation():
            return f"{row.entity.name} · {row.list.name} ({row.slug})"
        case Source():
            return " · ".join(str(part) for part in (row.title, row.publisher, row.published_on) if part)
    return str(row)


def choices_of(model: type[Model]) -> QuerySet[Any]:
    """All rows of `model`, with what their labels need."""
    if issubclass(model, Event):
        return with_heads(Event.objects.all())
    if issubclass(model, Designation):
        return Designation.objects.select_related("entity", "list")
    if issubclass(model, DesignationList):
        return DesignationList.objects.select_related("jurisdiction")
    return model._default_manager.all()


class LabelledChoice(ModelChoiceField[Any]):
    """A choice of one row, by its label."""

    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


class LabelledChoices(ModelMultipleChoiceField[Any]):
    """A choice of several rows, by their labels."""

    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


if TYPE_CHECKING:
    _Choice = AutocompleteSelect
else:
    _Choice = AutocompleteMixin


class _KnownMixin(_Choice):
    """Shows what is chosen without asking for it, where the row that has it fetched it: see `tell_known`."""

    known: Mapping[str, Model] = {}

    def optgroups(self, name: str, value: Sequence[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        chosen = [str(one) for one in value if one not in (None, "")]
        if not chosen or not set(chosen) <= set(self.known):
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        options = [*empty, *((key, label_of(self.known[key]), True) for key in chosen)]
        made = [
            self.create_option(name, key, label, selected, index)
            for index, (key, label, selected) in enumerate(options)
        ]
        return [(None, made, 0)]


class KnownSelect(_KnownMixin, AutocompleteSelect):
    """Of one row."""


class KnownSelectMultiple(_KnownMixin, AutocompleteSelectMultiple):
    """Of several rows."""


def tell_known(form: forms.ModelForm[Any]) -> None:
    """Tell the choices of `form` the rows that its instance has fetched already."""
    if form.instance.pk is None:
        return
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelect) and form.instance._meta.get_field(name).is_cached(form.instance):
            row = getattr(form.instance, name)
            widget.known = {str(row.pk): row} if row is not None else {}
        elif isinstance(widget, KnownSelectMultiple) and name in _prefetched(form.instance):
            widget.known = {str(row.pk): row for row in getattr(form.instance, name).all()}


def _prefetched(row: Model) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(row, "_prefetched_objects_cache", {})
    return found
