"""Names as list files write them, tidied without changing what they say."""

import re
from collections.abc import Iterable
from dataclasses import replace

from designations.importers.entries import ListedName, NameKind
from designations.text.names import UNKNOWN_SCRIPT, script_of

# Marks that only steer how a text is set; publishers wrap Arabic names in them.
_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def tidy(text: str) -> str:
    """Return the text without marks of direction, trimmed, inner white space collapsed."""
    return " ".join(_STEERING.sub("", text).split())


def script_or_nothing(name: str) -> str:
    """Return the ISO 15924 code of the script, '' if the name has no letters."""
    if name.isascii():
        return "Latn" if any(map(str.isalpha, name)) else ""
    script = script_of(name)
    return "" if script == UNKNOWN_SCRIPT else script


def listed_name(
    name: str, *, kind: NameKind = "aka", weak: bool = False, script: str = "", language: str = ""
) -> ListedName:
    """Return the tidied name, with the script of its letters if none is given."""
    name = tidy(name)
    return ListedName(name, kind, weak, script or script_or_nothing(name), language)


def without_repetition(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Keep the first of equal names and drop empty ones; it stays weak only if each of them was."""
    kept: dict[str, ListedName] = {}
    for one in names:
        if not one.name:
            continue
        first = kept.setdefault(one.name, one)
        if first.weak and not one.weak:
            kept[one.name] = replace(first, weak=False)
    return tuple(kept.values())
