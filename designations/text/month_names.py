"""The names of the twelve months in the languages that editors read, from Unicode's locale data.

A name that means different months in two of them is left out: nothing is guessed.
"""

from collections import defaultdict

from babel import Locale

from designations.text.names import fold_name

# Arabic has three sets of names: of Egypt and the Gulf, of the Levant and Iraq, of the Maghreb.
LOCALES = ("en", "ru", "fr", "ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_MA", "de", "es", "tr", "fa")


def _names() -> dict[str, int]:
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


MONTHS_BY_NAME = _names()
MOST_WORDS = max(len(name.split()) for name in MONTHS_BY_NAME)
