"""Lists held against each other: who stands on which of them on a day, who came first, what they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from designations.charts.heat import heat_map
from designations.models import DesignationList
from designations.text.places import place_name
from designations.web.asked import lists_by_place, no_row
from designations.web.clocks import AddressError, Clocks
from designations.web.matrix import Asked, Matrix
from designations.web.page import page
from designations.web.paging import cut, links, unknown_row
from designations.web.present.heirs import Heirs
from designations.web.present.links import list_link
from designations.web.present.matrix import matrix_rows
from designations.web.suggest import values_like
from designations.web.tables import csv_answer

SIZE = 50
MOST = 12
FEWEST = 2
# What most readers hold against each other, and a single list against; where the record has none of them, the
# first lists it has.
MAJOR = ("un-1267", "eu-2001-931", "us-fto", "uk-proscribed", "ca-listed", "au-listed", "in-uapa", "ru-fsb")
_NAMES = ("listed_by", "not_by", "sure")


@page(*_NAMES, "after", many=["list"])
def compare(request: HttpRequest, clocks: Clocks) -> HttpResponse:
    """A page of the matrix, and the overlap of all lists chosen."""
    every = _every_list()
    heirs = Heirs.known(known_at=clocks.known)
    asked = _asked(clocks, every=every, heirs=heirs)
    after = clocks.get("after")
    found = asked.page(after=after, most=SIZE + 1)
    lines, more = cut(found.lines, size=SIZE)
    if after and not lines:
        raise unknown_row(after)
    context = {
        "lists": [list_link(row) for row in asked.lists],
        "rows": matrix_rows(lines, lists=asked.lists, link=list_link, firsts=asked.first_listings(lines)),
        "number": found.number,
        "surely_not": found.surely_not,
        "unrecorded": found.unrecorded,
        "open_number": found.number - found.surely_not - found.unrecorded,
        "listed_by": asked.listed_by,
        "not_by": asked.not_by,
        "sure": asked.sure,
        "choices": _choices(every, chosen=asked.lists),
        "most": MOST,
        **_overlap(found, lists=asked.lists),
        "csv_url": f"{reverse('web:compare_csv')}?{_pinned(clocks, asked)}",
        **links(clocks, last=lines[-1].slug if lines else "", more=more),
    }
    return render(request, "web/compare.html", clocks.context() | context)


@page(*_NAMES, many=["list"])
def compare_csv(request: HttpRequest, clocks: Clocks) -> StreamingHttpResponse:
    """The whole matrix as a file."""
    heirs = Heirs.known(known_at=clocks.known)
    asked = _asked(clocks, every=_every_list(), heirs=heirs)
    slugs = [row.slug for row in asked.lists]
    head = ["entity", "name", "lists", *(f"{slug}{what}" for slug in slugs for what in ("", " first listed"))]
    day = asked.day.isoformat()
    return csv_answer(head, _rows(asked), named=["compare", *slugs, day, f"change-{clocks.known}"])


def _rows(asked: Asked) -> Iterator[list[object]]:
    for lines in asked.all():
        firsts = asked.first_listings(lines)
        for row in matrix_rows(lines, lists=asked.lists, link=list_link, firsts=firsts):
            cells: list[object] = [row.slug, row.name, row.number]
            for cell in row.cells:
                unsure = "" if cell.state is None or cell.state.certain else "?"
                cells += [f"{cell.state.status}{unsure}" if cell.state else "", cell.since or ""]
            yield cells


def _every_list() -> list[DesignationList]:
    return [row for _place, row in lists_by_place()]


def _asked(clocks: Clocks, *, every: Sequence[DesignationList], heirs: Heirs) -> Asked:
    by_slug = {row.slug: row for row in every}
    named = [slug for slug in clocks.get("list").split(",") if slug]
    wanted = {name: clocks.get(name) for name in ("listed_by", "not_by") if clocks.get(name)}
    for field, slug in [*(("list", slug) for slug in named), *wanted.items()]:
        if slug not in by_slug:
            raise _no_list(slug, field=field, clocks=clocks)
    chosen = list(dict.fromkeys([*named, *wanted.values()]))
    if len(chosen) < FEWEST:
        others = [slug for slug in MAJOR if slug in by_slug] or list(by_slug)[: MOST - FEWEST]
        chosen = list(dict.fromkeys([*chosen, *others]))
    if len(chosen) > MOST:
        text = gettext("At most %(number)s lists are held against each other.") % {"number": MOST}
        raise AddressError("list", text)
    if clocks.get("sure") not in ("", "1"):
        raise AddressError("sure", gettext("Write 1 to leave out what is not certain, or nothing."))
    rows = {name: by_slug[slug] for name, slug in wanted.items()}
    return Asked(
        lists=[by_slug[slug] for slug in chosen],
        day=clocks.reading.valid_on,
        known=clocks.known,
        heirs=heirs.keys,
        listed_by=rows.get("listed_by"),
        not_by=rows.get("not_by"),
        sure=bool(clocks.get("sure")) and "not_by" in rows,
    )


def _no_list(slug: str, *, field: str, clocks: Clocks) -> AddressError:
    """That the address names a list that there is not, with the same page for each that may be meant."""

    def instead(other: str) -> str:
        slugs = [other if given == slug else given for given in clocks.get(field).split(",")]
        return clocks.address(**{field: ",".join(slugs), "after": ""})

    near = values_like(slug, about="list", address=instead)
    return AddressError(field, no_row(slug, field="list"), suggestions=near)


def _choices(
    every: Sequence[DesignationList], *, chosen: Sequence[DesignationList]
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """All lists by jurisdiction, as slug, name and whether it is chosen."""
    own = {row.pk for row in chosen}
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for row in every:
        groups.setdefault(place_name(row.jurisdiction), []).append((row.slug, row.name, row.pk in own))
    return list(groups.items())


def _overlap(found: Matrix, *, lists: Sequence[DesignationList]) -> dict[str, object]:
    """The figure, and the same numbers as rows of a table."""
    names = [f"{place_name(row.jurisdiction)}: {row.name}" for row in lists]

    def number(one: int, other: int) -> int:
        a, b = sorted((lists[one].pk, lists[other].pk))
        return found.shared.get((a, b), 0)

    places = range(len(lists))
    return {
        "heat": heat_map(
            names,
            number,
            title=gettext("How many names any two of the lists share"),
            description=gettext("The table below has the same numbers."),
        ),
        "overlap": [(list_link(lists[one]), [number(one, other) for other in places]) for one in places],
    }


def _pinned(clocks: Clocks, asked: Asked) -> str:
    """The parameters under which the file is what the page shows."""
    given = {
        "list": ",".join(row.slug for row in asked.lists),
        "valid_on": asked.day.isoformat(),
        "known_at": str(clocks.known),
        **{name: value for name in _NAMES if (value := clocks.get(name))},
    }
    return urlencode(given, doseq=False)
