"""What the card of an entity, a list or an event says: its name and its standing today, in one line."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from designations.models import Designation, DesignationList, Entity, EventVersion
from designations.models.designation import DesignationQuerySet
from designations.text.kinds import event_label
from designations.text.names import direction
from designations.text.partial_dates import PartialDate
from designations.text.places import place_name
from designations.text.separators import with_commas
from designations.web.clocks import Clocks
from designations.web.page import Missing
from designations.web.present.heirs import Heirs
from designations.web.social.drawing import Card, shapes


def entity_card(slug: str, *, clocks: Clocks) -> Card:
    """How an entity stands today, by numbers of lists. No card is made of a person."""
    row = Entity.objects.exclude(kind=Entity.Kind.PERSON).filter(slug=slug).first()
    if row is None:
        raise Missing(_("There is no picture of this page."))
    heirs = Heirs.known(known_at=clocks.known)
    heir = heirs.of(row)
    numbers = _numbers(Designation.objects.filter(entity__in=heirs.family(heir)), of="list", clocks=clocks)
    parts = []
    if numbers["in_force"]:
        text = ngettext("in force on %(number)s list", "in force on %(number)s lists", numbers["in_force"])
        parts.append(text % {"number": numbers["in_force"]})
    if numbers["suspended"]:
        text = ngettext("suspended on %(number)s", "suspended on %(number)s", numbers["suspended"])
        parts.append(text % {"number": numbers["suspended"]})
    standing = with_commas(parts) or _("No list is known to hold it today.")
    return _card(str(heir.get_kind_display()), _shown(heir), standing, clocks=clocks)


def list_card(slug: str, *, clocks: Clocks) -> Card:
    """How many names stand on a list today."""
    row = DesignationList.objects.select_related("jurisdiction").filter(slug=slug).first()
    if row is None:
        raise Missing(_("There is no picture of this page."))
    numbers = _numbers(Designation.objects.filter(list=row), of="pk", clocks=clocks)
    text = ngettext("%(number)s name in force", "%(number)s names in force", numbers["in_force"])
    parts = [text % {"number": numbers["in_force"]}]
    if numbers["suspended"]:
        text = ngettext("%(number)s suspended", "%(number)s suspended", numbers["suspended"])
        parts.append(text % {"number": numbers["suspended"]})
    return _card(place_name(row.jurisdiction), row.name, with_commas(parts), clocks=clocks)


def event_card(public_id: str, *, clocks: Clocks) -> Card:
    """What happened, to whom, on which list and when. A person is not named; nothing retracted has a card."""
    versions = EventVersion.objects.standing(known_at=clocks.known).filter(event__public_id=public_id)
    row = versions.select_related("designation__entity", "list__jurisdiction").first()
    if row is None:
        raise Missing(_("There is no picture of this page."))
    entity = row.designation.entity if row.designation else None
    named = entity is not None and entity.kind != Entity.Kind.PERSON
    when = row.occurred_on.describe() if row.occurred_on else _("Date unknown")
    label = event_label(row.kind, end_reason=row.end_reason)
    place = with_commas([place_name(row.list.jurisdiction), row.list.name])
    return _card(
        with_commas([label, when]),
        _shown(entity) if entity and named else row.list.name,
        place,
        clocks=clocks,
    )


def _numbers(designations: DesignationQuerySet, *, of: str, clocks: Clocks) -> dict[str, int]:
    standing = designations.standing(valid_on=clocks.reading.valid_on, known_at=clocks.known)
    statuses = ("in_force", "suspended")
    # A list counts once, also where several of its entries are read as one.
    counted: dict[str, Any] = {s: Count(of, distinct=True, filter=Q(status=s)) for s in statuses}
    return dict(standing.aggregate(**counted))


def _shown(entity: Entity) -> str:
    return entity.slug if direction(entity.name) == "rtl" and not shapes() else entity.name


def _card(kicker: str, name: str, standing: str, *, clocks: Clocks) -> Card:
    day: date = clocks.reading.valid_on
    site = settings.SITE_URL.split("://")[-1]
    told = {"site": site, "number": clocks.known, "day": PartialDate.day(day).describe()}
    foot = _("%(site)s · as recorded on %(day)s, change %(number)s") % told
    return Card(
        kicker=kicker[:1].upper() + kicker[1:],
        name=name,
        standing=standing[:1].upper() + standing[1:],
        foot=foot,
    )
