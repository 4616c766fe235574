"""Items of the public log, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from designations.models import Change
from designations.text.kinds import event_label
from designations.text.places import name_of_place
from designations.text.separators import with_commas
from designations.web.addresses import page_url
from designations.web.cards import Link
from designations.web.present.differences import differences, label_of

_PAGES = {
    "jurisdiction": "web:jurisdiction",
    "list": "web:list",
    "entity": "web:entity",
    "source": "web:source",
}


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One change: what was done to what, and for each field what was before and after."""

    seq: int
    at: datetime
    action_label: str
    subject_type: str
    subject: Link
    details: tuple[tuple[str, str, str], ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """The last of several changes that were made together, and their number."""

    item: ChangeItem
    number: int

    @property
    def counted(self) -> str:
        """How many of what were changed."""
        number = self.number
        match self.item.subject_type:
            case "event":
                text = ngettext("%(number)s event", "%(number)s events", number)
            case "entity":
                text = ngettext("%(number)s entity", "%(number)s entities", number)
            case "list":
                text = ngettext("%(number)s list", "%(number)s lists", number)
            case "jurisdiction":
                text = ngettext("%(number)s jurisdiction", "%(number)s jurisdictions", number)
            case "source":
                text = ngettext("%(number)s source", "%(number)s sources", number)
            case "act":
                text = ngettext("%(number)s act", "%(number)s acts", number)
            case _other:
                text = ngettext("%(number)s item", "%(number)s items", number)
        return text % {"number": number}


@dataclass(frozen=True, slots=True)
class Names:
    """What the subjects of a page of the log are called today, by slug or public id."""

    entities: Mapping[str, str]
    lists: Mapping[str, str]
    sources: Mapping[str, str]
    events: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def unspoken(changes: Iterable[Change]) -> set[str]:
    """The ids of events of which a change does not say what they are: a redaction says what went, and why."""
    return {c.subject_id for c in changes if c.subject_type == "event" and "kind" not in _record(c)}


def slugs_named(
    changes: Iterable[Change], *, events: Mapping[str, Mapping[str, Any]]
) -> tuple[set[str], set[str], set[str]]:
    """The slugs of entities and of lists, and the ids of sources, that these changes speak of.

    `events` holds what the events that `unspoken` names are.
    """
    found: dict[str, set[str]] = {"entity": set(), "list": set(), "source": set()}
    for change in changes:
        if change.subject_type in found:
            found[change.subject_type].add(change.subject_id)
        if change.subject_type == "event":
            for record in (events.get(change.subject_id), change.before, change.after):
                for key in ("entity", "list"):
                    found[key].update(filter(None, [(record or {}).get(key)]))
        elif change.subject_type == "entity" and _record(change).get("merged_into"):
            found["entity"].add(_record(change)["merged_into"])
    return found["entity"], found["list"], found["source"]


def change_item(change: Change, *, names: Names) -> ChangeItem:
    """One change in words."""
    return ChangeItem(
        seq=change.seq,
        at=change.at,
        action_label=change.get_action_display(),
        subject_type=change.subject_type,
        subject=subject_link(change, names=names),
        details=_called(differences(change.before, change.after), names=names) or _removed(change),
        cause=change.cause,
    )


def _record(change: Change) -> Mapping[str, Any]:
    return change.after or change.before or {}


def _called(details: tuple[tuple[str, str, str], ...], *, names: Names) -> tuple[tuple[str, str, str], ...]:
    """The same with the names that entities and lists have today instead of their slugs."""
    known = {label_of(key): names.entities for key in ("entity", "merged_into")}
    known[label_of("list")] = names.lists
    return tuple(
        (field, known.get(field, {}).get(before, before), known.get(field, {}).get(after, after))
        for field, before, after in details
    )


def _removed(change: Change) -> tuple[tuple[str, str, str], ...]:
    """What a redaction took away; the words themselves are gone."""
    what = _record(change).get("redacted")
    texts = {"quotation": _("a quotation"), "capture": _("a captured text")}
    return ((label_of("redacted"), "", texts.get(what, what)),) if what else ()


def subject_link(change: Change, *, names: Names) -> Link:
    """What was changed, by the name it has today, with its address."""
    record, key = _record(change), change.subject_id
    if change.subject_type == "event":
        record = names.events.get(key) or record
        parts = [
            _event_label(record) or _("Event %(id)s") % {"id": key},
            names.entities.get(record.get("entity") or "", ""),
            names.lists.get(record.get("list") or "", ""),
        ]
        return Link(with_commas(part for part in parts if part), page_url("web:event", key))
    known = {"entity": names.entities, "list": names.lists, "source": names.sources}.get(
        change.subject_type, {}
    )
    if change.subject_type == "jurisdiction" and record.get("name"):
        text = name_of_place(
            code=str(record.get("code")), name=str(record["name"]), kind=str(record.get("kind"))
        )
    else:
        text = known.get(key) or record.get("name") or record.get("title") or key
    page = _PAGES.get(change.subject_type)
    return Link(_named(change.subject_type, text), page_url(page, key) if page else "")


def _named(subject_type: str, name: str) -> str:
    texts = {
        "entity": _("entity %(name)s"),
        "list": _("list %(name)s"),
        "jurisdiction": _("jurisdiction %(name)s"),
        "source": _("source %(name)s"),
        "act": _("act %(name)s"),
    }
    return texts[subject_type] % {"name": name} if subject_type in texts else f"{subject_type} {name}"


def _event_label(record: Mapping[str, Any]) -> str:
    kind = record.get("kind")
    return event_label(kind, end_reason=record.get("end_reason") or "") if kind else ""


@dataclass(frozen=True, slots=True)
class Version:
    """One entry in the history of an event: what was done, why, and what changed.

    `settled` is the change number at which all that was done together is known.
    """

    version: int | None
    seq: int
    settled: int
    at: datetime
    what: str
    reason: str
    details: tuple[tuple[str, str, str], ...] = ()


def version_items(changes: Iterable[Any], *, reasons: Mapping[int, str]) -> list[Version]:
    """The changes of one event in words; `reasons` holds why it was corrected by the change's number.

    A further citation and a redaction leave the version as it is.
    """
    return [_version(change, reason=reasons.get(change.seq, "")) for change in changes]


def _version(change: Any, *, reason: str) -> Version:
    record = change.after or {}
    return Version(
        version=record.get("version"),
        seq=change.seq,
        settled=change.settled,
        at=change.at,
        what=change.get_action_display(),
        reason=record.get("retraction_reason") or record.get("reason") or reason or change.cause,
        details=differences(change.before, change.after),
    )
