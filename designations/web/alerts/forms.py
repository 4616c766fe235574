"""The form that asks for alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from designations.alerts.subscribe import TooManyCombinations, combinations
from designations.models import EventKind, Jurisdiction
from designations.text.places import in_order, place_name
from designations.web.alerts.offered import LONGEST_NAME, Offered, offered
from designations.web.asked import lists_by_place

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Choices = list[tuple[str, str]]
CRITERIA = ("entity", "jurisdiction", "list", "kind")
MOST_ENTITIES = 50


def asked_in(given: QueryDict) -> dict[str, Any]:
    """What an address or a step of the form says so far, as the form takes it for `initial`."""
    chosen: dict[str, Any] = {name: given.getlist(name) for name in CRITERIA}
    return chosen | {
        "email": given.get("email", ""),
        "find": given.get("find", ""),
        "searched": "search" in given,
    }


def is_search(given: QueryDict) -> bool:
    """Whether a form was sent to find entities.

    Also where a name was written and the form sent without looking: whoever writes a name and overlooks
    the button means that name, and not all of them.
    """
    name = given.get("find", "").strip()
    return "search" in given or (bool(name) and name != given.get("found", "").strip())


def _too_many(number: int) -> str:
    text = ngettext(
        "%(number)s entity is chosen; one request holds at most %(most)s.",
        "%(number)s entities are chosen; one request holds at most %(most)s.",
        number,
    )
    return text % {"number": number, "most": MOST_ENTITIES}


def _boxes(label: StrPromise, help_text: StrPromise) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class SubscribeForm(forms.Form):
    """An address and what it wants to hear about. `initial` may hold slugs; unknown ones are ignored.

    Of the entities only those are offered that are chosen, or called as `find` says.
    """

    use_required_attribute = False

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    entity = _boxes(gettext_lazy("Entities"), gettext_lazy("None chosen: any."))
    find = forms.CharField(
        label=gettext_lazy("Find an entity"),
        help_text=gettext_lazy("Any of its names, in any script, or a part of one."),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    jurisdiction = _boxes(
        gettext_lazy("Jurisdictions"),
        gettext_lazy("Every list of these, together with the lists chosen below."),
    )
    list = _boxes(gettext_lazy("Lists"), gettext_lazy("No list and no jurisdiction chosen: any."))
    kind = _boxes(gettext_lazy("Kinds of event"), gettext_lazy("None chosen: any."))

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.lists = {row.slug: row for _place, row in lists_by_place()}
        places = sorted(Jurisdiction.objects.all(), key=lambda row: in_order(place_name(row)))
        self.jurisdictions = {row.slug: row for row in places}
        self.offered = self._entities()
        self._offer("entity", ((slug, row.name) for slug, row in self.offered.all.items()))
        self._offer("jurisdiction", ((slug, place_name(row)) for slug, row in self.jurisdictions.items()))
        named = ((slug, f"{place_name(row.jurisdiction)}: {row}") for slug, row in self.lists.items())
        self._offer("list", named)
        self._offer("kind", ((kind.value, str(kind.label)) for kind in EventKind), chosen_first=False)

    def _entities(self) -> Offered:
        """The entities to offer; one that was merged is chosen as its heir."""
        sent = self.data if isinstance(self.data, QueryDict) else None
        given = sent.getlist("entity") if sent is not None else self.initial.get("entity", [])
        found = offered(chosen=given, name=self.sought)
        read = list(dict.fromkeys(found.read_as.get(slug, slug) for slug in given))
        if sent is not None:
            self.data = sent.copy()
            self.data.setlist("entity", read)
        else:
            self.initial["entity"] = [slug for slug in read if slug in found.chosen]
        return found

    def _offer(self, name: str, choices: Iterable[tuple[str, str]], *, chosen_first: bool = True) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  for the type checker
        chosen = set(self[name].value() or ())
        # A name that begins with a number runs in its own direction, too.
        marked = [(value, format_html("<bdi>{}</bdi>", text)) for value, text in choices]
        field.choices = sorted(marked, key=lambda c: c[0] not in chosen) if chosen_first else marked

    @property
    def sought(self) -> str:
        """The name that was written to find an entity; '' for none."""
        return str(self["find"].value() or "").replace("\0", "").strip()[:LONGEST_NAME]

    @property
    def outcome(self) -> str:
        """What came of looking for a name, in words; '' where nobody looked and all is well."""
        if not self.is_bound and len(self.initial["entity"]) > MOST_ENTITIES:
            return _too_many(len(self.initial["entity"]))
        if not self.sought:
            return (
                _("Write a name, or a part of one, and look again.") if self.initial.get("searched") else ""
            )
        number = len(self.offered.found)
        if self.offered.more:
            text = ngettext(
                "The first one that ‘%(name)s’ finds is shown; write more of the name.",
                "The first %(number)s that ‘%(name)s’ finds are shown; write more of the name.",
                number,
            )
        elif number:
            text = ngettext(
                "‘%(name)s’ finds %(number)s entity that is not chosen yet.",
                "‘%(name)s’ finds %(number)s entities that are not chosen yet.",
                number,
            )
        elif self.offered.chosen:
            text = _("‘%(name)s’ finds no entity beside those chosen.")
        else:
            text = _("‘%(name)s’ finds no entity. Try another of its names, or a part of it.")
        # Isolated: the name may run in the other direction.
        return text % {"number": number, "name": f"\u2068{self.sought}\u2069"}

    def clean_entity(self) -> Sequence[str]:
        """Refuse more entities than one request may name."""
        chosen: Sequence[str] = self.cleaned_data["entity"]
        if len(chosen) > MOST_ENTITIES:
            raise ValidationError(_too_many(len(chosen)))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse more combinations than one request holds."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        places = len(cleaned.get("list", ())) + len(cleaned.get("jurisdiction", ()))
        try:
            combinations(places=places, entities=len(cleaned.get("entity", ())))
        except TooManyCombinations as error:
            raise ValidationError(str(error)) from error
        return cleaned

    def wishes(self) -> Mapping[str, Sequence[Any]]:
        """What a valid form chose, as `subscribe` takes it."""
        return {
            "lists": [self.lists[slug] for slug in self.cleaned_data["list"]],
            "jurisdictions": [self.jurisdictions[slug] for slug in self.cleaned_data["jurisdiction"]],
            "entities": [self.offered.all[slug] for slug in self.cleaned_data["entity"]],
            "kinds": [EventKind(kind) for kind in self.cleaned_data["kind"]],
        }
