"""What a change changed, field by field, as people read it."""

from collections.abc import Mapping
from typing import Any

from designations.text.kinds import kind_label
from designations.text.partial_dates import PartialDate, PartialDateError

LONGEST = 300
_LABELS = {
    "occurred_on": "Date",
    "announced_on": "Announced",
    "effective_on": "Effective",
    "resolves": "Answers",
    "about": "About the event",
    "within": "Within the entry",
    "merged_into": "Read as",
    "stands_on": "Date that stands",
    "redacted": "Removed",
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
    """What a field of a record is called."""
    return _LABELS.get(key, key.replace("_", " ").capitalize())


def _texts(key: str, before: Any, after: Any) -> tuple[str, str]:
    texts = _text(key, before), _text(key, after)
    if key == "citations" and texts[0] == texts[1] and _passages(before) != _passages(after):
        return texts[0], f"{texts[1]}, not the same"
    return texts


def _passages(citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The citations apart from their own ids, which differ from version to version."""
    return [{key: value for key, value in citation.items() if key != "id"} for citation in citations]


def _text(key: str, value: Any) -> str:
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
        return f"{len(value)} citation{'' if len(value) == 1 else 's'}"
    if isinstance(value, list):
        value = ", ".join(
            str(item.get("name", "")) if isinstance(item, dict) else str(item) for item in value
        )
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return str(value) if len(str(value)) <= LONGEST else f"{str(value)[:LONGEST]}…"
