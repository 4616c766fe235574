"""A part of the log: what happened to one list, country or entity, of one kind, in a span of days.

Its address is that of a page, of an Atom feed and of a JSON feed, and the form for alerts takes it, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from designations.models import Change, DesignationList, Entity, EventKind
from designations.text.kinds import kind_label
from designations.text.partial_dates import PartialDate
from designations.text.places import place_name
from designations.text.separators import with_commas
from designations.web.asked import asked_day, asked_row, asked_word
from designations.web.clocks import AddressError, Clocks
from designations.web.paging import cut, numbered_below
from designations.web.present.heirs import Heirs

FILTERS = ("kind", "action", "jurisdiction", "list", "entity", "from", "to")
ALERTS = ("kind", "jurisdiction", "list", "entity")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """The changes that an address asks for, and what it says in words, one text for each filter."""

    clocks: Clocks
    condition: Q
    words: tuple[str, ...]
    entity_name: str = ""

    @classmethod
    def asked(cls, clocks: Clocks) -> Followed:
        """From an address; one query for each row that it names. Raises `AddressError` naming a parameter."""
        condition, words, entity_name = Q(), [], ""
        if kind := asked_word(clocks, "kind", words=EventKind.values):
            condition &= Q(about_kind=kind)
            words.append(kind_label(kind))
        if action := asked_word(clocks, "action", words=Change.Action.values):
            condition &= Q(action=action)
            words.append(str(Change.Action(action).label))
        if (place := asked_row(clocks, "jurisdiction")) is not None:
            lists = DesignationList.objects.filter(jurisdiction=place).values_list("slug", flat=True)
            condition &= Q(about_list__in=list(lists)) | Q(subject_type="jurisdiction", subject_id=place.slug)
            words.append(place_name(place))
        if (row := asked_row(clocks, "list")) is not None:
            condition &= Q(about_list=row.slug)
            words.append(row.name)
        if (entity := asked_row(clocks, "entity")) is not None:
            heirs = Heirs.known(known_at=clocks.known)
            family = Entity.objects.filter(pk__in=heirs.family(heirs.of(entity)))
            condition &= Q(about_entity__in=list(family.values_list("slug", flat=True)))
            entity_name = entity.name
            words.append(entity.name)
        first, last = asked_day(clocks, "from"), asked_day(clocks, "to")
        if first and last and last < first:
            raise AddressError("to", _("The last day is earlier than the first one; swap them."))
        if first:
            condition &= Q(at__gte=_midnight(first))
            words.append(_("from %(day)s") % {"day": PartialDate.day(first).describe()})
        if last:
            condition &= Q(at__lt=_midnight(last) + timedelta(days=1))
            words.append(_("until %(day)s") % {"day": PartialDate.day(last).describe()})
        return cls(clocks, condition, tuple(words), entity_name)

    @property
    def title(self) -> str:
        """What is followed."""
        if not self.words:
            return _("Changes to the record")
        return _("Changes: %(what)s") % {"what": with_commas(self.words)}

    def rows(self) -> tuple[list[Change], bool]:
        """One page, newest first, and whether there are older ones; one query.

        `after` in the address is the number of the last change of the page before: whoever goes on sees each
        change once, whatever is recorded meanwhile.
        """
        known = Change.objects.filter(self.condition, seq__lte=self.clocks.known)
        found = numbered_below(known, after=self.clocks.get("after"))
        return cut(list(found.order_by("-seq")[: SIZE + 1]), size=SIZE)

    def address(self, page: str, *, after: str = "") -> str:
        """The address of the page `web:<page>` with the same filters and clocks."""
        kept = {name: value for name, value in self.clocks.given.items() if name != "after"}
        query = urlencode(kept | ({"after": after} if after else {}))
        return reverse(f"web:{page}") + (f"?{query}" if query else "")

    @property
    def alerts_address(self) -> str:
        """The form for alerts, filled in with what of the filters it knows."""
        query = urlencode({name: value for name in ALERTS if (value := self.clocks.get(name))})
        return reverse("alerts:subscribe") + (f"?{query}" if query else "")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
