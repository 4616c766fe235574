"""Items of the public log, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from designations.models import Change
from designations.text.partial_dates import PartialDate, PartialDateError
from designations.web.cards import Link
from designations.web.kinds import event_label, kind_label

LONGEST = 300
_PAGES = {
    "jurisdiction": "web:jurisdiction",
    "list": "web:list",
    "entity": "web:entity",
    "source": "web:source",
}
_LABELS = {
    "occurred_on": "Date",
    "announced_on": "Announced",
    "effective_on": "Effective",
    "resolves": "Answers",
    "about": "About the event",
    "within": "Within the entry",
    "merged_into": "Read as",
    "redacted": "Removed",
}
_DATES = frozenset(
    {"occurred_on", "announced_on", "effective_on", "published_on", "founded", "established", "dated"}
)
_UNTOLD = frozenset({"id", "version", "retraction_reason", "reason", "public_id", "slug"})


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One change: what was done to what, and for each field what was before and after."""

    seq: int
    at: datetime
    action_label: str
    subject: Link
    details: tuple[tuple[str, str, str], ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """The last of several changes that were made together, and their number."""

    item: ChangeItem
    number: int

    @property
    def others(self) -> int:
        """How many beside the last."""
        return self.number - 1


@dataclass(frozen=True, slots=True)
class Names:
    """What the subjects of a page of the log are called today, by slug or public id."""

    entities: Mapping[str, str]
    lists: Mapping[str, str]
    sources: Mapping[str, str]


def slugs_named(changes: Iterable[Change]) -> tuple[set[str], set[str], set[str]]:
    """The slugs of entities and of lists, and the ids of sources, that these changes speak of."""
    found: dict[str, set[str]] = {"entity": set(), "list": set(), "source": set()}
    for change in changes:
        if change.subject_type in found:
            found[change.subject_type].add(change.subject_id)
        record = change.after or change.before or {}
        if change.subject_type == "event":
            for key in ("entity", "list"):
                if record.get(key):
                    found[key].add(record[key])
    return found["entity"], found["list"], found["source"]


def change_item(change: Change, *, names: Names) -> ChangeItem:
    """One change in words."""
    return ChangeItem(
        seq=change.seq,
        at=change.at,
        action_label=change.get_action_display(),
        subject=subject_link(change, names=names),
        details=differences(change.before, change.after),
        cause=change.cause,
    )


def subject_link(change: Change, *, names: Names) -> Link:
    """What was changed, by the name it has today, with its address."""
    record: Mapping[str, Any] = change.after or change.before or {}
    key = change.subject_id
    if change.subject_type == "event":
        parts = [
            _event_label(record) or f"Event {key}",
            names.entities.get(record.get("entity") or "", ""),
            names.lists.get(record.get("list") or "", ""),
        ]
        return Link(", ".join(part for part in parts if part), reverse("web:event", args=[key]))
    known = {"entity": names.entities, "list": names.lists, "source": names.sources}.get(
        change.subject_type, {}
    )
    text = known.get(key) or record.get("name") or record.get("title") or key
    page = _PAGES.get(change.subject_type)
    return Link(f"{change.subject_type} {text}", reverse(page, args=[key]) if page else "")


def _event_label(record: Mapping[str, Any]) -> str:
    kind = record.get("kind")
    return event_label(kind, end_reason=record.get("end_reason") or "") if kind else ""


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


@dataclass(frozen=True, slots=True)
class Version:
    """One entry in the history of an event: what was done, why, and what changed."""

    version: int | None
    seq: int
    at: datetime
    what: str
    reason: str
    details: tuple[tuple[str, str, str], ...] = ()


def version_items(changes: Iterable[Change], *, reasons: Mapping[int, str]) -> list[Version]:
    """The changes of one event in words; `reasons` holds why it was corrected by the change's number.

    A further citation and a redaction leave the version as it is.
    """
    return [_version(change, reason=reasons.get(change.seq, "")) for change in changes]


def _version(change: Change, *, reason: str) -> Version:
    record = change.after or {}
    return Version(
        version=record.get("version"),
        seq=change.seq,
        at=change.at,
        what=change.get_action_display(),
        reason=record.get("retraction_reason") or record.get("reason") or reason or change.cause,
        details=differences(change.before, change.after),
    )
