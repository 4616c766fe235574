"""What countries and bodies are called in the language of a page, and in which order they stand there.

The record has them in English. Pages in other languages take countries from Unicode's CLDR by their ISO codes
and bodies from the translations; what neither knows keeps the name of the record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from babel import Locale
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy

from designations.text.names import fold_name

_COUNTRY = "country"
# CLDR has names for these, too, which are no territories.
_NOBODY = frozenset({"XA", "XB", "ZZ"})
_BODIES: Mapping[str, Promise] = {
    "UN": pgettext_lazy("jurisdiction", "United Nations"),
    "EU": pgettext_lazy("jurisdiction", "European Union"),
    "GCC": pgettext_lazy("jurisdiction", "Gulf Cooperation Council"),
    "CSTO": pgettext_lazy("jurisdiction", "Collective Security Treaty Organization"),
    "LAS": pgettext_lazy("jurisdiction", "League of Arab States"),
    "SCO": pgettext_lazy("jurisdiction", "Shanghai Cooperation Organisation"),
    "OIC": pgettext_lazy("jurisdiction", "Organisation of Islamic Cooperation"),
    "AU": pgettext_lazy("jurisdiction", "African Union"),
}


class Place(Protocol):
    """A jurisdiction, as far as its name needs it."""

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2, or the body's acronym."""

    @property
    def name(self) -> str:
        """As the record has it."""

    @property
    def kind(self) -> str:
        """Whether it is a country."""


def place_name(place: Place) -> str:
    """What a country or body is called on a page in the language of the moment."""
    return name_of_place(code=place.code, name=place.name, kind=place.kind)


def name_of_place(*, code: str, name: str, kind: str) -> str:
    """The same, by its code; `name` is the one of the record."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return name
    if kind == _COUNTRY:
        return _countries(language).get(code.upper(), name)
    return str(_BODIES[code.upper()]) if code.upper() in _BODIES else name


def as_recorded(text: str) -> str:
    """The English name of the place that is called `text` in the language of the page; '' for none."""
    language = get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else _english(language).get(fold_name(text), "")


def in_order(name: str) -> tuple[str, str]:
    """The key by which names of places are sorted: letters without their marks, in any script."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)), name


@cache
def _countries(language: str) -> Mapping[str, str]:
    named = Locale.parse(language, sep="-").territories
    return {code: name for code, name in named.items() if code not in _NOBODY}


@cache
def _english(language: str) -> Mapping[str, str]:
    """By the folded name; the language of the moment is the one asked for."""
    english, here = _countries("en"), _countries(language)
    countries = {fold_name(here[code]): name for code, name in english.items() if code in here}
    with override("en"):
        bodies = {code: str(name) for code, name in _BODIES.items()}
    return countries | {fold_name(str(_BODIES[code])): name for code, name in bodies.items()}
