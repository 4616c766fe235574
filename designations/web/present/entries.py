"""Changes as entries of feeds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from designations.models import Change
from designations.text.kinds import kind_label
from designations.web.present.changes import ChangeItem
from designations.web.present.differences import label_of, text_of
from designations.web.site import on_site

# XML 1.0 has no place for them, not even escaped.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOLD = ("occurred_on", "effective_on", "name_on_list", "reference", "speaker", "actor")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change for a feed reader. `id` never changes, whatever the site's pages will be called."""

    id: str
    at: datetime
    title: str
    url: str
    lines: tuple[str, ...]
    tags: tuple[str, ...]

    def as_html(self) -> str:
        """The lines as paragraphs; names in them are text, whatever they look like."""
        return format_html("{}", format_html_join("", "<p>{}</p>", ((line,) for line in self.lines)))


def entry(change: Change, *, item: ChangeItem) -> Entry:
    """One change; its id is a tag URI (RFC 4151) of its number and day."""
    record: Mapping[str, Any] = change.after or change.before or {}
    where = item.subject.url or f"{reverse('web:changes')}?known_at={change.seq}#change-{change.seq}"
    title = _("%(what)s: %(subject)s") % {"what": _begun(item.action_label), "subject": item.subject.text}
    kind = record.get("kind") if change.subject_type == "event" else ""
    tags = [item.action_label, kind_label(kind) if kind else "", *([] if change.announce else [_("history")])]
    return Entry(
        id=f"tag:{urlsplit(settings.SITE_URL).hostname},{change.at:%Y-%m-%d}:change:{change.seq}",
        at=change.at,
        title=_speakable(title),
        url=on_site(where),
        lines=tuple(_speakable(line) for line in _lines(change, record=record, item=item)),
        tags=tuple(tag for tag in tags if tag),
    )


def _lines(change: Change, *, record: Mapping[str, Any], item: ChangeItem) -> list[str]:
    lines = []
    if change.subject_type == "event":
        lines = [str(record["summary"])] if record.get("summary") else []
        told = [(key, text_of(key, record.get(key))) for key in _TOLD]
        lines += [_("%(field)s: %(value)s") % {"field": label_of(k), "value": v} for k, v in told if v]
    if item.cause:
        lines.append(item.cause)
    return lines + [_changed(*detail) for detail in item.details]


def _changed(field: str, before: str, after: str) -> str:
    if before and after:
        text = _("%(field)s: %(after)s, before: %(before)s")
    else:
        text = _("%(field)s: %(after)s") if after else _("%(field)s: no longer %(before)s")
    return text % {"field": field, "before": before, "after": after}


def _begun(label: str) -> str:
    return label[:1].upper() + label[1:]


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)


class AtomInPages(Atom1Feed):
    """An Atom feed that names its first and its next page, and is dated without looking at a clock."""

    def add_root_elements(self, handler: Any) -> None:
        """Beside what every feed has, the links of RFC 5005."""
        super().add_root_elements(handler)
        for name in ("first", "next"):
            if address := self.feed.get(f"{name}_url"):
                handler.addQuickElement("link", "", {"rel": name, "href": address})

    def latest_post_date(self) -> datetime:
        """When the newest change of this page was recorded."""
        return self.feed["updated"] or datetime.fromisoformat("1970-01-01T00:00:00+00:00")
