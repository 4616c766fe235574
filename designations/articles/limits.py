"""What one article may take: of the network, of memory, of time and of the disk."""

from dataclasses import dataclass

MOST_BYTES = 25_000_000
FETCH_SECONDS = 90.0
MOST_PAGES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """The bounds of the process that reads a document; the kernel holds it to the first three."""

    memory: int = 1 << 30
    cpu_seconds: int = 20
    output: int = 12_000_000
    wall_seconds: float = 40.0
