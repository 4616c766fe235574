"""Drafts as rows of a table, streamed: as CSV, or as a workbook with its columns explained."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import openpyxl
from django.db.models import Prefetch

from designations.importers.drafts.columns import ALL, CITATION, EVENT, NAMES, SEPARATOR, Column
from designations.models import Draft, DraftCitation
from designations.text.cells import neutral

_BATCH = 500
# What XML cannot hold.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATED = [column.name for column in EVENT if column.content == "row"]


def rows_of(keys: Sequence[int]) -> Iterator[list[str]]:
    """The rows of the drafts with these primary keys, in their order, without the header.

    The number of queries grows with batches of 500 drafts, and no more than a batch is held.
    """
    citations = DraftCitation.objects.select_related("source").order_by("pk")
    drafts = Draft.objects.select_related(*_RELATED, "author", "corrects").prefetch_related(
        Prefetch("citations", citations), "resolves"
    )
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        found = drafts.in_bulk(batch)
        for key in batch:
            if key in found:
                yield from _rows(found[key])


def _rows(draft: Draft) -> Iterator[list[str]]:
    told = {
        "draft": str(draft.pk),
        "state": draft.state,
        "author": draft.author.get_username(),
        "corrects": draft.corrects.public_id if draft.corrects else "",
        "retracts": "yes" if draft.retracts else "",
        "correction_reason": draft.correction_reason,
    }
    event = {column.name: _cell(column, draft) for column in EVENT}
    citations: list[DraftCitation | None] = [*draft.citations.all()]
    for number, citation in enumerate(citations or [None]):
        values = dict(told) if number else told | event
        if citation is not None:
            values |= {column.name: _cell(column, citation) for column in CITATION}
            values |= {"source_title": citation.source.title}
        yield [neutral(values.get(name, "")) for name in NAMES]


def _cell(column: Column, row: Any) -> str:
    value = getattr(row, column.name)
    if column.content == "rows":
        return f"{SEPARATOR} ".join(getattr(one, column.key) for one in value.all())
    if value is None:
        return ""
    if column.content == "row":
        return str(getattr(value, column.key))
    if column.content == "yes_no":
        return "yes" if value else ("no" if column.name == "adverse" else "")
    return str(value)


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The table as CSV in UTF-8, with the mark by which spreadsheet programs know the encoding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(NAMES)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_workbook(rows: Iterable[Sequence[str]], *, to: IO[bytes]) -> None:
    """The table as an XLSX workbook, written row by row; a second sheet explains the columns."""
    book = openpyxl.Workbook(write_only=True)
    drafts, columns = book.create_sheet("drafts"), book.create_sheet("columns")
    drafts.append(NAMES)
    for row in rows:
        drafts.append([_IMPOSSIBLE.sub("\ufffd", cell) for cell in row])
    columns.append(["column", "what stands in it", "one of"])
    for column in ALL:
        columns.append([column.name, neutral(column.explained), ", ".join(column.choices)])
    book.save(to)
