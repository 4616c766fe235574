"""What an editor tells once of an act with many groups, and what each of its lines may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)

from designations.admin.date_input import PartialDateInput
from designations.admin.draft_sections import KIND_GROUPS
from designations.admin.labels import LabelledChoice, LabelledChoices, choices_of, label_of
from designations.editorial.applicable import applies
from designations.editorial.batch import MOST
from designations.models import Act, DesignationList, Draft, DraftCitation, Entity, Source
from designations.models.event_fields import EndReason
from designations.search.by_name import named, resembling
from designations.text.names import fold_name

NEW, SKIP = "new", "skip"


def _chosen(name: str, model: Any = Draft, *, many: bool = False) -> Any:
    """The searchable choice of a relation, with a link to a form for a new one beside it."""
    relation = model._meta.get_field(name)
    select = (AutocompleteSelectMultiple if many else AutocompleteSelect)(
        relation, admin.site, attrs={"data-width": "100%"}
    )
    return RelatedFieldWidgetWrapper(
        select, relation.remote_field, admin.site, can_add_related=name != "list"
    )


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    groups = [
        (
            title,
            [(k.value, str(k.label)) for k in kinds if applies("entity", k) and not applies("speaker", k)],
        )
        for title, kinds in KIND_GROUPS
    ]
    return [(title, kinds) for title, kinds in groups if kinds]


class BatchForm(forms.Form):
    """The act, what it does to all of its groups, the passage that shows it, and the groups."""

    act = LabelledChoice(Act.objects.none(), help_text="The order, regulation or judgment.")
    list = LabelledChoice(DesignationList.objects.none())
    kind = forms.ChoiceField(label="What happened", choices=_kinds)
    occurred_on = PartialDateInput(required=False)
    announced_on = PartialDateInput(required=False, help_text="Never affects the standing.")
    effective_on = PartialDateInput(required=False, help_text="Where it differs from the act's date.")
    actor = forms.CharField(
        max_length=250, required=False, help_text="Who did it, such as a ministry or a court."
    )
    end_reason = forms.ChoiceField(
        choices=[("", "---------"), *EndReason.choices],
        required=False,
        help_text="Only if the entries ended without leaving the list in substance.",
    )
    summary = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="One or two neutral sentences that hold for each group.",
    )
    source = LabelledChoice(Source.objects.none())
    quote = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 90}),
        help_text="Copied word for word from the captured text, at most 500 characters; each draft cites it.",
    )
    translation = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 90})
    )
    names = forms.CharField(
        label="Names, one a line",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 90}),
        help_text=f"As the act spells them; at most {MOST}. What each of them means is asked next.",
    )
    entities = LabelledChoices(
        Entity.objects.none(), required=False, help_text="Or besides: entities that the tracker knows."
    )
    new_kind = forms.ChoiceField(label="New entities are of the kind", choices=Entity.Kind.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("act", Draft), ("list", Draft), ("source", DraftCitation)):
            chosen: Any = self.fields[name]
            chosen.queryset = choices_of(model._meta.get_field(name).related_model)  # type: ignore[arg-type]
            self._offer(name, _chosen(name, model))
        chosen = self.fields["entities"]
        chosen.queryset = choices_of(Entity)
        self._offer("entities", _chosen("entity", many=True))

    def _offer(self, name: str, widget: Any) -> None:
        chosen: Any = self.fields[name]
        chosen.widget = widget
        widget.choices = chosen.choices

    def written(self) -> Sequence[str]:
        """The names as they were written, each once."""
        once = {
            fold_name(" ".join(n.split())) or n: " ".join(n.split())
            for n in self.cleaned_data["names"].splitlines()
        }
        return [name for name in once.values() if name]

    def shared(self) -> Draft:
        """What all drafts have in common."""
        told = (
            "act",
            "list",
            "kind",
            "occurred_on",
            "announced_on",
            "effective_on",
            "actor",
            "end_reason",
            "summary",
        )
        return Draft(**{name: self.cleaned_data[name] for name in told})

    def citation(self) -> DraftCitation:
        """The passage that each draft cites."""
        return DraftCitation(**{n: self.cleaned_data[n] for n in ("source", "quote", "translation")})


@dataclass(slots=True)
class Choice:
    """A line of the act, the entities that it may mean, and what was chosen: a key, `new`, `skip` or ''."""

    key: str
    name: str
    chosen: str
    candidates: Sequence[Entity] = field(default_factory=tuple)

    def options(self) -> list[tuple[str, str]]:
        """The choices that a page offers."""
        known = [(str(entity.pk), label_of(entity)) for entity in self.candidates]
        made = [(NEW, "a new entity"), (SKIP, "leave this line out")] if self.name else [(SKIP, "leave out")]
        return [*([("", "choose ...")] if not self.chosen else []), *known, *made]

    @property
    def entity(self) -> Entity | None:
        """The entity that was chosen, if it is a known one."""
        return next((entity for entity in self.candidates if str(entity.pk) == self.chosen), None)


def choices_for(form: BatchForm, sent: Mapping[str, str]) -> list[Choice]:
    """What each line may mean, with what was chosen already in `sent`; a fixed number of queries.

    A name that exactly one entity bears is that entity, and one that nobody resembles is a new one; anything
    else is for the editor to choose.
    """
    written = form.written()
    same, alike = named(written), resembling(written)
    found: list[Choice] = []
    for name in written:
        folded = fold_name(name)
        exact = same.get(folded, [])
        candidates = {entity.pk: entity for entity in [*exact, *alike.get(folded, ())]}
        usual = str(exact[0].pk) if len(exact) == 1 else "" if candidates else NEW
        found.append(Choice(f"line-{len(found)}", name, usual, list(candidates.values())))
    for entity in form.cleaned_data["entities"]:
        found.append(Choice(f"line-{len(found)}", "", str(entity.pk), [entity]))
    for choice in found:
        told = sent.get(choice.key)
        if told is not None and told in {value for value, _ in choice.options()} | {""}:
            choice.chosen = told
    return found
