"""What stands between the things of a list, which differs from language to language."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def with_commas(parts: Iterable[str]) -> str:
    """Return the parts one after the other."""
    return pgettext("between two things", ", ").join(parts)


def with_semicolons(parts: Iterable[str]) -> str:
    """Return the parts one after the other; they may hold commas themselves."""
    return pgettext("between two things", "; ").join(parts)
