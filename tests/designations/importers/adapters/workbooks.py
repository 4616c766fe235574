"""Writes workbooks for tests, sound ones and hostile ones."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Cells = Sequence[object]


def workbook(path: Path, rows: Iterable[Cells], *, formats: Mapping[str, str] | None = None) -> Path:
    """Write the rows into the first sheet; `formats` gives the number formats, such as {'A1': 'mmm-yy'}."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    book.save(path)
    book.close()
    return path


def with_member(path: Path, name: str, content: bytes) -> Path:
    """Replace or add one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {member.filename: archive.read(member) for member in archive.infolist()}
    parts[name] = content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in parts.items():
            archive.writestr(member, data)
    path.write_bytes(packed.getvalue())
    return path


def sheet_xml(rows: str, *, before: str = "") -> bytes:
    """Return the XML of a sheet with these rows, for what no honest writer writes."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    ).encode()
