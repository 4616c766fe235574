"""The entities and lists that a passage names: what an editor would otherwise look up by hand.

A suggestion and no more: whoever cites the passage sees it and may change it. A few queries, whatever the
number of names in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import connection

from designations.models import DesignationList, Entity
from designations.text.names import fold_name

MOST = 6
_MOST_LETTERS = 1_000
_MOST_WORDS_OF_NAME = 8
# A name of so few capitals is an acronym, and counts in capitals alone: ETA is an organisation, 'eta' is not.
_ACRONYM = 5
_WORD = re.compile(r"\S+")
_OUTER = re.compile(r"^[^\w]+|[^\w]+$")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_OF_COUNTRY = ("", "s", "n", "ns", "an", "ans", "ian", "ians", "i", "is")
_NAMED = """
    WITH RECURSIVE step AS (
        SELECT entity_id, heir_id FROM designations_merge WHERE upper_inf(known)
    ), heirs (entity_id, heir_id) AS (
        SELECT entity_id, heir_id FROM step
        UNION SELECT heirs.entity_id, step.heir_id FROM heirs JOIN step ON step.entity_id = heirs.heir_id
    ), sought AS MATERIALIZED (
        SELECT run, designations_letters(run) AS key FROM unnest(%s::text[]) AS run
    ), named (run, name, entity_id) AS (
        SELECT run, name, row.id FROM sought JOIN designations_entity row
            ON designations_letters(row.name) = key WHERE key <> ''
        UNION
        SELECT run, name, row.entity_id FROM sought JOIN designations_entityname row
            ON designations_letters(row.name) = key WHERE key <> '' AND strength = 'strong'
    )
    SELECT run, name, COALESCE(heirs.heir_id, named.entity_id) FROM named
    LEFT JOIN heirs ON heirs.entity_id = named.entity_id
        AND NOT EXISTS (SELECT 1 FROM step WHERE step.entity_id = heirs.heir_id)
    LIMIT 500
"""


def entities_in(*texts: str) -> list[list[Entity]]:
    """For each text the entities that it names, in its order; of names within one another the longest."""
    words = [[match.group() for match in _WORD.finditer(text[:_MOST_LETTERS])] for text in texts]
    sought = {run for some in words for run, _, _ in chain.from_iterable(_runs(some))}
    keys: dict[str, list[int]] = {}
    if sought:
        with connection.cursor() as cursor:
            cursor.execute(_NAMED, [sorted(sought)])
            for run, name, key in cursor.fetchall():
                if _means(run, name=name):
                    keys.setdefault(run, []).append(key)
    entities = Entity.objects.in_bulk({key for some in keys.values() for key in some}) if keys else {}
    return [[entities[key] for key in _first(some, keys=keys)][:MOST] for some in words]


def lists_in(text: str, *, lists: Sequence[DesignationList]) -> list[DesignationList]:
    """Those of `lists` that `text` names, else those of the countries and bodies that it names."""
    folded = f" {fold_name(text)} "
    own = [row for row in lists if any(_holds(folded, name) for name in (row.name, row.native_name))]
    if own:
        return own
    plain = re.sub(r"\b(?:[A-Z]\.){2,}", lambda found: found.group().replace(".", ""), text)
    # Where all is in capitals, a code is not told from a word.
    codes = set(re.findall(r"\b[A-Z]{2,}\b", plain)) if text.upper() != text else set[str]()
    best = _countries(folded.split(), names={row.jurisdiction.name for row in lists})
    found = []
    for row in lists:
        # uk-proscribed is a list of GB, which is called UK where it is spoken of; us-fto is called FTO.
        place, *rest = row.slug.upper().split("-")
        if {place, row.jurisdiction.code} & codes or row.jurisdiction.name in best:
            found.append((row, bool(set(rest) & codes)))
    called = [row for row, is_called in found if is_called]
    return called or [row for row, _ in found]


def _countries(words: Sequence[str], *, names: set[str]) -> set[str]:
    """The names that occur, as such or as an adjective; of several at one place the longest."""
    found: dict[int, str] = {}
    for name in names:
        parts = fold_name(name).split()
        if not parts:
            continue
        for at in range(len(words) - len(parts) + 1):
            *before, last = words[at : at + len(parts)]
            adjective = last.removeprefix(parts[-1]) if last.startswith(parts[-1]) else "?"
            if before == parts[:-1] and adjective in _OF_COUNTRY and len(name) > len(found.get(at, "")):
                found[at] = name
    return set(found.values())


def _holds(folded: str, name: str) -> bool:
    sought = fold_name(name)
    return " " in sought and f" {sought} " in folded


def _runs(words: Sequence[str]) -> Iterator[list[tuple[str, int, int]]]:
    """For each word the runs that begin with it, longest first: (run, first word, word after the last)."""
    for begin in range(len(words)):
        some = []
        for end in range(min(begin + _MOST_WORDS_OF_NAME, len(words)), begin, -1):
            run = _OUTER.sub("", " ".join(words[begin:end]))
            bare = _POSSESSIVE.sub("", run)
            # Names are written with capitals, where the script has any.
            some += [(one, begin, end) for one in dict.fromkeys((run, bare)) if _may_be_name(one)]
        yield some


def _may_be_name(run: str) -> bool:
    return any(letter.isalpha() for letter in run) and (run.lower() != run or run.upper() == run)


def _means(run: str, *, name: str) -> bool:
    short = len(name) <= _ACRONYM and name.isupper() and name.isascii()
    return run.replace(".", "").isupper() if short else True


def _first(words: Sequence[str], *, keys: dict[str, list[int]]) -> list[int]:
    found: dict[int, None] = {}
    after = 0
    for some in _runs(words):
        for run, begin, end in some:
            if run in keys and begin >= after:
                found.update(dict.fromkeys(keys[run]))
                after = end
                break
    return list(found)
