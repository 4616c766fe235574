"""What may have been meant by an address that leads nowhere: what is called alike, in any spelling."""

from collections.abc import Callable

from designations.models import DesignationList, Jurisdiction
from designations.search.meant import Subject, anything_like, meant
from designations.search.query import About
from designations.text.places import place_name
from designations.text.separators import with_commas
from designations.web.addresses import page_url
from designations.web.cards import Link


def pages_like(text: str, *, about: About, known: int | None = None) -> list[Link]:
    """The pages of what is called most like `text`, best first; of another noun where none of this one is.

    Merges are those of change `known`, or of now.
    """
    return [Link(_called(one), _page(one)) for one in anything_like(text, about=about, known=known)]


def values_like(text: str, *, about: About, address: Callable[[str], str]) -> list[Link]:
    """What of one noun is called most like `text`, each leading where `address` puts its slug."""
    return [Link(_called(one), address(one.slug)) for one in meant(text, about=about)]


def _called(subject: Subject) -> str:
    if isinstance(subject, Jurisdiction):
        return place_name(subject)
    if isinstance(subject, DesignationList):
        return with_commas((subject.name, place_name(subject.jurisdiction)))
    return subject.name


def _page(subject: Subject) -> str:
    if isinstance(subject, Jurisdiction):
        return page_url("web:jurisdiction", subject.slug)
    name = "web:list" if isinstance(subject, DesignationList) else "web:entity"
    return page_url(name, subject.slug)
