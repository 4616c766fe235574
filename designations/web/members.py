"""Who stands on a list, in the order and among the names that a reader asks for, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.expressions import Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext, gettext_lazy

from designations.models import Designation, DesignationList, Entity, Period
from designations.search.by_name import entities_called
from designations.text.kinds import STATUS_LABELS
from designations.web.asked import asked_word
from designations.web.clocks import AddressError, Clocks
from designations.web.paging import unknown_row
from designations.web.present.heirs import Heirs
from designations.web.states import CODES, State, among, states_of

# Who stands on it, and who may: a listing of unknown start, or one whose day is not known exactly.
_MEMBERS = {code for code in CODES if State.of(code).status not in ("ended", "not_listed") or code % 2}
SORTS = {
    "name": gettext_lazy("By name"),
    "since": gettext_lazy("Newest first"),
    "reference": gettext_lazy("By reference"),
}


def members(row: DesignationList, *, states: Mapping[int, int], clocks: Clocks, heirs: Heirs) -> Any:
    """The pairs of a list with the status and the name asked for, and how they stood.

    Who is shown is found among the `states` of the whole list (`states_of`), and only what is shown is asked
    pair by pair. Without a status, all that stand on the list or may. Raises `AddressError`.
    """
    status, name = clocks.get("status"), clocks.get("name")
    if status and status not in (*STATUS_LABELS, "all"):
        told = {"text": status, "words": ", ".join(STATUS_LABELS)}
        raise AddressError("status", gettext("‘%(text)s’ is none of %(words)s and all.") % told)
    chosen = {code for code in CODES if State.of(code).status == status} if status else _MEMBERS
    day, known_at = clocks.reading.valid_on, clocks.known
    rows: Any = Designation.objects.filter(list=row).standing(valid_on=day, known_at=known_at)
    if status != "all":
        rows = rows.filter(pk__in=among(key for key, code in states.items() if code in chosen))
    if name:
        called = entities_called(Entity.objects.order_by(), name)
        own = Q(entity__in=called.values("pk"))
        if heirs.keys:
            found = set(
                called.filter(pk__in={*heirs.keys, *heirs.keys.values()}).values_list("pk", flat=True)
            )
            own |= Q(entity__in=[key for key, heir in heirs.keys.items() if heir in found])
        rows = rows.filter(own)
    return rows


def in_order(rows: Any, *, clocks: Clocks) -> Any:
    """The members from behind the one that the address names, as it wants them sorted; each with its periods.

    By name, the newest listings first, or by the reference on the list; those without one come last.
    """
    sort = asked_word(clocks, "sort", words=SORTS) or "name"
    key = _keys(clocks)[sort]
    if key is not None:
        rows = rows.annotate(key=key)
    if after := clocks.get("after"):
        rows = rows.filter(_behind(after, rows=rows, sort=sort))
    order: list[Any] = [F("entity__name").asc(), F("slug").asc()]
    if sort == "since":
        order.insert(0, F("key").desc(nulls_last=True))
    elif sort == "reference":
        order.insert(0, F("key").asc(nulls_last=True))
    return with_all(rows, clocks=clocks).order_by(*order)


def with_all(rows: Any, *, clocks: Clocks) -> Any:
    """The members with all that a row shows."""
    return (
        rows.circumstances(valid_on=clocks.reading.valid_on, known_at=clocks.known)
        .with_periods(known_at=clocks.known)
        .select_related("list__jurisdiction", "entity")
    )


def sort_choices(clocks: Clocks) -> list[tuple[str, str, bool]]:
    """What a reader may sort by: text, address, and whether it is chosen."""
    chosen = clocks.get("sort") or "name"
    return [
        (str(text), clocks.address(sort="" if sort == "name" else sort, after=""), sort == chosen)
        for sort, text in SORTS.items()
    ]


def searched(clocks: Clocks) -> str:
    """What is said above the members where a name was asked for."""
    name = clocks.get("name")
    return gettext("Only names that hold “%(name)s”.") % {"name": name} if name else ""


def _keys(clocks: Clocks) -> dict[str, Any]:
    """What comes before the name in each order."""
    known = Period.objects.known(known_at=clocks.known).filter(designation=OuterRef("pk"))
    begun = known.filter(Q(start_hi__isnull=True) | Q(start_hi__lte=clocks.reading.valid_on))
    # The first period of the last listing: a suspension does not begin a listing of its own.
    continued = Period.objects.known(known_at=clocks.known).filter(
        designation=OuterRef("designation"), closed_by=OuterRef("opened_by")
    )
    opening = begun.filter(~Exists(continued)).newest_first()
    # Of a listing without a date, the day by which it is known says nothing of how new it is.
    dated = Case(When(start="", then=None), default=F("start_hi"), output_field=DateField())
    return {
        "name": None,
        "since": Subquery(opening.values(day=dated)[:1], output_field=DateField()),
        "reference": NullIf(F("reference"), Value(""), output_field=CharField()),
    }


def _behind(after: str, *, rows: Any, sort: str) -> Q:
    """The condition of the rows behind the designation with slug `after`."""
    columns = ["entity__name"] if sort == "name" else ["entity__name", "key"]
    # The row may no longer be among those asked for, and still say where the page begins.
    anchor = rows.model.objects.filter(slug=after).values_list("entity__name").first()
    found = rows.filter(slug=after).values_list(*columns).first()
    if found is None:
        if anchor is None or sort != "name":
            raise unknown_row(after)
        found = anchor
    later = Q(entity__name__gt=found[0]) | Q(entity__name=found[0], slug__gt=after)
    if sort == "name":
        return later
    if found[1] is None:
        return Q(key__isnull=True) & later
    beyond = Q(key__lt=found[1]) if sort == "since" else Q(key__gt=found[1])
    return beyond | Q(key=found[1]) & later | Q(key__isnull=True)


def all_of(row: DesignationList, *, clocks: Clocks, heirs: Heirs, size: int) -> Any:
    """All members asked for, some at a time, in the order of their permanent ids, which have an index."""
    states = states_of(row, day=clocks.reading.valid_on, known_at=clocks.known)
    rows = with_all(members(row, states=states, clocks=clocks, heirs=heirs), clocks=clocks).order_by("slug")
    last = ""
    while found := list(rows.filter(slug__gt=last)[:size]):
        yield found
        last = found[-1].slug
