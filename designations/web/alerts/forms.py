"""The form that asks for alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from designations.alerts.subscribe import TooManyCombinations, combinations
from designations.models import Change, DesignationList, Entity, EventKind, Jurisdiction, Merge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Choices = list[tuple[str, str]]
CRITERIA = ("entity", "jurisdiction", "list", "kind")


def _boxes(label: StrPromise, help_text: StrPromise) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class SubscribeForm(forms.Form):
    """An address and what it wants to hear about. `initial` may hold slugs; unknown ones are ignored."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    entity = _boxes(_("Entities"), _("None chosen: any."))
    jurisdiction = _boxes(_("Jurisdictions"), _("Every list of these, together with the lists chosen below."))
    list = _boxes(_("Lists"), _("No list and no jurisdiction chosen: any."))
    kind = _boxes(_("Kinds of event"), _("None chosen: any."))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.lists = {
            row.slug: row
            for row in DesignationList.objects.select_related("jurisdiction").order_by(
                "jurisdiction__name", "name"
            )
        }
        self.jurisdictions = {row.slug: row for row in Jurisdiction.objects.order_by("name")}
        merged = Merge.objects.heirs(known_at=Change.objects.known_seq())
        entities = {row.pk: row for row in Entity.objects.order_by("name")}
        self.entities = {row.slug: row for key, row in entities.items() if key not in merged}
        self._heirs = {entities[key].slug: entities[heir].slug for key, heir in merged.items()}
        if "entity" in self.initial:
            self.initial["entity"] = [self._heirs.get(slug, slug) for slug in self.initial["entity"]]
        self._offer("entity", ((slug, row.name) for slug, row in self.entities.items()))
        self._offer("jurisdiction", ((slug, row.name) for slug, row in self.jurisdictions.items()))
        self._offer("list", ((slug, f"{row.jurisdiction}: {row}") for slug, row in self.lists.items()))
        self._offer("kind", ((kind.value, str(kind.label)) for kind in EventKind), chosen_first=False)

    def _offer(self, name: str, choices: Iterable[tuple[str, str]], *, chosen_first: bool = True) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  for the type checker
        chosen = set(self[name].value() or ())
        # A name that begins with a number runs in its own direction, too.
        marked = [(value, format_html("<bdi>{}</bdi>", text)) for value, text in choices]
        field.choices = sorted(marked, key=lambda c: c[0] not in chosen) if chosen_first else marked

    def clean(self) -> dict[str, Any]:
        """Refuse more combinations than one request holds."""
        cleaned = super().clean() or self.cleaned_data
        places = len(cleaned.get("list", ())) + len(cleaned.get("jurisdiction", ()))
        try:
            combinations(places=places, entities=len(cleaned.get("entity", ())))
        except TooManyCombinations as error:
            raise ValidationError(str(error)) from error
        return cleaned

    def wishes(self) -> dict[str, Sequence[Any]]:
        """What a valid form chose, as `subscribe` takes it."""
        return {
            "lists": [self.lists[slug] for slug in self.cleaned_data["list"]],
            "jurisdictions": [self.jurisdictions[slug] for slug in self.cleaned_data["jurisdiction"]],
            "entities": [self.entities[slug] for slug in self.cleaned_data["entity"]],
            "kinds": [EventKind(kind) for kind in self.cleaned_data["kind"]],
        }
