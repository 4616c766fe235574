"""Filling a table from a query: what the query does not name gets the default of the model's field.

So a column that is added to a model later needs no word here unless it must vary.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Field, Model


def fill(model: type[Model], source: str, /, **columns: str) -> int:
    """Insert a row of `model` for each row of `source` (the text after FROM); returns how many.

    `columns` are expressions over `source`, by the name of the column.
    """
    exprs = {name: expr.replace("%", "%%") for name, expr in columns.items()}
    values: list[Any] = []
    for field in model._meta.concrete_fields:
        if field.column is None or field.column in exprs or _left_out(field):
            continue
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            exprs[field.column] = "now()"
        else:
            exprs[field.column] = "%s"
            values.append(field.get_db_prep_save(field.get_default(), connection))
    names = ", ".join(f'"{name}"' for name in exprs)
    given = ", ".join(exprs.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) "  # noqa: S608
            f"SELECT {given} FROM {source.replace('%', '%%')}",
            values,
        )
        return int(cursor.rowcount)


def _left_out(field: Field[Any, Any]) -> bool:
    return bool(field.null or field.generated or field.primary_key)


def run(*statements: str) -> None:
    """Execute one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
