"""How long proposals took to be answered: medians by jurisdiction and by what was proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Greatest

from designations.models import DesignationList, EventKind
from designations.web.figures import figures
from designations.web.proposals import ENACTED, LAW, Asked, answers, proposals

FEWEST = 5


class _Median(Aggregate):
    """A value that half of the rows do not exceed."""

    name = "Median"
    template = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


def _days(since: str, until: str) -> Greatest:
    days = Func(
        F(until), F(since), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    return Greatest(days, Value(0))


def _way() -> Case:
    """An expression on proposals: what they propose, with `LAW` for a change of law."""
    law = When(kind=EventKind.LEGAL_CHANGE_PROPOSED, then=Value(LAW))
    return Case(law, default=F("proposed_effect"), output_field=CharField())


def waits(asked: Asked) -> list[dict[str, Any]]:
    """How long proposals took to be answered, by jurisdiction and way, where `FEWEST` or more can be counted.

    `least` and `most` bound the median: it lies between that of all lower and that of all upper bounds. What
    has no date at one end, or only a day by which, is not counted (`dated`), but is in `number`.
    """
    if asked.day is not None:
        return _waits(asked)
    every = Asked(known_at=asked.known_at)

    def count(lists: Sequence[int] | None) -> dict[int, list[dict[str, Any]]]:
        if lists is None:
            return _by_place(_waits(every))
        places = DesignationList.objects.filter(pk__in=lists).values("jurisdiction")
        own = dict(DesignationList.objects.filter(jurisdiction__in=places).values_list("pk", "jurisdiction"))
        some = replace(every, lists=list(own))
        return {place: [] for place in own.values()} | _by_place(_waits(some))

    counted = figures("waits", known_at=asked.known_at, count=count)
    chosen = [
        row
        for rows in counted.values()
        for row in rows
        if asked.place in (None, row["place_id"]) and asked.way in ("", row["way"])
    ]
    return sorted(chosen, key=lambda row: (row["place"], row["way"]))


def _by_place(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["place_id"]].append(row)
    return dict(found)


def _waits(asked: Asked) -> list[dict[str, Any]]:
    first = answers(asked).order_by("event_id", F("answer__hi").asc(nulls_last=True), "pk")
    answer = "event__answered_by__answer"
    named = {f"{answer}__{end}__isnull": False for end in ("lo", "hi")}
    dated = Q(lo__isnull=False, hi__isnull=False, **named)
    enacted = [Q(way=name, **{f"{answer}__kind__in": sorted(kinds)}) for name, kinds in ENACTED.items()]
    rows: Any = (
        proposals(asked)
        .filter(event__answered_by__in=first.distinct("event_id").values("pk"))
        .annotate(way=_way())
        .values(
            "way",
            place_id=F("list__jurisdiction"),
            slug=F("list__jurisdiction__slug"),
            place=F("list__jurisdiction__name"),
        )
        .annotate(
            number=Count("pk"),
            dated=Count("pk", filter=dated),
            enacted=Count("pk", filter=reduce(or_, enacted)),
            least=_Median(_days("hi", f"{answer}__lo"), filter=dated),
            most=_Median(_days("lo", f"{answer}__hi"), filter=dated),
        )
        .filter(dated__gte=FEWEST)
        .order_by("place", "way")
    )
    return list(rows)
