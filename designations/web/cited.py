"""The pages that can be cited, each under its own title, and the addresses of its citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.models import Change
from designations.web.cards import Link, ListLink
from designations.web.cite import FORMS, Cited
from designations.web.clocks import Clocks


def cited_entity(clocks: Clocks, *, slug: str, name: str) -> Cited:
    """The page of an entity. One query."""
    title = _("%(name)s: who lists it, since when") % {"name": name}
    return _cited(clocks, key=slug, title=title, path=reverse("web:entity", args=[slug]))


def change_at(clocks: Clocks) -> Subquery:
    """When the change was at which a page stands, as a column of a query that the page asks anyway."""
    return Subquery(Change.objects.filter(seq=clocks.known).values("at")[:1])


def cited_list(
    clocks: Clocks, *, slug: str, name: str, jurisdiction: str, at: datetime | None = None
) -> Cited:
    """The page of a list. One query, unless it is said when the change was (`change_at`)."""
    title = _("%(jurisdiction)s, %(name)s: who stands on it, since when") % {
        "jurisdiction": jurisdiction,
        "name": name,
    }
    return _cited(clocks, key=slug, title=title, path=reverse("web:list", args=[slug]), at=at)


def cited_event(clocks: Clocks, *, public_id: str, label: str, of: ListLink, entity: str) -> Cited:
    """The page of an event on the list `of`, about `entity` ('' where it is about the list). One query."""
    parts = [label, entity, f"{of.jurisdiction.name}, {of.name}"]
    title = ": ".join(part for part in parts if part)
    return _cited(clocks, key=public_id, title=title, path=reverse("web:event", args=[public_id]))


def cite_links(clocks: Clocks, *, path: str) -> list[Link]:
    """The citation of the page at `path` as it is shown, in every form."""
    asked = {"known_at": str(clocks.known)}
    if clocks.on_day:
        asked["valid_on"] = clocks.reading.valid_on.isoformat()
    return [
        Link(str(form.label), f"{path}cite/?{urlencode({'format': name, **asked})}")
        for name, form in FORMS.items()
    ]


def _cited(clocks: Clocks, *, key: str, title: str, path: str, at: datetime | None = None) -> Cited:
    return Cited(
        key=key,
        title=title,
        url=replace(clocks, path=path, given={}).permalink,
        known_seq=clocks.known,
        known_on=at.date() if at else _day_of(clocks.known),
        valid_on=clocks.reading.valid_on if clocks.on_day else None,
    )


def _day_of(seq: int) -> date | None:
    at = Change.objects.filter(seq=seq).values_list("at", flat=True).first()
    return at.date() if at else None
