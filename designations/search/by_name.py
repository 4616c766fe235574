"""Entities and lists by any of their names, in any script, as `fold_name` compares them.

The database folds names nearly as the program does, which narrows the search; where a name must be the very
same, the program folds the few that are left. One reading of the names a search, never one a name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from designations.models import Change, DesignationList, Entity, EntityName, Merge
from designations.text.names import SAME_LETTER, fold_name

# Beyond these many names all of the record are read once, instead of being searched for each.
_FEW = 8
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
    r"'\"`\u00b4\u05f3\u05f4\u2018\u2019\u201b\u2032\u200b-\u200f\u02b0-\u02ff]"
)
_INITIALS = r"\m([[:alpha:]])\.(?=[[:alpha:]]\M)"
_LETTERS = {chr(key): value for key, value in SAME_LETTER.items() if value}
_SINGLE = {key: value for key, value in _LETTERS.items() if len(value) == 1}
_SEVERAL = {key: value for key, value in _LETTERS.items() if len(value) > 1} | {"ß": "ss"}


def _folded(*names: str) -> Func:
    """Columns as the database folds them: lower case, without diacritics and what stands in words."""
    joined = F(names[0]) if len(names) == 1 else Concat(*(x for n in names for x in (F(n), Value(" "))))
    plain = Func(joined, template="normalize(%(expressions)s, NFKD)", output_field=TextField())
    bare = Func(plain, Value(_MARKS), Value(""), Value("g"), function="regexp_replace")
    # P.K.K. is PKK.
    closed = Func(bare, Value(_INITIALS), Value(r"\1"), Value("g"), function="regexp_replace")
    lower = Func(closed, function="lower")
    for letter, letters in _SEVERAL.items():
        lower = Func(lower, Value(letter), Value(letters), function="replace")
    return Func(
        lower,
        Value("".join(_SINGLE)),
        Value("".join(_SINGLE.values())),
        function="translate",
        output_field=TextField(),
    )


def _tokens(name: str) -> list[str]:
    return [unicodedata.normalize("NFKD", token) for token in fold_name(name).split()]


def _all_of(field: str, name: str) -> Q:
    condition = Q()
    for token in _tokens(name):
        condition &= Q(**{f"{field}__contains": token})
    return condition


def entities_called(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """Those of `queryset` of which a name, in any script, or the slug holds all words of `term`."""
    if not _tokens(term):
        return queryset.none()
    other = EntityName.objects.alias(folded=_folded("name")).filter(_all_of("folded", term))
    return queryset.alias(folded_name=_folded("name")).filter(
        _all_of("folded_name", term)
        | Q(pk__in=other.values("entity"))
        | Q(slug__contains=term.strip().lower())
    )


def closest_first(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """`queryset` with the entities first that are called exactly `term`, then those whose name begins so."""
    folded = unicodedata.normalize("NFKD", fold_name(term))
    names = EntityName.objects.alias(folded=_folded("name")).filter(folded=folded)
    return queryset.alias(
        folded_first=_folded("name"),
        closeness=Case(
            When(folded_first=folded, then=0),
            When(pk__in=names.values("entity"), then=1),
            When(folded_first__startswith=folded, then=2),
            default=3,
            output_field=IntegerField(),
        ),
    ).order_by("closeness", "name", "pk")


def lists_called(queryset: QuerySet[DesignationList], term: str) -> QuerySet[DesignationList]:
    """Those of `queryset` whose names, authority, slug or jurisdiction hold all words of `term` together."""
    if not _tokens(term):
        return queryset.none()
    text = _folded(
        "slug",
        "name",
        "native_name",
        "authority",
        "jurisdiction__name",
        "jurisdiction__code",
        "jurisdiction__slug",
    )
    return queryset.alias(folded=text).filter(_all_of("folded", term))


def named(names: Collection[str]) -> dict[str, list[Entity]]:
    """The entities that are called exactly so, by folded name; one that was merged counts as its heir."""
    sought = {fold_name(name) for name in names} - {""}
    if not sought:
        return {}
    found: dict[str, set[int]] = defaultdict(set)
    own, other = Entity.objects.order_by(), EntityName.objects.order_by()
    if len(sought) <= _FEW:
        condition = Q()
        for name in sought:
            condition |= _all_of("folded", name)
        own = own.alias(folded=_folded("name")).filter(condition)
        other = other.alias(folded=_folded("name")).filter(condition)
    for rows in (own.values_list("pk", "name"), other.values_list("entity_id", "name")):
        for pk, name in rows.iterator(chunk_size=5000):
            folded = fold_name(name)
            if folded in sought:
                found[folded].add(pk)
    heirs = Merge.objects.heirs(known_at=Change.objects.known_seq())
    by_key = {name: {heirs.get(pk, pk) for pk in keys} for name, keys in found.items()}
    entities = Entity.objects.in_bulk({pk for keys in by_key.values() for pk in keys})
    return {name: [entities[pk] for pk in sorted(keys)] for name, keys in by_key.items()}


def resembling(names: Collection[str], *, most: int = 5) -> dict[str, list[Entity]]:
    """For each folded name the entities that share at least half of all words with it, best first.

    One reading of the names of the record for any number of `names`.
    """
    sought = {folded: frozenset(folded.split()) for name in names if (folded := fold_name(name))}
    by_word: dict[str, list[str]] = defaultdict(list)
    for folded, words in sought.items():
        for word in words:
            by_word[word].append(folded)
    best: dict[str, dict[int, float]] = defaultdict(dict)
    rows = (
        Entity.objects.order_by().values_list("pk", "name"),
        EntityName.objects.order_by().values_list("entity_id", "name"),
    )
    for pk, name in (row for part in rows if by_word for row in part.iterator(chunk_size=5000)):
        words = frozenset(fold_name(name).split())
        for folded, shared in Counter(f for word in words for f in by_word.get(word, ())).items():
            alike = shared / (len(words) + len(sought[folded]) - shared)
            if alike >= 0.5:
                best[folded][pk] = max(alike, best[folded].get(pk, 0))
    chosen = {folded: sorted(found, key=lambda pk: (-found[pk], pk))[:most] for folded, found in best.items()}
    entities = Entity.objects.in_bulk({pk for keys in chosen.values() for pk in keys})
    return {folded: [entities[pk] for pk in keys] for folded, keys in chosen.items()}
