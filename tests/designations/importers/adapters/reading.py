"""Reads list files in tests: a written fixture, or bytes as they would lie on the disk."""

from pathlib import Path
from types import ModuleType

from designations.importers.entries import ListedEntry, ListFile

FIXTURES = Path(__file__).parents[3] / "fixtures" / "lists"


def opened(adapter: ModuleType, path: Path) -> tuple[ListFile, list[ListedEntry]]:
    """Open the file with the adapter and read all its entries."""
    file: ListFile = adapter.read({"main": path}, options={})
    return file, list(file.entries)


def entries_of(adapter: ModuleType, content: bytes, *, tmp_path: Path) -> list[ListedEntry]:
    """Write the bytes to a file and read its entries."""
    path = tmp_path / "list"
    path.write_bytes(content)
    return opened(adapter, path)[1]
