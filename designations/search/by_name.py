"""Entities and lists by any of their names, in any script, as `fold_name` compares them.

The database folds names nearly as the program does, which narrows the search; where a name must be the very
same, the program folds the few that are left. One reading of the names a search, never one a name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from designations.models import Change, DesignationList, Entity, EntityName, Merge
from designations.text.names import SAME_LETTER, fold_name

# Beyond these many names all of the record are read once, instead of being searched for each.
_FEW = 8
_COMMON = 20
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
    r"'\"`\u00b4\u05f3\u05f4\u2018\u2019\u201b\u2032\u200b-\u200f\u02b0-\u02ff]"
)
_INITIALS = r"\m([[:alpha:]])\.(?=[[:alpha:]]\M)"
_LETTERS = {chr(key): value for key, value in SAME_LETTER.items() if value}
_SINGLE = {key: value for key, value in _LETTERS.items() if len(value) == 1}
_SEVERAL = {key: value for key, value in _LETTERS.items() if len(value) > 1} | {"ß": "ss"}


def _folded(*names: str) -> Case:
    """Columns as the database folds them: lower case, without diacritics and what stands in words."""
    joined = F(names[0]) if len(names) == 1 else Concat(*(x for n in names for x in (F(n), Value(" "))))
    plain = Func(joined, template="normalize(%(expressions)s, NFKD)", output_field=TextField())
    bare = Func(plain, Value(_MARKS), Value(""), Value("g"), function="regexp_replace")
    # P.K.K. is PKK.
    closed = Func(bare, Value(_INITIALS), Value(r"\1"), Value("g"), function="regexp_replace")
    lower = Func(closed, function="lower")
    unified = Func(
        lower,
        Value("".join(_SINGLE)),
        Value("".join(_SINGLE.values())),
        function="translate",
        output_field=TextField(),
    )
    for letter, letters in _SEVERAL.items():
        unified = Func(unified, Value(letter), Value(letters), function="replace", output_field=TextField())
    # Few names have such letters, and looking for them costs a tenth of replacing them.
    special = "[" + "".join([*_SINGLE, *_SEVERAL]) + "]"
    return Case(When(_Matches(lower, Value(special)), then=unified), default=lower, output_field=TextField())


class _Matches(Func):
    """Whether a text holds a match of a pattern."""

    template, arg_joiner = "(%(expressions)s)", " ~ "
    output_field = BooleanField()


class _HoldsAll(Func):
    """Whether a text is like all patterns of an array; the text is computed once."""

    template, arg_joiner = "(%(expressions)s)", " LIKE ALL "
    output_field = BooleanField()


def _tokens(name: str) -> list[str]:
    return [unicodedata.normalize("NFKD", token) for token in fold_name(name).split()]


def _all_of(columns: Sequence[str], name: str) -> Q:
    """The rows of which the columns together hold all words of `name`, which has some."""
    # The words are letters and digits: none of them is a sign of a pattern.
    patterns = Value([f"%{token}%" for token in _tokens(name)], output_field=ArrayField(TextField()))
    array = Func(patterns, template="(%(expressions)s::text[])")
    return Q(_HoldsAll(_folded(*columns), array))


def entities_called(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """Those of `queryset` of which a name, in any script, or the slug holds all words of `term`."""
    if not _tokens(term):
        return queryset.none()
    other = EntityName.objects.filter(_all_of(["name"], term))
    return queryset.filter(
        _all_of(["name"], term)
        | Q(pk__in=other.values("entity"))
        | Q(slug__contains=term.strip().lower().replace(" ", "-"))
    )


def closest_first(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """`queryset` with the entities first that are called exactly `term`, then those whose name begins so."""
    written = " ".join(term.split())
    names = EntityName.objects.filter(name__iexact=written)
    return queryset.alias(
        closeness=Case(
            When(name__iexact=written, then=0),
            When(pk__in=names.values("entity"), then=1),
            When(name__istartswith=written, then=2),
            default=3,
            output_field=IntegerField(),
        ),
    ).order_by("closeness", "name", "pk")


def lists_called(queryset: QuerySet[DesignationList], term: str) -> QuerySet[DesignationList]:
    """Those of `queryset` whose names, authority, slug or jurisdiction hold all words of `term` together."""
    if not _tokens(term):
        return queryset.none()
    columns = ["slug", "name", "native_name", "authority"]
    places = ["jurisdiction__name", "jurisdiction__code", "jurisdiction__slug"]
    return queryset.filter(_all_of([*columns, *places], term))


def named(names: Collection[str]) -> dict[str, list[Entity]]:
    """The entities that are called exactly so, by folded name; one that was merged counts as its heir."""
    sought = {fold_name(name) for name in names} - {""}
    if not sought:
        return {}
    condition = reduce(or_, (_all_of(["name"], name) for name in sought)) if len(sought) <= _FEW else Q()
    found: dict[str, set[int]] = defaultdict(set)
    for pk, folded in _names(condition):
        if folded in sought:
            found[folded].add(pk)
    return _entities({folded: sorted(keys) for folded, keys in found.items()})


def resembling(names: Collection[str], *, most: int = 5) -> dict[str, list[Entity]]:
    """For each folded name the entities that share at least half of all words with it, best first.

    Words that many of `names` have in common say nothing alone. One reading of all names of the record for
    any number of `names`.
    """
    sought = {folded: frozenset(folded.split()) for name in names if (folded := fold_name(name))}
    by_word: dict[str, list[str]] = defaultdict(list)
    for folded, words in sought.items():
        for word in words:
            by_word[word].append(folded)
    telling = {word: some for word, some in by_word.items() if len(some) <= _COMMON}
    best: dict[str, dict[int, float]] = defaultdict(dict)
    for pk, name in _names(Q()) if telling else ():
        words = frozenset(name.split())
        for folded in {one for word in words & telling.keys() for one in telling[word]}:
            alike = len(words & sought[folded]) / len(words | sought[folded])
            if alike >= 0.5:
                best[folded][pk] = max(alike, best[folded].get(pk, 0))
    return _entities(
        {folded: sorted(found, key=lambda pk: (-found[pk], pk))[:most] for folded, found in best.items()}
    )


def _names(condition: Q) -> Iterator[tuple[int, str]]:
    """All names that fulfil `condition`, folded, with the key of their entity."""
    own, other = Entity.objects.filter(condition).order_by(), EntityName.objects.filter(condition).order_by()
    for rows in (own.values_list("pk", "name"), other.values_list("entity_id", "name")):
        for pk, name in rows.iterator(chunk_size=5000):
            yield pk, fold_name(name)


def _entities(keys: Mapping[str, Sequence[int]]) -> dict[str, list[Entity]]:
    """The entities of these keys, or their heirs, each once and in the same order."""
    heirs = Merge.objects.heirs(known_at=Change.objects.known_seq())
    by_name = {name: list(dict.fromkeys(heirs.get(pk, pk) for pk in some)) for name, some in keys.items()}
    entities = Entity.objects.in_bulk({pk for some in by_name.values() for pk in some})
    return {name: [entities[pk] for pk in some] for name, some in by_name.items()}
