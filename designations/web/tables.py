"""Tables to take away: CSV that a spreadsheet program opens without running it, streamed row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from designations.text.cells import neutral

_BUFFER = 1 << 16


def csv_answer(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, named: Sequence[str]
) -> StreamingHttpResponse:
    """A file of these rows; `named` are the parts of its name."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    name = re.sub(r"[^\w.-]+", "-", "_".join(part for part in named if part), flags=re.ASCII)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """UTF-8, behind the mark by which spreadsheet programs know it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(head)
    for row in rows:
        writer.writerow([neutral(_text(cell)) for cell in row])
        if buffer.tell() > _BUFFER:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)
