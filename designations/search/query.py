"""One search over all names, of entities, lists and jurisdictions: best first, and each with its reason.

The stages of the search are one query. What is called exactly so comes first, then names of the same letters,
names that begin with these letters, names that hold the words or their beginnings; other spellings are looked
for only where all of that finds little. A merged entity counts as its heir, once, with all their names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db import connection
from django.utils import timezone

from designations.models import Change, DesignationList, Entity, Jurisdiction, SearchKey
from designations.search.asking import Asked
from designations.search.reasons import Reason, Stage, reason_of

About = Literal["entity", "list", "jurisdiction"]
ALL: tuple[About, ...] = ("entity", "list", "jurisdiction")
# Below this many names the other spellings are looked for, too.
_FEW = 5
_MOST_KEYS = 300
_MOST_RANKED = 60

_ABOUT = """(
    (k.entity_id IS NOT NULL AND 'entity' = ANY (%(about)s))
    OR (k.list_id IS NOT NULL AND 'list' = ANY (%(about)s))
    OR (k.jurisdiction_id IS NOT NULL AND 'jurisdiction' = ANY (%(about)s))
)"""
_FIND = """
WITH begins AS MATERIALIZED (
    SELECT k.* FROM designations_searchkey k
    WHERE k.plain ~>=~ %(plain)s AND k.plain ~<~ (%(plain)s || U&'\\+10FFFF')
    ORDER BY k.plain USING ~<~ LIMIT %(most_keys)s
), holds AS MATERIALIZED (
    -- Without a limit here, which would tempt the planner to read the table. Where enough names begin so,
    -- those that hold the words within are not looked for.
    SELECT k.id FROM designations_searchkey k
    WHERE %(by_words)s AND (SELECT count(*) FROM begins) < %(most_keys)s
        AND designations_words(k.plain) @@ %(prefixes)s::tsquery
), hit AS MATERIALIZED (
    SELECT k.*, CASE WHEN k.folded = %(folded)s THEN 0 ELSE 1 END AS stage, 1::real AS alike
    FROM designations_searchkey k WHERE k.plain = %(plain)s
    UNION ALL
    SELECT k.*, 1, 1 FROM designations_searchkey k WHERE replace(k.plain, ' ', '') = %(compact)s
    UNION ALL
    SELECT k.*, 4, 1 FROM begins k
    UNION ALL
    SELECT k.*, 4, 1 FROM (SELECT id FROM holds LIMIT %(most_keys)s) h
    JOIN designations_searchkey k USING (id)
    UNION ALL (
        SELECT k.*, 2, 1 FROM designations_searchkey k
        WHERE designations_initials(k.plain) = %(initials)s AND designations_initials(k.plain) <> ''
        LIMIT %(most_keys)s
    )
), near AS MATERIALIZED (
    SELECT k.*, 5, s.alike FROM (
        -- A word that many names of other nouns have is no misspelling, and would have all of them compared.
        SELECT FROM hit k HAVING %(spelt)s AND count(*) < %(most_ranked)s
            AND count(*) FILTER (WHERE {about}) < %(few)s
            AND count(*) FILTER (WHERE {about} AND k.stage < 2) = 0
    ) needed, LATERAL designations_spelt_like(%(plain)s, %(least_alike)s::real, %(most_keys)s::integer) s
    JOIN designations_searchkey k ON k.id = s.id
), step (entity_id, heir_id) AS MATERIALIZED (
    SELECT m.entity_id, m.heir_id FROM designations_merge m WHERE m.known @> %(known)s::bigint
), chain (entity_id, heir_id) AS MATERIALIZED (
    WITH RECURSIVE c (entity_id, heir_id) AS (
        SELECT entity_id, heir_id FROM step
        UNION SELECT c.entity_id, step.heir_id FROM c JOIN step ON step.entity_id = c.heir_id
    )
    SELECT c.entity_id, c.heir_id FROM c WHERE NOT EXISTS (SELECT FROM step WHERE step.entity_id = c.heir_id)
), keyed AS (
    SELECT DISTINCT ON (heir, k.list_id, k.jurisdiction_id) k.*, coalesce(chain.heir_id, k.entity_id) AS heir,
        CASE WHEN k.stage = 4 AND string_to_array(k.plain, ' ') @> string_to_array(%(plain)s, ' ') THEN 3
            ELSE k.stage END AS nearness
    FROM (SELECT * FROM hit UNION ALL SELECT * FROM near) k LEFT JOIN chain ON chain.entity_id = k.entity_id
    WHERE {about}
    ORDER BY heir, k.list_id, k.jurisdiction_id, k.kind = 'context', nearness, k.alike DESC, k.kind = 'slug',
        k.kind <> 'name', length(k.plain), k.id
), first AS MATERIALIZED (
    SELECT * FROM keyed ORDER BY kind = 'context', nearness, alike DESC, length(plain), id
    LIMIT %(most_ranked)s
), standing AS (
    SELECT member.heir, count(DISTINCT d.list_id) AS lists FROM (
        SELECT heir, heir AS entity_id FROM first WHERE heir IS NOT NULL
        UNION ALL SELECT c.heir_id, c.entity_id FROM chain c JOIN first ON first.heir = c.heir_id
    ) member JOIN designations_designation d ON d.entity_id = member.entity_id
    JOIN designations_period p ON p.designation_id = d.id
    WHERE p.known @> %(known)s::bigint AND p.valid @> %(day)s::date AND p.status IN ('in_force', 'suspended')
    GROUP BY member.heir
)
SELECT f.heir, f.list_id, f.jurisdiction_id, f.kind, f.name, f.language, f.folded, f.plain, f.nearness,
    coalesce(standing.lists, 0) AS lists
