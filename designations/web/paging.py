"""Pages of lists that grow: each next page begins after a named row, so that new rows shift nothing."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from designations.models import EventVersion
from designations.models.change import ChangeQuerySet
from designations.models.event import EventVersionQuerySet
from designations.web.clocks import AddressError, Clocks

Row = TypeVar("Row")
MOST_DIGITS = 18


def cut(rows: Sequence[Row], *, size: int) -> tuple[list[Row], bool]:
    """The first `size` of the rows, and whether there are more; ask the database for one more than `size`."""
    return list(rows[:size]), len(rows) > size


def links(clocks: Clocks, *, last: str, more: bool) -> dict[str, str]:
    """The addresses of the next and of the first page, as the templates want them."""
    return {
        "next_url": clocks.address(after=last) if more else "",
        "first_url": clocks.address(after="") if clocks.get("after") else "",
    }


def unknown_row(after: str) -> AddressError:
    """What to say of a page that begins after a row which is not there."""
    text = _("There is nothing called ‘%(after)s’ here; begin at the first page.") % {"after": after}
    return AddressError("after", text)


def events_after(versions: EventVersionQuerySet, *, after: str, known_at: int) -> EventVersionQuerySet:
    """The events that come after the one with public id `after`, newest first; all of them for ''."""
    ordered = versions.by_day()
    if not after:
        return ordered
    known = EventVersion.objects.known(known_at=known_at).filter(event__public_id=after)
    anchor = known.values_list("hi", "event_id").first()
    if anchor is None:
        raise unknown_row(after)
    day, key = anchor
    if day is None:
        return ordered.filter(hi__isnull=True, event_id__lt=key)
    return ordered.filter(Q(hi__lt=day) | Q(hi=day, event_id__lt=key) | Q(hi__isnull=True))


def numbered_below(changes: ChangeQuerySet, *, after: str) -> ChangeQuerySet:
    """The changes before the one with the number `after`; all of them for ''. Raises `AddressError`."""
    if not after:
        return changes
    if not (after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS):
        raise AddressError("after", _("‘%(text)s’ is no change number.") % {"text": after})
    return changes.filter(seq__lt=int(after))
