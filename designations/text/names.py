"""Names of entities in any script: folded for comparison, with their direction and their script."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

# Letters that Unicode does not decompose, and the forms one Arabic letter has in different languages.
SAME_LETTER = str.maketrans(
    {
        **dict(zip("øłđħŧıðŋ", "oldhtidn", strict=True)),
        **{"æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("\u0671\u0672\u0673\u0675", "\u0627"),
        **dict.fromkeys("\u0649\u06cc\u06cd\u06ce\u06d0\u06d2", "\u064a"),
        **dict.fromkeys("\u06a9\u06aa\u06ac\u06ad\u06ae", "\u0643"),
        **dict.fromkeys("\u0629\u06be\u06c1\u06c3\u06d5", "\u0647"),
        "\u0640": "",
    }
)
# They stand within a word: Qa'ida and Qaida are one name.
_WITHIN_WORDS = frozenset("'\"`´\u05f3\u05f4\u2018\u2019\u201b\u2032\uff07")
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "CJK": "Hani",
    "HANGUL": "Kore",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "TIBETAN": "Tibt",
    "MONGOLIAN": "Mong",
    "ETHIOPIC": "Ethi",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "TIFINAGH": "Tfng",
}
UNKNOWN_SCRIPT = "Zyyy"


def fold_name(name: str) -> str:
    """Return the name for comparison: lower case, no diacritics, no punctuation, single spaces.

    Letters and digits of every script are kept; Arabic letters that differ by language or keyboard are
    unified, tatweel and vowel signs dropped. Folding twice changes nothing; a name without any letter or
    digit folds to the empty string.
    """
    plain = _without_diacritics(unicodedata.normalize("NFKD", name))
    plain = _INITIALS.sub(r"\1", plain)
    plain = _without_diacritics(unicodedata.normalize("NFKD", plain.casefold()))
    kept = "".join(map(_kept, plain.translate(SAME_LETTER)))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _without_diacritics(decomposed: str) -> str:
    return "".join(letter for letter in decomposed if not _is_diacritic(letter))


def _is_diacritic(character: str) -> bool:
    # By combining class: the vowel signs of Indic scripts and the voicing marks of kana are below 10,
    # tone marks of Thai and Lao between 100 and 130, and all of them are part of the spelling.
    combining = unicodedata.combining(character)
    return 10 <= combining <= 36 or combining >= 200


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """Return what the folded name has in place of this character."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character in _WITHIN_WORDS or category == "Cf" or "\u02b0" <= character <= "\u02ff":
        return ""
    return character if category[0] in "LMN" else " "


def direction(text: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which to set the text, by its first strongly directed character."""
    for character in text:
        strength = unicodedata.bidirectional(character)
        if strength == "L":
            return "ltr"
        if strength in ("R", "AL"):
            return "rtl"
    return "ltr"


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script of most letters, or 'Zyyy' if there are no letters.

    Han characters together with kana are 'Jpan'; alone they are 'Hans' or 'Hant' where a character is
    used in one of the two only, else 'Hani'.
    """
    letters = [one for one in unicodedata.normalize("NFKC", text) if one.isalpha()]
    counts = Counter(script for one in letters if (script := _script(one)) != UNKNOWN_SCRIPT)
    for companion in ("Jpan", "Kore"):
        if counts[companion]:
            counts[companion] += counts.pop("Hani", 0)
    if not counts.total():
        return UNKNOWN_SCRIPT
    most = counts.most_common(1)[0][0]
    return _simplified_or_traditional(letters) if most == "Hani" else most


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], UNKNOWN_SCRIPT)


def _simplified_or_traditional(letters: list[str]) -> str:
    # The national character sets of the mainland and of Taiwan each hold one of the two forms.
    simplified = [_encodes(one, "gb2312") for one in letters]
    traditional = [_encodes(one, "big5") for one in letters]
    if simplified.count(True) == traditional.count(True):
        return "Hani"
    return "Hans" if simplified.count(True) > traditional.count(True) else "Hant"


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
