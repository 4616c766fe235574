"""What nobody does at the desk: delete a row, and write by hand what the verbs write."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse

from tests.designations.admin.permissions.case import Ask, Case, Make, Way, address, selected, way
from tests.designations.admin.permissions.looking import ALERTS, FEEDS, PEOPLE, RECORD, WORK, Row

GROUPS = {"work": WORK, "record": RECORD, "feeds": FEEDS, "alerts": ALERTS, "people": PEOPLE}
READ_ONLY = {
    "record": RECORD,
    "feeds": {name: make for name, make in FEEDS.items() if name != "feed"},
    "alerts": ALERTS,
}


def _names(models: Iterable[str], page: str) -> list[str]:
    return [f"{'auth' if model in PEOPLE else 'designations'}_{model}_{page}" for model in models]


def _list(row: Model, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}")


def _each(rows: dict[str, Row], ask: Callable[[Model], Iterable[Ask]]) -> Make:
    def made(folder: Path) -> Case:
        found = [make(folder) for make in rows.values()]

        def gone(user: User) -> bool:
            return any(not type(row)._default_manager.filter(pk=row.pk).exists() for row in found)

        def asks(user: User) -> list[Ask]:
            return [one for row in found for one in ask(row)]

        return Case(asks=asks, happened=gone)

    return made


def _delete(row: Model) -> Iterable[Ask]:
    yield Ask(address(row, "delete"), {"post": "yes"})


def _delete_selected(row: Model) -> Iterable[Ask]:
    yield Ask(_list(row, "changelist"), selected("delete_selected", row, post="yes"))


def _write(row: Model) -> Iterable[Ask]:
    told: dict[str, Any] = {
        field.name: "1" for field in row._meta.fields if field.editable and not field.primary_key
    }
    yield Ask(_list(row, "add"), told)
    yield Ask(address(row), told)


def _ways(groups: dict[str, dict[str, Row]], ask: Any, page: str) -> dict[str, Way]:
    return {name: way(_each(rows, ask), *_names(rows, page)) for name, rows in groups.items()}


WAYS = {
    "delete a row": {
        **_ways(GROUPS, _delete, "delete"),
        **{
            f"{name} in bulk": way(_each(rows, _delete_selected), *_names(rows, "changelist"))
            for name, rows in GROUPS.items()
        },
    },
    "write the record by hand": _ways(READ_ONLY, _write, "add"),
}
