"""Forms of a draft and of its citations: what is wrong is said on its field before anything is saved."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from designations.admin.draft_sections import kind_choices
from designations.admin.labels import tell_known
from designations.admin.refusals import RefusableForm, show_on
from designations.admin.typed import ModelForm
from designations.editorial.capture import LARGEST
from designations.editorial.draft import SHARED_FIELDS
from designations.editorial.errors import Incomplete
from designations.editorial.proposed import Proposed, complete, faults
from designations.editorial.quotes import captures_of, verified
from designations.models import Capture, Draft, DraftCitation, EventVersion
from designations.text.written_dates import EXAMPLES

# Alt with the letter goes to the field (Alt+Shift in Firefox, Control+Option on a Mac).
ACCESS_KEYS = {
    "kind": "k", "occurred_on": "w", "list": "l", "entity": "n", "speaker": "s", "stance": "t", "actor": "a",
    "summary": "m",
}  # fmt: skip


class DraftForm(RefusableForm):
    """The event that a draft prepares."""

    only_looked_at = False

    class Meta:
        model = Draft
        fields: ClassVar[list[str]] = [*SHARED_FIELDS, "entity", "resolves", "correction_reason"]
        labels: ClassVar[dict[str, str]] = {
            "kind": "What happened",
            "on_behalf_of_jurisdiction": "On behalf of (country or body)",
            "on_behalf_of_entity": "On behalf of (entity)",
            "name_on_list": "Name on the list",
            "correction_reason": "What was wrong",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "kind": "Only what was done changes the standing: a plan, a rumour or a speech never does. "
            "An announced removal is 'Delisting proposed' until it is carried out.",
            "occurred_on": f"The act, as exactly as it is known: {EXAMPLES}. Empty: unknown.",
            "announced_on": "Never affects the standing.",
            "effective_on": "Where it differs from the act's date.",
            "actor": "Who did it, such as a ministry, a court or a group of lawmakers.",
            "act": "The order, regulation or judgment; one act may carry many events.",
            "summary": "One or two neutral sentences in your own words, for the public page.",
            "speaker": "Name and office. For a confirmation: who says that the entity is on the list or not.",
            "stance": "Towards the event named below, else towards the designation.",
            "name_on_list": "As the list spells it, if that is known.",
            "end_reason": "Only if the entry ended without leaving the list in substance.",
            "continued_by": "The designation that goes on instead, so that no removal is announced.",
            "proposed_effect": "Left empty, a proposal to list or to delist says so itself.",
            "resolves": "The proposals or rulings that this event answers.",
            "correction_reason": "Public, beside the corrected event.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 80}),
            "correction_reason": forms.Textarea(attrs={"rows": 2, "cols": 80}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_known(self)
        for name, key in ACCESS_KEYS.items():
            if name in self.fields:
                widget: Any = self.fields[name].widget
                # The choices of related rows are wrapped with their buttons.
                getattr(widget, "widget", widget).attrs["accesskey"] = key
        if "speaker" in self.fields:
            self.fields["speaker"].widget.attrs["data-behalf"] = reverse("admin:behalf")
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", "---------"), *kind_choices()]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Say nothing of a form that was only looked at, and never take it for valid."""
        super().full_clean()
        if self.only_looked_at and self.is_bound:
            self.errors.clear()
            self.add_error(None, "Nothing is saved yet.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal is None and {"kind", "list", "entity"} <= cleaned.keys():
            errors = self._faults(cleaned)
            # A draft may be kept before its first citation; sending it for review asks for one.
            errors.pop("citations", None)
            show_on(self, Incomplete(errors))
        if self.instance.corrects_id and not cleaned.get("correction_reason"):
            self.add_error("correction_reason", "Say what was wrong; the reason becomes public.")
        return cleaned

    def _faults(self, cleaned: dict[str, Any]) -> dict[str, list[str]]:
        version = EventVersion(**{name: cleaned[name] for name in SHARED_FIELDS if name in cleaned})
        version.event_id = self.instance.corrects_id
        complete(version)
        resolves = list(cleaned.get("resolves") or ())
        return faults(Proposed(version=version, entity=cleaned["entity"], citations=(), resolves=resolves))


class CitationForm(ModelForm[DraftCitation]):
    """A passage; its quotation must occur in a capture of the source."""

    capture = forms.ModelChoiceField(
        queryset=Capture.objects.defer("text"), required=False, widget=forms.HiddenInput
    )
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    class Meta:
        model = DraftCitation
        fields: ClassVar[list[str]] = [
            "source", "quote", "translation", "disputes", "claimed_on", "capture", "start",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, str]] = {
            "quote": "Copied word for word from the captured text, at most 500 characters.",
            "disputes": "The passage contradicts the event.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "quote": forms.Textarea(attrs={"rows": 3, "cols": 90}),
            "translation": forms.Textarea(attrs={"rows": 2, "cols": 90}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser would cut a longer passage off without a word; the refusal says how long it is.
        self.fields["quote"].widget.attrs.pop("maxlength", None)
        tell_known(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        picked = cleaned.get("capture")
        if picked is None or picked.source_id != getattr(cleaned.get("source"), "pk", None):
            # Another source was chosen since: its text is looked through from the beginning.
            cleaned["capture"] = cleaned["start"] = None
        if "source" in cleaned and "quote" in cleaned and not cleaned.get("DELETE"):
            row = DraftCitation(**{name: cleaned[name] for name in self.Meta.fields if name in cleaned})
            try:
                verified(row, captures=captures_of(row.source))
            except Incomplete as refusal:
                show_on(self, refusal)
        return cleaned
