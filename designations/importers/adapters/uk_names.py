"""Names, kinds and numbers as both British lists write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from designations.importers.adapters.checks import clean, script
from designations.importers.adapters.rows import numbered
from designations.importers.entries import (
    EntityKind,
    FileRefused,
    ListedIdentifier,
    ListedName,
    NameKind,
)

# The family name, or the whole name of an entity, is in the sixth part.
NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")

_KINDS: dict[str, EntityKind] = {
    "individual": "person",
    "entity": "organisation",
    "ship": "vessel",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_NAME_KINDS: dict[str, NameKind] = {
    "prime alias": "primary",
    "primary name": "primary",
    "primary name variation": "spelling",
    "aka": "aka",
    "alias": "aka",
    "fka": "former",
}
_LANGUAGES = {
    "arabic": "ar",
    "belarusian": "be",
    "bosnian": "bs",
    "bulgarian": "bg",
    "burmese": "my",
    "chinese": "zh",
    "georgian": "ka",
    "greek": "el",
    "hebrew": "he",
    "japanese": "ja",
    "kazakh": "kk",
    "korean": "ko",
    "persian": "fa",
    "persian/farsi": "fa",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "spanish": "es",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
}
_NUMBER = re.compile(
    r"(?:passport|id(?:entity)?|national|card|identification|number|no\b|[:.\s])*\s*"
    r"(?P<value>[A-Z0-9][A-Z0-9/-]{3,29})(?=$|[\s.,;(])",
    re.IGNORECASE,
)


def entity_kind(text: str, *, place: str) -> EntityKind:
    """Return the kind for 'Individual', 'Entity' or 'Ship'; refuse any other word."""
    kind = _KINDS.get(clean(text).lower())
    if kind is None:
        raise FileRefused(f"{place}: '{text[:60]}' is not a kind of entry that this list is known to have.")
    return kind


def full_name(values: Mapping[str, str]) -> str:
    """Return the parts of a name in the order in which they are spoken."""
    return clean(" ".join(values.get(part, "") for part in NAME_PARTS))


def listed_name(name: str, *, type_: str, quality: str, place: str) -> ListedName:
    """Return a name of the kind that `type_` says, weak if `quality` says low; refuse unknown types."""
    kind = _NAME_KINDS.get(clean(type_).lower())
    if kind is None:
        raise FileRefused(f"{place}: '{type_[:60]}' is not a type of name that this list is known to have.")
    return ListedName(name, kind, weak=quality.lower().startswith("low"), script=script(name))


def native_name(name: str, *, language: str) -> ListedName:
    """Return a name in its own script; the language is kept where it is one we know the code of."""
    return ListedName(
        name, "native", script=script(name), language=_LANGUAGES.get(clean(language).lower(), "")
    )


def in_order(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Return each name once, the primary name first.

    A few entries have no primary name, only variations: the first of them then stands for it. Others have
    two: the second is an alias.
    """
    kept: dict[str, ListedName] = {}
    for one in names:
        earlier = kept.get(one.name)
        if (
            earlier is None
            or (one.kind == "primary" and earlier.kind != "primary")
            or (earlier.weak and not one.weak and earlier.kind != "primary")
        ):
            kept[one.name] = one
    found = list(kept.values())
    if not found:
        return ()
    primaries = [one for one in found if one.kind == "primary"]
    first = (primaries or [one for one in found if one.kind == "spelling"] or found)[0]
    others = [_as(one, "aka") if one.kind == "primary" else one for one in found if one is not first]
    return (_as(first, "primary"), *others)


def _as(name: ListedName, kind: NameKind) -> ListedName:
    return ListedName(name.name, kind, name.weak and kind != "primary", name.script, name.language)


def identifiers(cells: Iterable[str], *, scheme: str) -> Iterator[ListedIdentifier]:
    """Give the numbers at the beginning of each numbered value.

    Old files write prose there ('Passport No: 12345 (issued in 2007)'); what does not begin with a number of
    at least four characters is left to the raw row.
    """
    for cell in cells:
        for value in numbered(cell):
            match = _NUMBER.match(value)
            if match and any(character.isdigit() for character in match["value"]):
                yield ListedIdentifier(scheme, match["value"].upper().strip("-/"))
