"""What was asked for in one form, put together again from its subscriptions."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from designations.models import EventKind, Subscription
from designations.text.places import place_name
from designations.text.separators import with_semicolons


@dataclass(slots=True)
class Asked:
    """One request in words; an empty list means any."""

    request: uuid.UUID
    confirmed_at: datetime | None
    kinds: list[str]
    places: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The request as pairs of label and text."""
        return [
            (_("Lists and jurisdictions"), with_semicolons(self.places) or _("any")),
            (_("Entities"), with_semicolons(self.entities) or _("any")),
            (_("Kinds of event"), with_semicolons(self.kinds) or _("any")),
        ]


def requests_of(rows: Iterable[Subscription]) -> list[Asked]:
    """The requests that `rows` make up, oldest first."""
    found: dict[uuid.UUID, Asked] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        kinds = [str(EventKind(kind).label) for kind in row.kinds]
        asked = found.setdefault(row.request, Asked(row.request, row.confirmed_at, kinds))
        place = row.list or (place_name(row.jurisdiction) if row.jurisdiction else None)
        for names, named in ((asked.places, place), (asked.entities, row.entity)):
            if named and str(named) not in names:
                names.append(str(named))
    return list(found.values())
