"""Lists as rows of a table, and the particulars of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from designations.models import DesignationList
from designations.text.partial_dates import PartialDate
from designations.text.places import in_order
from designations.web.addresses import page_url
from designations.web.cards import JurisdictionLink, Link
from designations.web.present.links import jurisdiction_link


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list with how many designations stand on it on a day."""

    slug: str
    name: str
    authority: str
    established: PartialDate | None
    jurisdiction: JurisdictionLink
    in_force: int
    suspended: int


def list_rows(lists: Iterable[DesignationList], *, counts: Mapping[int, Mapping[str, int]]) -> list[ListRow]:
    """The lists by jurisdiction and name; `counts` holds numbers by the list's key, then by a status."""
    rows = [
        ListRow(
            slug=row.slug,
            name=row.name,
            authority=row.authority,
            established=row.established,
            jurisdiction=jurisdiction_link(row.jurisdiction),
            in_force=counts.get(row.pk, {}).get("in_force", 0),
            suspended=counts.get(row.pk, {}).get("suspended", 0),
        )
        for row in lists
    ]
    return sorted(rows, key=lambda row: (in_order(row.jurisdiction.name), row.name))


def list_page(row: DesignationList, *, successors: Iterable[tuple[str, str]]) -> dict[str, object]:
    """What the page of a list says of it; `successors` as pairs of slug and name."""
    same = (
        "slug", "name", "native_name", "authority", "legal_basis", "legal_basis_url", "official_url",
        "established", "review_cycle", "delisting_procedure",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "jurisdiction": jurisdiction_link(row.jurisdiction),
        "scope_label": row.get_scope_display(),
        "succeeds": _link(row.succeeds.slug, row.succeeds.name) if row.succeeds else None,
        "successors": [_link(slug, name) for slug, name in successors],
    }


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """An official file of a list, and when it was asked for; None for what never happened."""

    name: str
    checked: datetime | None
    changed: datetime | None
    failed: datetime | None


def feed_health(records: Iterable[Mapping[str, str | None]]) -> list[FeedHealth]:
    """The feeds of a list from the records of `FeedQuerySet.health_of_list`."""
    return [
        FeedHealth(
            str(record["name"]),
            *(
                datetime.fromisoformat(at) if (at := record[key]) else None
                for key in ("last_checked_at", "last_changed_at", "last_failed_at")
            ),
        )
        for record in records
    ]


def _link(slug: str, name: str) -> Link:
    return Link(name, page_url("web:list", slug))
