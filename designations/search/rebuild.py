"""The index of names compared with the names themselves, and made anew from them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

_NOUNS = {
    "entity": "designations_entity",
    "list": "designations_designationlist",
    "jurisdiction": "designations_jurisdiction",
}
_BATCH = 5000
# Both sides of what differs, by the subject whose key it is.
_DIFFERENCES = """
    SELECT s.slug, d.side, d.name FROM (
        (SELECT 'is missing' AS side, w.* FROM (
            SELECT {noun}_id, kind, name, script, language, folded FROM designations_{noun}_keys(%(keys)s)
            EXCEPT
            SELECT {noun}_id, kind, name, script, language, folded FROM designations_searchkey
            WHERE {noun}_id = ANY (%(keys)s)
        ) w)
        UNION ALL
        (SELECT 'is no name of it', k.* FROM (
            SELECT {noun}_id, kind, name, script, language, folded FROM designations_searchkey
            WHERE {noun}_id = ANY (%(keys)s)
            EXCEPT
            SELECT {noun}_id, kind, name, script, language, folded FROM designations_{noun}_keys(%(keys)s)
        ) k)
    ) d JOIN {table} s ON s.id = d.{noun}_id ORDER BY s.slug, d.name, d.side
"""


def rebuild(*, check: bool) -> Iterator[str]:
    """One line for each key that is not as the names are; without `check` it is put right as well."""
    for noun, table in _NOUNS.items():
        first = 0
        while keys := _next(table, first=first):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_DIFFERENCES.format(noun=noun, table=table), {"keys": keys})
                differing = cursor.fetchall()
                if differing and not check:
                    cursor.execute(f"SELECT designations_index_{noun}(%s)", [keys])
            yield from (f"search key of {noun} {slug}: '{name}' {side}" for slug, side, name in differing)
            first = keys[-1]


def _next(table: str, *, first: int) -> list[int]:
    """The keys of the following rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id > %s ORDER BY id LIMIT %s",  # noqa: S608
            [first, _BATCH],
        )
        return [pk for (pk,) in cursor.fetchall()]
