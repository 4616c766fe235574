"""What a cell of a table of drafts says, with the rows that cells point to fetched all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from designations.importers.drafts.columns import CITATION, EVENT, SEPARATOR, Column
from designations.importers.drafts.read import Fault, Given
from designations.text.partial_dates import PartialDate, PartialDateError

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}
_SMALLEST, _LARGEST = -32768, 32767
_EMPTY = {"text": "", "choice": "", "rows": ()}


class Pointed:
    """The rows that the cells of a file point to: one query for each of the models."""

    def __init__(self, given: Iterable[Given]) -> None:
        wanted: dict[tuple[type, str], set[str]] = defaultdict(set)
        for draft in given:
            _collect(EVENT, draft.cells, wanted)
            for _place, cells in draft.citations:
                _collect(CITATION, cells, wanted)
        self._rows: dict[type, dict[str, Any]] = {
            model: {getattr(row, key): row for row in _fetch(model, key, keys)}
            for (model, key), keys in wanted.items()
        }

    def row(self, column: Column, key: str) -> Any:
        """The row called `key`, or None."""
        return self._rows.get(column.model or object, {}).get(key)


def _collect(columns: Iterable[Column], cells: Mapping[str, str], wanted: Any) -> None:
    for column in columns:
        if column.model is not None and cells.get(column.name):
            wanted[column.model, column.key].update(_keys(column, cells[column.name]))


def _keys(column: Column, text: str) -> list[str]:
    parts = text.split(SEPARATOR) if column.content == "rows" else [text]
    # A NUL never comes this far; an absurd length only costs a comparison.
    return [part.strip() for part in parts if part.strip()]


def _fetch(model: Any, key: str, keys: set[str]) -> Any:
    return model._default_manager.filter(**{f"{key}__in": sorted(keys)})


def values_of(
    columns: Iterable[Column], cells: Mapping[str, str], *, pointed: Pointed, place: str
) -> tuple[dict[str, Any], list[Fault]]:
    """What `cells` say under `columns`, by column, and what cannot be read in them."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in columns:
        text = cells.get(column.name, "").strip()
        try:
            values[column.name] = _value(column, text, pointed) if text else _EMPTY.get(column.content)
        except _Unreadable as refusal:
            faults.append(Fault(place, column.name, str(refusal), refusal.remedy))
    return values, faults


class _Unreadable(Exception):
    def __init__(self, reason: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(reason)


def _value(column: Column, text: str, pointed: Pointed) -> Any:
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    match column.content:
        case "choice":
            if text not in column.choices:
                raise _Unreadable(f"'{shown}' is none of its words.", f"Write {', '.join(column.choices)}.")
        case "text":
            if len(text) > column.longest:
                raise _Unreadable(
                    f"it has {len(text):,} characters.", f"Shorten it to {column.longest:,} at most."
                )
        case "date":
            try:
                return PartialDate.parse(text)
            except PartialDateError as error:
                raise _Unreadable(str(error), column.explained) from error
        case "yes_no":
            if text.lower() not in _YES_NO:
                raise _Unreadable(f"'{shown}' is neither yes nor no.", "Write yes or no, or leave it empty.")
            return _YES_NO[text.lower()]
        case "number":
            try:
                number = int(text) if len(text) < 12 else _LARGEST + 1
            except ValueError:
                number = _LARGEST + 1
            if not _SMALLEST <= number <= _LARGEST:
                raise _Unreadable(f"'{shown}' is no small whole number.", "Write a number such as 1 or 2.")
            return number
        case "row" | "rows":
            keys = _keys(column, text)
            rows = [pointed.row(column, key) for key in keys]
            missing = [key for key, row in zip(keys, rows, strict=True) if row is None]
            if missing:
                what = column.model._meta.verbose_name if column.model else "row"  # type: ignore[attr-defined]
                raise _Unreadable(f"there is no {what} '{missing[0][:60]}'.", column.remedy)
            return rows if column.content == "rows" else rows[0]
    return text
