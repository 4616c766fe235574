"""What a search found, as pages and suggestions show it: where it leads, and why it is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from designations.models import DesignationList, Entity, Jurisdiction
from designations.search.query import Found
from designations.search.reasons import Reason
from designations.text.places import place_name
from designations.web.addresses import page_url

_WHY: dict[Reason, str | Promise] = {
    Reason.NAME: "",
    Reason.OTHER_NAME: _("also called"),
    Reason.ABBREVIATION: _("abbreviated as"),
    Reason.INITIALS: _("first letters of"),
    Reason.ON_LIST: _("called on a list"),
    Reason.AUTHORITY: _("kept by"),
    Reason.CODE: _("code"),
    Reason.CONTEXT: _("these words describe the list"),
    Reason.TRANSLITERATION: _("in other letters"),
    Reason.SPELLING: _("spelt like"),
}


_PAGES: dict[type, str] = {Entity: "entity", DesignationList: "list", Jurisdiction: "jurisdiction"}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One line of what was found. `why` leads over to `matched`, the name that was found; both may be ''."""

    name: str
    url: str
    what: str
    why: str
    matched: str
    language: str
    lists: int


def found_row(found: Found) -> FoundRow:
    """One finding in words."""
    subject = found.subject
    matched = "" if found.why in (Reason.CONTEXT, Reason.NAME) or found.name == subject.name else found.name
    why = found.why
    # A name that is shown already needs no introduction.
    if why not in (Reason.CONTEXT,) and not matched:
        why = Reason.NAME
    return FoundRow(
        name=place_name(subject) if isinstance(subject, Jurisdiction) else subject.name,
        url=page_url(f"web:{_PAGES[type(subject)]}", subject.slug),
        what=_what(subject),
        why=str(_WHY[why]),
        matched=matched,
        language=found.language,
        lists=found.lists,
    )


def _what(subject: Entity | DesignationList | Jurisdiction) -> str:
    if isinstance(subject, Entity):
        return str(subject.get_kind_display())
    if isinstance(subject, DesignationList):
        return str(
            _("list, %(jurisdiction)s") % {"jurisdiction": f"\u2068{place_name(subject.jurisdiction)}\u2069"}
        )
    return str(subject.get_kind_display())