FROM first f LEFT JOIN designations_entity e ON e.id = f.heir LEFT JOIN standing ON standing.heir = f.heir
-- Of other spellings the name as a whole comes before one that has a word so spelt.
ORDER BY f.kind = 'context', f.nearness, f.alike DESC,
    CASE WHEN f.nearness = 5 THEN similarity(f.plain, %(plain)s) ELSE 0 END DESC,
    lists DESC, coalesce(e.kind = 'person', false), length(f.name), f.name, f.id
""".replace("{about}", _ABOUT)


@dataclass(frozen=True, slots=True)
class Found:
    """One subject, the name by which it was found, why, and how many lists it stands on today."""

    subject: Entity | DesignationList | Jurisdiction
    name: str
    language: str
    why: Reason
    lists: int


def find(
    text: str,
    *,
    most: int,
    about: Collection[About] = ALL,
    known: int | None = None,
    day: date | None = None,
    spelt: bool = True,
) -> list[Found]:
    """What is called `text`, or nearly so, best first: at most `most` of each of the nouns in `about`.

    `known` is the change number at which merges and standings are read, `day` the day of the standings;
    names are always current; `spelt` says whether other spellings count. One query for the names, one for
    each noun that is found, and one for the change number where it is not given.
    """
    asked = Asked.read(text)
    if not asked.folded:
        return []
    known = Change.objects.known_seq() if known is None else known
    rows = _rows(asked, about=about, known=known, day=day or timezone.now().date(), spelt=spelt)
    kept: dict[About, list[dict[str, Any]]] = {noun: [] for noun in ALL}
    chosen = [row for row in rows if _keep(row, kept, most=most)]
    subjects: dict[About, dict[int, Any]] = {
        "entity": Entity.objects.in_bulk(_keys(kept, "entity")),
        "list": DesignationList.objects.select_related("jurisdiction").in_bulk(_keys(kept, "list")),
        "jurisdiction": Jurisdiction.objects.in_bulk(_keys(kept, "jurisdiction")),
    }
    return [_found(row, subjects=subjects, asked=asked) for row in chosen]


def _rows(
    asked: Asked, *, about: Collection[About], known: int, day: date, spelt: bool
) -> Sequence[dict[str, Any]]:
    given: dict[str, Any] = {
        "folded": asked.folded,
        "plain": asked.plain,
        "compact": asked.compact,
        "initials": asked.initials,
        "prefixes": asked.prefixes,
        # Of one letter or two, half of all names have a word that begins so.
        "by_words": any(len(word) > 2 or not word.isascii() for word in asked.words),
        "least_alike": asked.least_alike,
        "about": list(about),
        "known": known,
        "day": day,
        "few": _FEW,
        "spelt": spelt,
        "most_keys": _MOST_KEYS,
        "most_ranked": _MOST_RANKED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, given)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _noun(row: dict[str, Any]) -> tuple[About, int]:
    if row["heir"] is not None:
        return "entity", row["heir"]
    if row["list_id"] is not None:
        return "list", row["list_id"]
    return "jurisdiction", row["jurisdiction_id"]


def _keep(row: dict[str, Any], kept: dict[About, list[dict[str, Any]]], *, most: int) -> bool:
    rows = kept[_noun(row)[0]]
    if len(rows) >= most:
        return False
    rows.append(row)
    return True


def _keys(kept: dict[About, list[dict[str, Any]]], noun: About) -> list[int]:
    return [_noun(row)[1] for row in kept[noun]]


def _found(row: dict[str, Any], *, subjects: dict[About, dict[int, Any]], asked: Asked) -> Found:
    noun, key = _noun(row)
    subject = subjects[noun][key]
    why = reason_of(
        kind=SearchKey.Kind(row["kind"]),
        stage=Stage(row["nearness"]),
        own=row["name"] == subject.name,
        transliterated=asked.folded.isascii() != row["folded"].isascii(),
    )
    return Found(subject=subject, name=row["name"], language=row["language"], why=why, lists=row["lists"])
