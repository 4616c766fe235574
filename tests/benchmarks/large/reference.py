"""The rows to which events refer, and the entries of a list file."""

import json

from designations.importers.entries import ListedEntry, ListedName
from designations.importers.stage import entry_data
from designations.models import (
    Act,
    Capture,
    Designation,
    DesignationList,
    Entity,
    EntityName,
    Entry,
    EntryLink,
    Feed,
    Jurisdiction,
    Snapshot,
    Source,
)
from tests.benchmarks.large.fill import fill
from tests.benchmarks.large.stages import QUOTE

_DATA = json.dumps(entry_data(ListedEntry("", (ListedName("Sample Front", kind="primary"),))))
_NAMES = "(SELECT e.*, mod(n, 5) AS script FROM big_entity e) name"
_TAKEN = f"""(
    SELECT *, format('Sample notice %s. {QUOTE}', lpad(n::text, 7, '0'))
        || repeat(' Further words of the notice.', 20) AS text FROM big_source ORDER BY n
) taken"""  # noqa: S608


def fill_reference() -> None:
    """Jurisdictions, lists, acts, entities with their names, sources with their captures, and all pairs."""
    fill(
        Jurisdiction,
        "big, generate_series(0, lists / 2) n",
        slug="format('sample-s%s-%s', seed, n)",
        code="format('S%s-%s', seed, n)",
        name="format('Sample Country %s', lpad(n::text, 3, '0'))",
    )
    fill(
        DesignationList,
        "big, big_list l JOIN designations_jurisdiction j ON j.slug = format('sample-s%s-%s', "
        "(SELECT seed FROM big), l.place)",
        id="l.id",
        slug="l.slug",
        jurisdiction_id="j.id",
        name="format('Sample Register %s', l.n)",
        authority="'Sample Ministry'",
        established="'1997'",
    )
    fill(
        Act,
        "big_list l JOIN designations_designationlist d USING (id) JOIN big ON true",
        public_id="pg_temp.public_id(l.n + 1, big.seed)",
        jurisdiction_id="d.jurisdiction_id",
        title="format('Sample Order %s', l.n)",
        dated="'1997'",
    )
    fill(
        Entity,
        "big_entity ORDER BY n",
        id="id",
        slug="slug",
        name="format('Sample %s %s', noun, label)",
        description="'Invented, to measure with.'",
        kind="(ARRAY['organisation', 'group', 'person', 'wing'])[1 + mod(n, 4)]",
        countries="'XX;YY'",
    )
    fill(
        EntityName,
        _NAMES,
        entity_id="id",
        kind="CASE script WHEN 0 THEN 'acronym' ELSE 'native' END",
        name="""format(CASE script WHEN 0 THEN 'SF-%s' WHEN 1 THEN 'Образцовый фронт %s'
            WHEN 2 THEN 'جبهة العينة %s' WHEN 3 THEN '示例阵线%s' ELSE 'नमूना मोर्चा %s' END, label)""",
        script="(ARRAY['Latn', 'Cyrl', 'Arab', 'Hans', 'Deva'])[1 + script]",
        language="(ARRAY['en', 'ru', 'ar', 'zh', 'hi'])[1 + script]",
    )
    fill(
        EntityName,
        "big_entity WHERE mod(n, 3) = 0",
        entity_id="id",
        kind="'spelling'",
        name="format('Sampel %s %s', noun, label)",
        script="'Latn'",
        language="'en'",
        strength="'weak'",
    )
    fill(
        Source,
        "big_source ORDER BY n",
        id="id",
        public_id="public_id",
        title="format('Sample notice %s', lpad(n::text, 7, '0'))",
        publisher="'Sample Gazette'",
        published_on="published::text",
        language="'en'",
        url="format('https://gazette.example.org/%s', n)",
        kind="CASE mod(n, 4) WHEN 0 THEN 'news_article' ELSE 'official' END",
    )
    fill(
        Capture,
        _TAKEN,
        id="capture_id",
        source_id="id",
        text="text",
        sha256="encode(sha256(convert_to(text, 'UTF8')), 'hex')",
    )
    fill(
        Designation,
        "big_designation ORDER BY n",
        id="id",
        slug="list_slug || '--' || entity_slug",
        list_id="list_id",
        entity_id="entity_id",
    )


def fill_entries() -> None:
    """A list file in its first version; one entry of ten waits for a decision."""
    feed = "big JOIN designations_feed f ON f.slug = format('sample-file-s%s', big.seed)"
    fill(Feed, "big", slug="format('sample-file-s%s', seed)", name="'Sample file'", adapter="'generic_table'")
    fill(
        Snapshot,
        feed,
        feed_id="f.id",
        public_id="pg_temp.public_id(1, seed)",
        number="1",
        state="'imported'",
        dated="date '2025-01-01'",
        sha256="repeat('0', 64)",
        entries="big.entries",
    )
    fill(
        Entry,
        f"{feed}, generate_series(1, big.entries) n",
        feed_id="f.id",
        reference="format('E-%s', n)",
        name="format('Sample Front %s', n)",
        fingerprint="repeat('0', 64)",
        data=f"'{_DATA}'::jsonb || jsonb_build_object('reference', format('E-%s', n))",
        seen="int4range(1, NULL)",
    )
    fill(
        EntryLink,
        f"{feed}, generate_series(1, big.entries) k "  # noqa: S608
        "JOIN big_entity e ON e.n = mod(k, (SELECT entities FROM big))",
        feed_id="f.id",
        reference="format('E-%s', k)",
        entity_id="CASE WHEN mod(k, 10) > 0 THEN e.id END",
        rule="CASE WHEN mod(k, 10) > 0 THEN 'new' ELSE '' END",
        candidates="jsonb_build_array(jsonb_build_array(e.slug, 'a like name'))",
    )
