"""What a change changed, field by field, in full: for editors, who compare records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LABELS = {
    "occurred_on": "date of the act",
    "about": "about the event",
    "resolves": "answers",
    "merged_into": "read as",
    "within": "within the entry",
}
# They name the record itself, which the page is about, or follow from the rest.
_UNTOLD = frozenset({"id", "public_id", "slug"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what it held before and after; lists say only what went and what came."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """The fields that differ, in the order of the record; all that is filled in where nothing was before."""
    was, became = before or {}, after or {}
    found = []
    for key in {**was, **became}:
        if key in _UNTOLD:
            continue
        gone, come = _items(key, was.get(key)), _items(key, became.get(key))
        if gone != come:
            label = _LABELS.get(key, key.replace("_", " "))
            found.append(Difference(label, _only(gone, come), _only(come, gone)))
    return [one for one in found if one.before or one.after]


def _only(items: list[str], others: list[str]) -> tuple[str, ...]:
    return tuple(item for item in items if item not in others)


def _items(key: str, value: Any) -> list[str]:
    if value is None or value in ("", [], {}):
        return []
    values = value if isinstance(value, list) else [value]
    return [_text(key, item) for item in values]


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, dict):
        return str(value).replace("_", " ") if key in ("kind", "stance", "mode", "end_reason") else str(value)
    if key == "citations":
        # Its own id differs from version to version, although the passage is the same.
        where = f", characters {value['start']} to {value['end']}" if value.get("start") is not None else ""
        claimed = f", gives {value['claimed_on']}" if value.get("claimed_on") else ""
        return f"{'disputed by' if value.get('disputes') else 'source'} {value.get('source')}{where}{claimed}"
    rest = [str(value[part]) for part in sorted(value) if part != "name" and value[part] not in (None, "")]
    return " ".join([str(value.get("name", "")), f"({', '.join(rest)})" if rest else ""]).strip()
