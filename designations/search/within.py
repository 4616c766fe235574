"""Rows whose texts hold what was typed, in any script, capitals or not, by the indexes of the desk.

PostgreSQL looks parts of texts up by their sequences of three letters, but sees none beyond ASCII where the
locale is its own: those have an index beside. A shorter word is found too, by reading all rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.utils.text import smart_split, unescape_string_literal

_MOST_WORDS = 8
_BEYOND_ASCII = re.compile(r"[^\x01-\x7f]{3}")


class _Together(Func):
    template, arg_joiner = "(%(expressions)s)", " || ' ' || "


class _HasSequences(Func):
    """Whether a text has any three letters beyond ASCII, which is what its index asks for."""

    template = r"(%(expressions)s ~ '[^\u0001-\u007f]{3}')"
    output_field = BooleanField()


class _HasThoseOf(Func):
    """Whether the first text has all such sequences of the second."""

    template, arg_joiner = "(designations_threes(%(expressions)s))", ") @> designations_threes("
    output_field = BooleanField()


def words_of(term: str) -> list[str]:
    """The words of a search, at most eight; what stands in quotation marks is one of them."""
    words = []
    for part in smart_split(term.replace("\0", " ")):
        is_quoted = len(part) > 1 and part[0] in "\"'" and part[0] == part[-1]
        words.append(unescape_string_literal(part) if is_quoted else part)
    # A dash between words says nothing.
    return ([word for word in words if any(map(str.isalnum, word))] or words)[:_MOST_WORDS]


def beyond_ascii(word: str) -> bool:
    """Whether `word` has three letters in a row that only the index beside knows."""
    return bool(_BEYOND_ASCII.search(word.upper()))


def each_word(term: str, ways: Callable[[str], Sequence[QuerySet[Any]]], *, key: str = "pk") -> Q:
    """The rows whose key is, for each word of `term`, the `key` of a row of one of its `ways`.

    The ways are asked apart, so that each has an index to itself, and the keys are compared as sets: how many
    rows hold a word, the planner does not know.
    """
    found = []
    for word in words_of(term):
        first, *others = (rows.order_by().values(key) for rows in ways(word))
        found.append(first.union(*others, all=True))
    return Q(pk__in=found[0].intersection(*found[1:]) if found[1:] else found[0]) if found else Q()


def holding(word: str, *columns: str) -> Q:
    """The rows of which one of `columns`, which are indexed together, holds `word`."""
    found = reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
    # Rows without any text are not in the index.
    found &= ~Q(**dict.fromkeys(columns, ""))
    if beyond_ascii(word):
        texts = _Together(*map(F, columns))
        found &= Q(_HasSequences(texts)) & Q(_HasThoseOf(texts, Value(word)))
    return found
