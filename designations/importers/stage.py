"""Taking a list file in: its entries go to a temporary table, and are compared there with the last version.

Everything is set work in PostgreSQL: memory does not grow with the file.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from designations.importers.adapters.checks import MAX_ENTRIES
from designations.importers.entries import FileRefused, ListedEntry, ListedIdentifier, ListedName, ListFile
from designations.models import Feed

_ENTRY, _NAME, _IDENTIFIER = (
    tuple(field.name for field in fields(noun)) for noun in (ListedEntry, ListedName, ListedIdentifier)
)
_CREATE = """
    CREATE TEMPORARY TABLE incoming_entry (
        n bigint, reference text, name text, fingerprint text, programmes jsonb, data jsonb
    ) ON COMMIT DROP
"""
# The same entry twice in one file: the first is kept.
_ONCE = """
    DELETE FROM incoming_entry a USING incoming_entry b WHERE a.reference = b.reference AND a.n > b.n
"""
_VANISHED = """
    SELECT e.reference, e.data FROM designations_entry e
    WHERE e.feed_id = %s AND upper_inf(e.seen)
        AND NOT EXISTS (SELECT 1 FROM incoming_entry i WHERE i.reference = e.reference)
"""
_APPEARED = """
    SELECT i.reference, i.data FROM incoming_entry i
    WHERE NOT EXISTS (
        SELECT 1 FROM designations_entry e
        WHERE e.feed_id = %s AND upper_inf(e.seen) AND e.reference = i.reference
    )
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """What the staged file holds, beside the last version."""

    entries: int
    duplicates: int
    before: int
    vanished: int


def canonical(reference: str) -> str:
    """A reference without what publishers leave behind it for a few days: spaces, dots, commas, stars."""
    return " ".join(reference.split()).rstrip(" .,;*")


def entry_data(entry: ListedEntry) -> dict[str, Any]:
    """All that `entry` says, as JSON values; partial dates as their text."""
    # Field by field: `asdict` copies deeply, and takes four times as long.
    data: dict[str, Any] = {name: getattr(entry, name) for name in _ENTRY}
    data["names"] = [{name: getattr(one, name) for name in _NAME} for one in entry.names]
    data["identifiers"] = [{name: getattr(one, name) for name in _IDENTIFIER} for one in entry.identifiers]
    data["row"] = dict(entry.row)
    data["listed_on"] = str(entry.listed_on) if entry.listed_on else None
    data["births"] = [str(birth) for birth in entry.births]
    data["listed_by_programme"] = [[name, str(day)] for name, day in entry.listed_by_programme]
    return data


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of what an entry says. The raw row is left out: its layout changes where its words do not."""
    said = {key: value for key, value in data.items() if key not in ("row", "other_ids")}
    said["reference"] = canonical(data["reference"])
    for key in ("names", "identifiers", "programmes", "countries", "births"):
        said[key] = sorted(json.dumps(value, sort_keys=True) for value in said[key])
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def stage(file: ListFile) -> int:
    """Copy the entries of `file` into the temporary table; returns how many there were.

    Inside the caller's transaction, whose end drops the table. Raises `FileRefused`.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming_entry")
        cursor.execute(_CREATE)
        count = 0
        columns = "n, reference, name, fingerprint, programmes, data"
        with cursor.copy(f"COPY incoming_entry ({columns}) FROM STDIN") as copy:
            for count, row in enumerate(_rows(file.entries), start=1):
                copy.write_row((count, *row))
        cursor.execute("CREATE INDEX ON incoming_entry (reference)")
        cursor.execute("ANALYZE incoming_entry")
    if file.counted is not None and file.counted != count:
        raise FileRefused(f"the file says that it has {file.counted} entries, but {count} were read")
    return count


def _rows(entries: Iterator[ListedEntry]) -> Iterator[tuple[str, str, str, str, str]]:
    for number, entry in enumerate(entries, start=1):
        if number > MAX_ENTRIES:
            raise FileRefused(f"more than {MAX_ENTRIES:,} entries: this is no such list")
        data = entry_data(entry)
        yield (
            canonical(entry.reference),
            entry.name[:500],
            fingerprint(data),
            json.dumps(list(entry.programmes)),
            json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).replace("\\u0000", ""),
        )


def compare(feed: Feed) -> Staged:
    """Drop duplicates, recognise entries under another reference, and count what the file lost."""
    with connection.cursor() as cursor:
        cursor.execute(_ONCE)
        duplicates = cursor.rowcount
        recognise(feed)
        cursor.execute("SELECT count(*) FROM incoming_entry")
        [entries] = cursor.fetchone() or (0,)
        cursor.execute(
            "SELECT count(*) FROM designations_entry WHERE feed_id = %s AND upper_inf(seen)", [feed.pk]
        )
        [before] = cursor.fetchone() or (0,)
        cursor.execute(f"SELECT count(*) FROM ({_VANISHED}) v", [feed.pk])  # noqa: S608
        [vanished] = cursor.fetchone() or (0,)
    return Staged(entries=entries, duplicates=duplicates, before=before, vanished=vanished)


def recognise(feed: Feed) -> int:
    """Give entries that only changed their reference the one they had, where an id of theirs stayed.

    An id alone is not trusted, since ids are re-issued: a name must have stayed as well. Returns how many.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VANISHED, [feed.pk])
        by_id: dict[tuple[str, str], tuple[str, set[str]]] = {}
        for reference, data in cursor.fetchall():
            for key in _ids(data):
                by_id[key] = (reference, _names(data))
        if not by_id:
            return 0
        cursor.execute(_APPEARED, [feed.pk])
        renamed = []
        for reference, data in cursor.fetchall():
            for key in _ids(data):
                old, names = by_id.get(key, ("", set[str]()))
                if names & _names(data):
                    renamed.append((old, reference))
                    break
        cursor.executemany("UPDATE incoming_entry SET reference = %s WHERE reference = %s", renamed)
    return len(renamed)


def _ids(data: Any) -> list[tuple[str, str]]:
    loaded = json.loads(data) if isinstance(data, str) else data
    return [(scheme, value) for scheme, value in loaded["other_ids"]]


def _names(data: Any) -> set[str]:
    loaded = json.loads(data) if isinstance(data, str) else data
    return {name["name"] for name in loaded["names"]}
