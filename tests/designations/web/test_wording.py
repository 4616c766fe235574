"""The words of the pages: what is counted agrees with its number, and quotation marks are those of print."""

import re
from pathlib import Path

from designations.management import catalogue
from designations.management.catalogue import wanted

# What never is one: bounds that the code sets, and fractions of two and more.
NEVER_ONE = (
    "At most %(number)s printable characters",
    "At most %(number)s values",
    "At most %(number)s lists",
    "The %(size)s nearest",
    "Together they make %(number)s combinations",
    "%(number)s years",
)
_COUNTED = re.compile(
    r"%\((\w+)\)[sd] (?:(?!of |the )\w+ )?(?!is\b|was\b|has\b|as\b)(?:\w+s|are|were|have|stand)\b"
)
_NO_NUMBERS = {"name", "event", "list", "seq", "change", "known_seq", "feed", "day", "year"}


def test_no_counted_string_is_without_a_singular() -> None:
    alone = [str(message.id) for message in wanted() if isinstance(message.id, str)]
    found = {text for text in alone for m in _COUNTED.finditer(text) if m[1] not in _NO_NUMBERS}
    assert {text for text in found if not any(words in text for words in NEVER_ONE)} == set()
    assert _COUNTED.search("Of %(number)d listings no date is known.")


def test_no_string_of_the_pages_has_typewriter_quotes() -> None:
    # What the API says in the same words has the quotes of its other problem documents.
    shared = {"designations/models/reading.py"}
    straight = re.compile(r"'|(?<!=)\"(?=[^<>]*(<|$))")
    found = {
        text
        for message in wanted()
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        if {place for place, _ in message.locations} != shared
        and straight.search(re.sub(r"<[^>]*>", "", str(text)))
    }
    assert found == set()


def test_no_refusal_of_a_page_is_written_past_the_translations() -> None:
    web = Path(catalogue.__file__).parents[1] / "web"
    bare = re.compile(r'(?:AddressError\([^()]*?,|Missing\()\s*f?"')
    assert [str(path) for path in web.rglob("*.py") if bare.search(path.read_text("utf-8"))] == []
