"""What the desk looks for within texts has indexes: speakers, actors, passages, titles, causes and dates.

`designations.search.within` asks them, and says why letters beyond ASCII have some of their own.
"""

from django.db import migrations

# Sequences of three letters beyond ASCII, in capitals; a word of the text has no others than the text.
THREES = r"""
CREATE FUNCTION designations_threes(said text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(run[1], n, 3)), '{}')
    FROM regexp_matches(upper(said), '[^\u0001-\u007f]{3,}', 'g') run, generate_series(1, length(run[1]) - 2) n
$$
"""
# The columns that are asked together, by the name of their index.
TEXTS = {
    "citation_holds": ("citation", ["quote"]),
    "event_said_by": ("eventversion", ["speaker", "actor"]),
    "change_because": ("change", ["cause"]),
    "draft_holds": ("draft", ["speaker", "actor", "summary"]),
    "source_holds": ("source", ["title", "publisher"]),
}


def _gin(name: str, table: str, expressions: str, where: str) -> str:
    # What waits in the list of pending entries is read by each search: it stays short.
    return (
        f"CREATE INDEX {name} ON designations_{table} USING gin ({expressions}) "
        f"WITH (gin_pending_list_limit = 512) WHERE {where}"
    )


def _indexes() -> dict[str, str]:
    made = {}
    for name, (table, columns) in TEXTS.items():
        parts = ", ".join(f"upper({column}) gin_trgm_ops" for column in columns)
        said = " OR ".join(f"{column} <> ''" for column in columns)
        made[name] = _gin(name, table, parts, said)
        text = " || ' ' || ".join(columns)
        threes = f"{name}_threes"
        made[threes] = _gin(
            threes, table, f"designations_threes({text})", rf"({text}) ~ '[^\u0001-\u007f]{{3}}'"
        )
    # The ids of events are looked up by their beginning instead: nobody types the middle of one.
    made["change_subject_holds"] = _gin(
        "change_subject_holds",
        "change",
        "upper(subject_id) gin_trgm_ops",
        "subject_type <> 'event' AND subject_id <> ''",
    )
    made["event_date_begins"] = (
        "CREATE INDEX event_date_begins ON designations_eventversion (occurred_on text_pattern_ops)"
    )
    made["event_date_ends"] = (
        "CREATE INDEX event_date_ends ON designations_eventversion (reverse(occurred_on) text_pattern_ops)"
    )
    return made


class Migration(migrations.Migration):
    dependencies = [("designations", "0020_faster_readings")]

    operations = [
        migrations.RunSQL([THREES], ["DROP FUNCTION designations_threes(text)"]),
        *(migrations.RunSQL([sql], [f"DROP INDEX {name}"]) for name, sql in _indexes().items()),
    ]
