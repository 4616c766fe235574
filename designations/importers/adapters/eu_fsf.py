"""The European Union's financial sanctions files, in the formats of all years, told apart by content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from designations.importers.adapters.checks import main_file
from designations.importers.adapters.eu_csv import read_csv
from designations.importers.adapters.eu_xml import read_xml
from designations.importers.entries import ListFile

ROLES: tuple[str, ...] = ("main",)

_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def read(files: Mapping[str, Path], *, options: Mapping[str, object]) -> ListFile:
    """Open one version of the list: XML 1.1, XML `WHOLE`, or CSV 1.0 or 1.1.

    References are the EU's (`EU.36.64`) where the format has them, else the logical id, which is among the
    other ids in every format. Countries are by the codes of the format: two letters in 1.1, three before.
    Raises FileRefused now or while the entries are read.
    """
    path = main_file(files)
    with path.open("rb") as file:
        is_xml = file.read(1024).lstrip(_BEFORE_XML).startswith(b"<")
    return read_xml(path) if is_xml else read_csv(path)
