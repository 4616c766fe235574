"""Links to the nouns of the record, and the short texts by which they are called."""

from datetime import date

from django.utils.translation import gettext as _

from designations.models import (
    Act,
    Designation,
    DesignationList,
    Entity,
    EventVersion,
    Jurisdiction,
    Snapshot,
    Source,
)
from designations.text.kinds import event_label
from designations.text.partial_dates import PartialDate
from designations.text.places import place_name
from designations.text.separators import with_commas
from designations.web.addresses import page_url
from designations.web.cards import EntityLink, JurisdictionLink, Link, ListLink, SourceLink


def jurisdiction_link(jurisdiction: Jurisdiction) -> JurisdictionLink:
    """A country or body, as the page calls it."""
    return JurisdictionLink(slug=jurisdiction.slug, name=place_name(jurisdiction), code=jurisdiction.code)


def list_link(row: DesignationList) -> ListLink:
    """A list with its jurisdiction (fetched before)."""
    return ListLink(slug=row.slug, name=row.name, jurisdiction=jurisdiction_link(row.jurisdiction))


def entity_link(entity: Entity) -> EntityLink:
    """An entity; the caller resolved its heir."""
    return EntityLink(slug=entity.slug, name=entity.name)


def source_link(source: Source) -> SourceLink:
    """A source as a citation names it."""
    return SourceLink(
        id=source.public_id,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        published_on=source.published_on,
        language=source.language,
        url=source.url,
    )


def designation_link(designation: Designation) -> Link:
    """An entry on a list, as 'Hamas on Listed organisations (Australia)', leading to the entity."""
    text = _("%(entity)s on %(list)s (%(place)s)") % {
        "entity": designation.entity.name,
        "list": designation.list.name,
        "place": place_name(designation.list.jurisdiction),
    }
    return Link(text, page_url("web:entity", designation.entity.slug))


def event_link(public_id: str, *, kind: str, occurred_on: PartialDate | None, end_reason: str = "") -> Link:
    """An event by its kind and date."""
    when = day_text(occurred_on, by=None)
    return Link(with_commas((event_label(kind, end_reason=end_reason), when)), event_url(public_id))


def version_link(version: EventVersion) -> Link:
    """An event by one version of it; a retracted one says so."""
    link = event_link(
        version.event.public_id,
        kind=version.kind,
        occurred_on=version.occurred_on,
        end_reason=version.end_reason,
    )
    if not version.is_retracted:
        return link
    return Link(_("%(event)s (retracted)") % {"event": link.text}, link.url)


def event_url(public_id: str) -> str:
    """The address of an event."""
    return page_url("web:event", public_id)


def act_link(act: Act) -> Link:
    """A legal instrument by title, number and date, leading to its text where an address is known."""
    parts = [str(act), act.dated.describe() if act.dated else ""]
    return Link(with_commas(part for part in parts if part), act.url)


def day_text(known: PartialDate | None, *, by: date | None) -> str:
    """A date as it is known; 'date unknown, by 3 May 2024' where only its latest possible day is."""
    if known:
        return known.describe()
    if by:
        return _("date unknown, by %(day)s") % {"day": PartialDate.day(by).describe()}
    return _("date unknown")


def snapshot_name(row: Snapshot) -> str:
    """What a version of a list file is called."""
    return with_commas((row.feed.name, PartialDate.day(row.dated).describe()))
