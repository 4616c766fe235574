"""How well each list is covered: what share of its events is dated to the day, rests on an official document,
and shows the passage; and when it was last looked at. Counted by the database, in at most three queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from designations.models import DesignationList, FeedProgramme, Source
from designations.web.cards import JurisdictionLink
from designations.web.figures import figures
from designations.web.present.links import jurisdiction_link

# Time goes with the number of the change, so the last change of a list is looked up for its time.
_NUMBERS = """
    WITH {cited} counted AS (
        SELECT v.list_id, count(*) AS events, count(*) FILTER (WHERE v.lo = v.hi) AS exact,
            count(*) FILTER (WHERE cited.official) AS official,
            count(*) FILTER (WHERE cited.quoted) AS quoted, max(v.change_id) AS last
        FROM designations_eventversion v {joined}
        WHERE v.change_id <= %(known)s::bigint AND v.retraction_reason = '' AND NOT EXISTS (
            SELECT 1 FROM designations_eventversion w WHERE w.event_id = v.event_id
            AND w.version > v.version AND w.version > 1 AND w.change_id <= %(known)s::bigint
        )
        GROUP BY v.list_id
    )
    SELECT list_id, events, exact, official, quoted, ch.at AS published
    FROM counted JOIN designations_change ch ON ch.seq = counted.last
"""
_CITED = """
    SELECT bool_or(s.kind = ANY(%(kinds)s::text[])) AS official,
        bool_or(c.quote <> '' AND c.redacted_because = '') AS quoted{more}
    FROM designations_citation c JOIN designations_source s ON s.id = c.source_id
    WHERE c.change_id <= %(known)s::bigint AND NOT c.disputes
"""
# For all lists, what is cited is gathered by version before it is joined: each table is read once. For some,
# what is cited is looked up for each version.
_OF_ALL = _NUMBERS.format(
    cited=f"cited AS ({_CITED.format(more=', c.version_id')} GROUP BY c.version_id),",
    joined="LEFT JOIN cited ON cited.version_id = v.id",
)
_OF_SOME = _NUMBERS.format(
    cited="",
    joined=f"""
        JOIN unnest(%(lists)s::bigint[]) list (id) ON list.id = v.list_id
        LEFT JOIN LATERAL ({_CITED.format(more="")} AND c.version_id = v.id) cited ON true
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the record holds of one list, or of all: numbers of events, and when there was news of it.

    `checked` is when an official file of it was last compared, `published` when an event was last entered.
    """

    slug: str = ""
    name: str = ""
    jurisdiction: JurisdictionLink | None = None
    events: int = 0
    exact: int = 0
    official: int = 0
    quoted: int = 0
    checked: datetime | None = None
    published: datetime | None = None
    since: date | None = None

    @property
    def exact_share(self) -> int | None:
        """The per cent of events of which the day is known; None where there is no event."""
        return _share(self.exact, self.events)

    @property
    def official_share(self) -> int | None:
        """The per cent of events that an official or court document supports."""
        return _share(self.official, self.events)

    @property
    def quoted_share(self) -> int | None:
        """The per cent of events with a passage that was found in what was captured."""
        return _share(self.quoted, self.events)

    @property
    def news(self) -> datetime | None:
        """When anything was last heard of the list."""
        return max((at for at in (self.checked, self.published) if at), default=None)

    @property
    def is_stale(self) -> bool:
        """Whether nothing was heard of the list since the day `since`."""
        return self.since is not None and (self.news is None or self.news.date() < self.since)


def coverage(*, known_at: int, stale_after: int) -> list[Coverage]:
    """All lists by jurisdiction and name; one without news for `stale_after` days is stale."""
    numbers = figures("coverage", known_at=known_at, count=partial(_numbers, known_at=known_at))
    since = timezone.now().date() - timedelta(days=stale_after)
    rows = [_row(row, numbers.get(row.pk, {}), since) for row in _lists()]
    return sorted(rows, key=lambda row: (row.jurisdiction.name if row.jurisdiction else "", row.name))


def whole(rows: Iterable[Coverage]) -> Coverage:
    """The numbers of all lists together."""
    given = list(rows)
    return Coverage(
        events=sum(row.events for row in given),
        exact=sum(row.exact for row in given),
        official=sum(row.official for row in given),
        quoted=sum(row.quoted for row in given),
    )


def _lists() -> Iterable[Any]:
    checked = (
        FeedProgramme.objects.filter(list=OuterRef("pk"), feed__is_enabled=True)
        .order_by()
        .values("list")
        .annotate(last=Max("feed__last_checked_at"))
        .values("last")
    )
    return DesignationList.objects.select_related("jurisdiction").annotate(checked=Subquery(checked))


def _row(row: Any, found: Mapping[str, Any], since: date) -> Coverage:
    return Coverage(
        slug=row.slug,
        name=row.name,
        jurisdiction=jurisdiction_link(row.jurisdiction),
        checked=row.checked,
        since=since,
        **found,
    )


def _numbers(lists: Sequence[int] | None, *, known_at: int) -> dict[int, Mapping[str, Any]]:
    """The numbers of each list with events, by its key, and none of the other `lists`; one query."""
    given: dict[str, Any] = {
        "known": known_at,
        "kinds": list(Source.OFFICIAL_KINDS),
        "lists": list(lists or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_ALL if lists is None else _OF_SOME, given)
        named = [column.name for column in cursor.description or ()]
        found: dict[int, Mapping[str, Any]] = {key: {} for key in lists or ()}
        for key, *values in cursor.fetchall():
            found[key] = dict(zip(named[1:], values, strict=True))
    return found


def _share(part: int, of: int) -> int | None:
    # Rounded down: only what is whole is called whole.
    return part * 100 // of if of else None
