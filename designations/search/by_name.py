"""Entities and lists by any of their names, in any script, through the index of names (`SearchKey`).

Filters for lists of rows, at the desk and elsewhere; what people look for on the pages is found by `find` of
`designations.search.query`. One reading of the names a search, never one a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import BooleanField, Case, F, Func, IntegerField, Q, QuerySet, Value, When

from designations.models import Change, DesignationList, Entity, Merge, SearchKey
from designations.search.asking import Asked
from designations.text.latin import in_latin
from designations.text.names import fold_name

_COMMON = 20
# A word of fewer letters has no sequence of three by which the index could find it within others.
_SHORTEST_PART = 3
_OWN = ("name", "aka", "acronym", "native", "former", "spelling")


class _HasWords(Func):
    """Whether a name has words that begin as a query says, by the index."""

    template, arg_joiner = "(designations_words(%(expressions)s::tsquery)", ") @@ "
    output_field = BooleanField()


def keys_holding(term: str) -> QuerySet[SearchKey]:
    """The keys that hold every word of `term`, or its beginning in a script without spaces; none for none."""
    asked = Asked.read(term)
    if not asked.words:
        return SearchKey.objects.none()
    parts = [word for word in asked.words if word.isascii() and len(word) >= _SHORTEST_PART]
    begun = [word for word in asked.words if word not in parts]
    condition = Q()
    for word in parts:
        condition &= Q(plain__contains=word)
    if begun:
        condition &= Q(_HasWords(F("plain"), Value(" & ".join(f"'{word}':*" for word in begun))))
    return SearchKey.objects.filter(condition)


def entities_called(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """Those of `queryset` of which a name, in any script, or the slug holds all words of `term`."""
    keys = keys_holding(term).filter(entity__isnull=False)
    return queryset.filter(pk__in=keys.values("entity"))


def closest_first(queryset: QuerySet[Entity], term: str) -> QuerySet[Entity]:
    """`queryset` with the entities first that are called exactly `term`, then those whose name begins so."""
    asked = Asked.read(term)
    keys = SearchKey.objects.filter(entity__isnull=False)
    exact, own = keys.filter(plain=asked.plain, folded=asked.folded), keys.filter(kind=SearchKey.Kind.NAME)
    return queryset.alias(
        closeness=Case(
            When(pk__in=exact.filter(kind=SearchKey.Kind.NAME).values("entity"), then=0),
            When(pk__in=exact.values("entity"), then=1),
            When(pk__in=own.filter(plain__startswith=asked.plain).values("entity"), then=2),
            default=3,
            output_field=IntegerField(),
        ),
    ).order_by("closeness", "name", "pk")


def lists_called(queryset: QuerySet[DesignationList], term: str) -> QuerySet[DesignationList]:
    """Those of `queryset` whose names, authority, slug or jurisdiction hold all words of `term` together."""
    keys = keys_holding(term).filter(kind=SearchKey.Kind.CONTEXT)
    return queryset.filter(pk__in=keys.values("list"))


def named(names: Collection[str]) -> dict[str, list[Entity]]:
    """The entities that are called exactly so, by folded name; one that was merged counts as its heir."""
    sought = {fold_name(name) for name in names} - {""}
    if not sought:
        return {}
    keys = SearchKey.objects.filter(
        # The index is on the one, the other says what is the same.
        plain__in={in_latin(name) for name in sought},
        folded__in=sought,
        entity__isnull=False,
        kind__in=_OWN,
    )
    found: dict[str, list[int]] = defaultdict(list)
    for folded, pk in keys.order_by("entity_id").values_list("folded", "entity_id"):
        found[folded].append(pk)
    return _entities(found)


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
    if not telling:
        return {}
    best: dict[str, dict[int, float]] = defaultdict(dict)
    known = SearchKey.objects.filter(entity__isnull=False, kind__in=_OWN).order_by()
    for pk, name in known.values_list("entity_id", "folded").iterator(chunk_size=5000):
        words = frozenset(name.split())
        for folded in {one for word in words & telling.keys() for one in telling[word]}:
            alike = len(words & sought[folded]) / len(words | sought[folded])
            if alike >= 0.5:
                best[folded][pk] = max(alike, best[folded].get(pk, 0))
    return _entities(
        {folded: sorted(found, key=lambda pk: (-found[pk], pk))[:most] for folded, found in best.items()}
    )


def _entities(keys: Mapping[str, Sequence[int]]) -> dict[str, list[Entity]]:
    """The entities of these keys, or their heirs, each once and in the same order."""
    heirs = Merge.objects.heirs(known_at=Change.objects.known_seq())
    by_name = {name: list(dict.fromkeys(heirs.get(pk, pk) for pk in some)) for name, some in keys.items()}
    entities = Entity.objects.in_bulk({pk for some in by_name.values() for pk in some})
    return {name: [entities[pk] for pk in some] for name, some in by_name.items()}
