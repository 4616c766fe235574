"""Pages cut by key, not by counting: what comes next is what sorts after the last row given."""

from __future__ import annotations

import base64
import binascii
import json
from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from designations.api.problems import Fault, Problem, bad_values

Position = list[Any]


class Order(ABC):
    """A total order of the rows of `resource`, in which any position can be found again."""

    def __init__(self, *, resource: str) -> None:
        self.resource = resource

    @abstractmethod
    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` in this order."""

    @abstractmethod
    def after(self, position: Position) -> Q:
        """The condition of the rows after `position`; raises `ValueError` for what is no position."""

    @abstractmethod
    def position(self, row: dict[str, Any]) -> Position:
        """Where `row` stands."""


class ByKey(Order):
    """Rising by one unique column."""

    def __init__(self, key: str, *, kind: type[str] | type[int], resource: str) -> None:
        super().__init__(resource=resource)
        self.key = key
        self.kind = kind

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(self.key)

    def after(self, position: Position) -> Q:
        [last] = position
        return Q(**{f"{self.key}__gt": _of(last, self.kind)})

    def position(self, row: dict[str, Any]) -> Position:
        return [row[self.key]]


class NewestFirst(Order):
    """Events by the last day on which they can have taken effect, undated ones last (`by_day`)."""

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(F("hi").desc(nulls_last=True), "-event_id")

    def after(self, position: Position) -> Q:
        day, event = position
        earlier = Q(event_id__lt=_of(event, int))
        if day is None:
            return Q(hi__isnull=True) & earlier
        hi = date.fromisoformat(_of(day, str))
        return Q(hi__lt=hi) | Q(hi=hi) & earlier | Q(hi__isnull=True)

    def position(self, row: dict[str, Any]) -> Position:
        return [row["hi"].isoformat() if row["hi"] else None, row["event_id"]]


def _of(value: Any, kind: type[Any]) -> Any:
    if (
        type(value) is not kind
        or (kind is int and not 0 <= value < 2**63)
        or (kind is str and "\x00" in value)
    ):
        raise ValueError
    if kind is str:
        # JSON can name half a character, which no text of the database holds: UnicodeEncodeError.
        value.encode()
    return value


def cursor_at(order: Order, row: dict[str, Any]) -> str:
    """The opaque text of the position at which `row` stands."""
    text = json.dumps([order.resource, *order.position(row)], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def following(order: Order, cursor: str) -> Q:
    """The condition of the rows after `cursor`; raises the `Problem` of one that is not of this resource."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        resource, *position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if resource != order.resource:
            raise ValueError
        return order.after(position)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise _unreadable(cursor) from error


def _unreadable(cursor: str) -> Problem:
    shown = f"{cursor[:20]}..." if len(cursor) > 20 else cursor
    return bad_values(
        Fault(
            "cursor",
            f"'{shown}' is no cursor of this resource; take it from the `next` of a page, unchanged.",
        )
    )
