"""What a change changed, field by field, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from designations.text.kinds import kind_label
from designations.text.partial_dates import PartialDate, PartialDateError
from designations.text.separators import with_commas

LONGEST = 300
_LABELS = {
    "occurred_on": pgettext_lazy("field", "Date"),
    "announced_on": pgettext_lazy("field", "Announced"),
    "effective_on": pgettext_lazy("field", "Effective"),
    "resolves": pgettext_lazy("field", "Answers"),
    "about": pgettext_lazy("field", "About the event"),
    "within": pgettext_lazy("field", "Within the entry"),
    "merged_into": pgettext_lazy("field", "Read as"),
    "stands_on": pgettext_lazy("field", "Date that stands"),
    "redacted": pgettext_lazy("field", "Removed"),
    "kind": pgettext_lazy("field", "Kind"),
    "list": pgettext_lazy("field", "List"),
    "entity": pgettext_lazy("field", "Entity"),
    "actor": pgettext_lazy("field", "Actor"),
    "speaker": pgettext_lazy("field", "Speaker"),
    "on_behalf_of": pgettext_lazy("field", "On behalf of"),
    "stance": pgettext_lazy("field", "Stance"),
    "act": pgettext_lazy("field", "Act"),
    "name_on_list": pgettext_lazy("field", "Name on list"),
    "reference": pgettext_lazy("field", "Reference"),
    "mode": pgettext_lazy("field", "Mode"),
    "end_reason": pgettext_lazy("field", "End reason"),
    "continued_by": pgettext_lazy("field", "Continued by"),
    "proposed_effect": pgettext_lazy("field", "Proposed effect"),
    "adverse": pgettext_lazy("field", "Adverse"),
    "sequence": pgettext_lazy("field", "Sequence"),
    "summary": pgettext_lazy("field", "Summary"),
    "citations": pgettext_lazy("field", "Citations"),
    "name": pgettext_lazy("field", "Name"),
    "native_name": pgettext_lazy("field", "Native name"),
    "authority": pgettext_lazy("field", "Authority"),
    "legal_basis": pgettext_lazy("field", "Legal basis"),
    "legal_basis_url": pgettext_lazy("field", "Legal basis url"),
    "official_url": pgettext_lazy("field", "Official url"),
    "established": pgettext_lazy("field", "Established"),
    "scope": pgettext_lazy("field", "Scope"),
    "review_cycle": pgettext_lazy("field", "Review cycle"),
    "delisting_procedure": pgettext_lazy("field", "Delisting procedure"),
    "jurisdiction": pgettext_lazy("field", "Jurisdiction"),
    "code": pgettext_lazy("field", "Code"),
    "names": pgettext_lazy("field", "Names"),
    "identifiers": pgettext_lazy("field", "Identifiers"),
    "relations": pgettext_lazy("field", "Relations"),
    "description": pgettext_lazy("field", "Description"),
    "founded": pgettext_lazy("field", "Founded"),
    "title": pgettext_lazy("field", "Title"),
    "number": pgettext_lazy("field", "Number"),
    "dated": pgettext_lazy("field", "Dated"),
    "url": pgettext_lazy("field", "Url"),
    "archived_url": pgettext_lazy("field", "Archived url"),
    "publisher": pgettext_lazy("field", "Publisher"),
    "author": pgettext_lazy("field", "Author"),
    "published_on": pgettext_lazy("field", "Published on"),
    "language": pgettext_lazy("field", "Language"),
    "outcome": pgettext_lazy("field", "Outcome"),
    "quote": pgettext_lazy("field", "Quote"),
    "translation": pgettext_lazy("field", "Translation"),
    "disputes": pgettext_lazy("field", "Disputes"),
    "claimed_on": pgettext_lazy("field", "Claimed on"),
    "source": pgettext_lazy("field", "Source"),
    "rank": pgettext_lazy("field", "Rank"),
}
_DATES = frozenset(
    {
        "occurred_on",
        "announced_on",
        "effective_on",
        "published_on",
        "founded",
        "established",
        "dated",
        "stands_on",
    }
)
_UNTOLD = frozenset({"id", "version", "retraction_reason", "reason", "public_id", "slug"})


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[tuple[str, str, str], ...]:
    """The fields that differ, as label, text before and text after; none where there was nothing before."""
    if not before or not after:
        return ()
    keys = [key for key in {**before, **after} if key not in _UNTOLD]
    told = [
        (label_of(key), *_texts(key, before.get(key), after.get(key)))
        for key in keys
        if before.get(key) != after.get(key)
    ]
    return tuple(sorted(item for item in told if item[1] != item[2]))


def label_of(key: str) -> str:
    """What a field of a record is called; one that this version does not know reads as its own name."""
    return str(_LABELS.get(key, key.replace("_", " ").capitalize()))


def _texts(key: str, before: Any, after: Any) -> tuple[str, str]:
    texts = text_of(key, before), text_of(key, after)
    if key == "citations" and texts[0] == texts[1] and _passages(before) != _passages(after):
        return texts[0], _("%(citations)s, not the same") % {"citations": texts[1]}
    return texts


def _passages(citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The citations apart from their own ids, which differ from version to version."""
    return [{key: value for key, value in citation.items() if key != "id"} for citation in citations]


def text_of(key: str, value: Any) -> str:
    """What a field of a record holds, as a text; '' for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if key == "kind" and isinstance(value, str):
        return kind_label(value)
    if key in _DATES:
        try:
            return PartialDate.parse(str(value)).describe()
        except PartialDateError:
            return str(value)
    if key == "citations":
        return ngettext("%(number)s citation", "%(number)s citations", len(value)) % {"number": len(value)}
    if isinstance(value, list):
        value = with_commas(
            str(item.get("name", "")) if isinstance(item, dict) else str(item) for item in value
        )
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    return str(value) if len(str(value)) <= LONGEST else f"{str(value)[:LONGEST]}…"
