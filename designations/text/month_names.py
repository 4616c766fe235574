"""The names of the twelve months in the languages that editors read, from Unicode's locale data.

A name that means different months in two of them is left out: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from babel import Locale

from designations.text.names import fold_name

# Arabic has three sets of names: of Egypt and the Gulf, of the Levant and Iraq, of the Maghreb.
LOCALES = ("en", "ru", "fr", "ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_MA", "de", "es", "tr", "fa")


@cache
def months_by_name() -> Mapping[str, int]:
    """The number of each month by its folded name; read on first use, as few processes need it."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in LOCALES:
        months = Locale.parse(name).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, written in months[context][width].items():
                    found[fold_name(written)].add(number)
    # 'Sept.' is usual beside the 'Sep' of the locale data.
    found["sept"].add(9)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}


@cache
def most_words() -> int:
    """Of how many words the longest name of a month is made."""
    return max(len(name.split()) for name in months_by_name())
