"""One index of names for pages, desk and API: keys that triggers keep, and the functions that fold and find."""

import json
import unicodedata
from collections.abc import Callable

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from designations.text.latin import letters

# As `designations.text.names` compares names, by the tables of the same Unicode version. Written out here, as a
# migration stays what it was.
_PLANES = 0x1FB00
_SAME = {
    **dict(zip("øłđħŧıðŋς", "oldhtidnσ", strict=True)),
    **dict.fromkeys("\u0671\u0672\u0673\u0675", "\u0627"),
    **dict.fromkeys("\u0649\u06cc\u06cd\u06ce\u06d0\u06d2", "\u064a"),
    **dict.fromkeys("\u06a9\u06aa\u06ac\u06ad\u06ae", "\u0643"),
    **dict.fromkeys("\u0629\u06be\u06c1\u06c3\u06d5", "\u0647"),
}
_SEVERAL = {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
_WITHIN = "'\"`´\u05f3\u05f4\u2018\u2019\u201b\u2032\uff07\u0640"


def _diacritic(letter: str) -> bool:
    combining = unicodedata.combining(letter)
    return 10 <= combining <= 36 or combining >= 200


def _dropped(letter: str) -> bool:
    return letter in _WITHIN or unicodedata.category(letter) == "Cf" or "\u02b0" <= letter <= "\u02ff"


def _between(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "LMN" and not _dropped(letter)


def _class(test: Callable[[str], bool]) -> str:
    """A class of a pattern: the characters for which `test` holds. What does not exist may be of any."""
    ranges: list[list[int]] = []
    within = False
    for code in range(1, _PLANES):
        letter = chr(code)
        if unicodedata.category(letter) in ("Cn", "Cs", "Co"):
            continue
        # Others are decomposed before they are looked at.
        if unicodedata.normalize("NFKD", letter) != letter:
            continue
        if test(letter) and within:
            ranges[-1][1] = code
        elif test(letter):
            ranges.append([code, code])
        within = test(letter)
    return "[" + "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in ranges) + "]"


_DIGITS = {
    chr(code): str(unicodedata.decimal(chr(code)))
    for code in range(0x80, 0x10000)
    if unicodedata.category(chr(code)) == "Nd" and unicodedata.normalize("NFKD", chr(code)) == chr(code)
}
_SINGLE = _SAME | _DIGITS
_UNIFIED = f"translate(folded, '{''.join(_SINGLE)}', '{''.join(_SINGLE.values())}')"
for _one, _two in _SEVERAL.items():
    _UNIFIED = f"replace({_UNIFIED}, '{_one}', '{_two}')"

FOLD = rf"""
CREATE FUNCTION designations_fold(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    folded text := name;
    plain boolean := name ~ '^[\u0001-\u007f]*$';
BEGIN
    IF NOT plain THEN
        folded := regexp_replace(normalize(folded, NFKD), '{_class(_diacritic)}', '', 'g');
    END IF;
    -- P.K.K. is PKK.
    folded := lower(regexp_replace(folded, '\m([[:alpha:]])\.(?=[[:alpha:]]\M)', '\1', 'g'));
    IF plain THEN
        RETURN rtrim(left(btrim(regexp_replace(translate(folded, '''"`', ''), '[^a-z0-9]+', ' ', 'g')), 500));
    END IF;
    IF folded ~ '[{"".join([*_SINGLE, *_SEVERAL])}]' THEN
        folded := {_UNIFIED};
    END IF;
    folded := regexp_replace(folded, '{_class(lambda letter: _dropped(letter) and not _diacritic(letter))}', '', 'g');
    folded := btrim(regexp_replace(folded, '{_class(_between)}+', ' ', 'g'));
    RETURN rtrim(left(normalize(folded, NFC), 500));
END $$
"""
# As `designations.text.latin` spells names; a test holds the two together.
PLAIN = rf"""
CREATE FUNCTION designations_plain(folded text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    spelt text;
BEGIN
    IF folded ~ '^[\u0001-\u007f]*$' THEN
        RETURN folded;
    END IF;
    SELECT string_agg(coalesce('{json.dumps(letters(), ensure_ascii=False)}'::jsonb ->> letter, letter), '' ORDER BY nth)
    INTO spelt FROM string_to_table(normalize(folded, NFD), NULL) WITH ORDINALITY AS t (letter, nth);
    spelt := rtrim(left(btrim(regexp_replace(spelt, ' +', ' ', 'g')), 500));
    RETURN CASE WHEN spelt = '' THEN folded ELSE spelt END;
END $$
"""  # noqa: S608
WORDS = """
CREATE FUNCTION designations_words(plain text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_to_tsvector(string_to_array(plain, ' '))
$$
"""
# Of three words and more: 'liberation tigers of tamil eelam' is ltte.
INITIALS = """
CREATE FUNCTION designations_initials(plain text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN count(*) > 2 THEN string_agg(left(word, 1), '' ORDER BY nth) ELSE '' END
    FROM string_to_table(plain, ' ') WITH ORDINALITY AS t (word, nth)
    WHERE word NOT IN ('of', 'the', 'and', 'for', 'in', 'a', 'al', 'an', 'de', 'la', 'del', 'du', 'des', 'fi', 'e', 'y', 'i')
$$
"""
# What the keys of some entities must be: each folded name once, under the best of the reasons to have it.
ENTITY_KEYS = """
CREATE FUNCTION designations_entity_keys(ids bigint[])
RETURNS TABLE (entity_id bigint, kind text, name text, script text, language text, folded text)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (entity_id, folded) entity_id, kind, name, script, language, folded FROM (
        SELECT e.id, 0, 'name', e.name, '', '', designations_fold(e.name)
        FROM designations_entity e WHERE e.id = ANY (ids)
        UNION ALL
        SELECT n.entity_id, 1, n.kind, n.name, n.script, n.language, designations_fold(n.name)
        FROM designations_entityname n WHERE n.entity_id = ANY (ids)
        UNION ALL
        SELECT spelt.entity_id, 2, 'on_list', spelt.name_on_list, '', '', designations_fold(spelt.name_on_list)
        FROM (
            SELECT DISTINCT d.entity_id, p.name_on_list
            FROM designations_designation d JOIN designations_period p ON p.designation_id = d.id
            WHERE d.entity_id = ANY (ids) AND upper_inf(p.known) AND p.name_on_list <> ''
        ) spelt
        UNION ALL
        SELECT e.id, 3, 'slug', e.slug, '', '', designations_fold(e.slug)
        FROM designations_entity e WHERE e.id = ANY (ids)
    ) AS key (entity_id, rank, kind, name, script, language, folded)
    WHERE folded <> '' ORDER BY entity_id, folded, rank, name
$$
"""
LIST_KEYS = """
CREATE FUNCTION designations_list_keys(ids bigint[])
RETURNS TABLE (list_id bigint, kind text, name text, script text, language text, folded text)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (l.id, designations_fold(key.name))
        l.id, key.kind, key.name, '', '', designations_fold(key.name)
    FROM designations_designationlist l JOIN designations_jurisdiction j ON j.id = l.jurisdiction_id
    CROSS JOIN LATERAL (VALUES
        (0, 'name', l.name), (1, 'native', l.native_name), (2, 'slug', l.slug), (3, 'authority', l.authority),
        (4, 'context', concat_ws(' ', l.slug, l.name, l.native_name, l.authority, j.name, j.code, j.slug))
    ) AS key (rank, kind, name)
    WHERE l.id = ANY (ids) AND designations_fold(key.name) <> ''
    ORDER BY l.id, designations_fold(key.name), key.rank
$$
"""
PLACE_KEYS = """
CREATE FUNCTION designations_jurisdiction_keys(ids bigint[])
RETURNS TABLE (jurisdiction_id bigint, kind text, name text, script text, language text, folded text)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (j.id, designations_fold(key.name))
        j.id, key.kind, key.name, '', '', designations_fold(key.name)
    FROM designations_jurisdiction j
    CROSS JOIN LATERAL (VALUES (0, 'name', j.name), (1, 'code', j.code), (2, 'slug', j.slug))
        AS key (rank, kind, name)
    WHERE j.id = ANY (ids) AND designations_fold(key.name) <> ''
    ORDER BY j.id, designations_fold(key.name), key.rank
$$
"""
# The keys of some subjects become what they must be; those that are right already are not written again.
KEEP = """
CREATE FUNCTION designations_index_{noun}(ids bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    WITH wanted AS MATERIALIZED (
        SELECT * FROM designations_{noun}_keys(ids)
    ), gone AS (
        DELETE FROM designations_searchkey k WHERE k.{noun}_id = ANY (ids) AND NOT EXISTS (
            SELECT 1 FROM wanted w WHERE w.{noun}_id = k.{noun}_id AND w.folded = k.folded
        )
    )
    INSERT INTO designations_searchkey AS k ({noun}_id, kind, name, script, language, folded, plain)
    SELECT w.{noun}_id, w.kind, w.name, w.script, w.language, w.folded, designations_plain(w.folded) FROM wanted w
    ON CONFLICT ({noun}_id, folded) WHERE {noun}_id IS NOT NULL DO UPDATE
        SET kind = excluded.kind, name = excluded.name, script = excluded.script, language = excluded.language
        WHERE (k.kind, k.name, k.script, k.language)
            <> (excluded.kind, excluded.name, excluded.script, excluded.language);
END $$
"""
KEEP_NAMES = """
CREATE FUNCTION designations_keep_{table}_keys() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {inserted}
    ELSIF TG_OP = 'UPDATE' THEN
        {updated}
    ELSE
        {deleted}
    END IF;
    RETURN NULL;
END $$
"""


def _keeping(table: str, *, inserted: str, updated: str, deleted: str = "NULL") -> str:
    return KEEP_NAMES.format(
        table=table, inserted=f"{inserted};", updated=f"{updated};", deleted=f"{deleted};"
    )


_ENTITIES = "PERFORM designations_index_entity(ARRAY({}))"
_ON_LIST = (
    "SELECT DISTINCT d.entity_id FROM {} JOIN designations_designation d ON d.id = p.designation_id "
    "WHERE p.name_on_list <> ''"
)
_LISTS = "PERFORM designations_index_list(ARRAY({}))"
_PLACES = "PERFORM designations_index_jurisdiction(ARRAY({}))"
_CHANGED = "FROM written w JOIN was o USING (id) WHERE "
KEEPING = {
    "entity": _keeping(
        "entity",
        inserted=_ENTITIES.format("SELECT id FROM written"),
        updated=_ENTITIES.format(f"SELECT id {_CHANGED} w.name <> o.name"),
    ),
    "entityname": _keeping(
        "entityname",
        inserted=_ENTITIES.format("SELECT DISTINCT entity_id FROM written"),
        updated=_ENTITIES.format("SELECT entity_id FROM written UNION SELECT entity_id FROM was"),
        deleted=_ENTITIES.format("SELECT DISTINCT entity_id FROM was"),
    ),
    "period": _keeping(
        "period",
        inserted=_ENTITIES.format(_ON_LIST.format("written p")),
        updated=_ENTITIES.format(
            _ON_LIST.format("(SELECT * FROM written UNION ALL SELECT * FROM was) p")  # noqa: S608
            + " AND NOT EXISTS (SELECT 1 FROM written w JOIN was o USING (id, designation_id, name_on_list) "
            "WHERE w.id = p.id AND upper_inf(w.known) = upper_inf(o.known))"
        ),
        deleted=_ENTITIES.format(_ON_LIST.format("was p")),
    ),
    "designationlist": _keeping(
        "designationlist",
        inserted=_LISTS.format("SELECT id FROM written"),
        updated=_LISTS.format("SELECT id FROM written"),
    ),
    "jurisdiction": _keeping(
        "jurisdiction",
        inserted=_PLACES.format("SELECT id FROM written"),
        updated=_PLACES.format("SELECT id FROM written")  # noqa: S608
        + ";\n"
        + _LISTS.format(
            "SELECT l.id FROM designations_designationlist l JOIN written w ON w.id = l.jurisdiction_id "
            "JOIN was o ON o.id = w.id WHERE (w.name, w.code) <> (o.name, o.code)"
        ),
    ),
}
# How alike names must be depends on their length, and an index reads that from a setting, which is put back. A
# SET clause of the function would need the right to set it wherever a dump is restored.
SPELT_LIKE = """
CREATE FUNCTION designations_spelt_like(sought text, threshold real, most integer)
RETURNS TABLE (id bigint, alike real) LANGUAGE plpgsql AS $$
DECLARE
    setting constant text := 'pg_trgm.word_similarity_threshold';
    -- Compared first, as that loads the module which knows the setting.
    before constant text := CASE WHEN word_similarity('', '') = 0 THEN current_setting(setting) END;
BEGIN
    PERFORM set_config(setting, threshold::text, true);
    RETURN QUERY
        SELECT k.id, greatest(similarity(k.plain, sought), 0.9::real * word_similarity(sought, k.plain))
        FROM designations_searchkey k WHERE sought <% k.plain AND k.kind <> 'context'
        ORDER BY 2 DESC, length(k.plain), k.id LIMIT most;
    PERFORM set_config(setting, before, true);
END $$
"""
FUNCTIONS = {
    "designations_fold(text)": FOLD,
    "designations_plain(text)": PLAIN,
    "designations_words(text)": WORDS,
    "designations_initials(text)": INITIALS,
    "designations_entity_keys(bigint[])": ENTITY_KEYS,
    "designations_list_keys(bigint[])": LIST_KEYS,
    "designations_jurisdiction_keys(bigint[])": PLACE_KEYS,
    **{f"designations_index_{n}(bigint[])": KEEP.format(noun=n) for n in ("entity", "list", "jurisdiction")},
    **{f"designations_keep_{table}_keys()": sql for table, sql in KEEPING.items()},
    "designations_spelt_like(text, real, integer)": SPELT_LIKE,
}
INDEXES = [
    "CREATE INDEX search_key_words ON designations_searchkey USING gin (designations_words(plain)) "
    "WITH (gin_pending_list_limit = 512)",
    "CREATE INDEX search_key_compact ON designations_searchkey (replace(plain, ' ', ''))",
    "CREATE INDEX search_key_initials ON designations_searchkey (designations_initials(plain)) "
    "WHERE designations_initials(plain) <> ''",
]
_TABLES = {
    "INSERT": "NEW TABLE AS written",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS written",
    "DELETE": "OLD TABLE AS was",
}
TRIGGERS = [
    f"CREATE TRIGGER search_keys_{when.lower()} AFTER {when} ON designations_{table} REFERENCING {tables} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION designations_keep_{table}_keys()"
    for table in KEEPING
    for when, tables in _TABLES.items()
]
FILL = [
    f"SELECT designations_index_{noun}(array_agg(id)) FROM designations_{table} GROUP BY id / 5000"  # noqa: S608
    for noun, table in {"entity": "entity", "list": "designationlist", "jurisdiction": "jurisdiction"}.items()
]


class Migration(migrations.Migration):
    dependencies = [("designations", "0015_imported")]

    operations = [
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("aka", "also known as"),
                            ("acronym", "abbreviation"),
                            ("native", "native name"),
                            ("former", "former name"),
                            ("spelling", "spelling"),
                            ("on_list", "name on a list"),
                            ("slug", "address"),
                            ("code", "code"),
                            ("authority", "authority"),
                            ("context", "all that a list is called, with its jurisdiction"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.TextField(help_text="As it is written.")),
                ("script", models.CharField(blank=True, max_length=4)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("folded", models.CharField(max_length=500)),
                (
                    "plain",
                    models.CharField(
                        help_text="The folded name in Latin letters, where it can be.", max_length=500
                    ),
                ),
                *(
                    (
                        noun,
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="search_keys",
                            to=f"designations.{model}",
                        ),
                    )
                    for noun, model in (
                        ("entity", "entity"),
                        ("jurisdiction", "jurisdiction"),
                        ("list", "designationlist"),
                    )
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("plain", "text_pattern_ops"),
                        name="search_key_plain",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("plain", "gin_trgm_ops"),
                        gin_pending_list_limit=512,
                        name="search_key_spelling",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entity__isnull", False),
                                ("jurisdiction__isnull", True),
                                ("list__isnull", True),
                            ),
                            models.Q(
                                ("entity__isnull", True),
                                ("jurisdiction__isnull", True),
                                ("list__isnull", False),
                            ),
                            models.Q(
                                ("entity__isnull", True),
                                ("jurisdiction__isnull", False),
                                ("list__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="search_key_of_one",
                    ),
                    *(
                        models.UniqueConstraint(
                            condition=models.Q((f"{noun}__isnull", False)),
                            fields=(noun, "folded"),
                            name=f"search_key_of_{short}",
                        )
                        for noun, short in (("entity", "entity"), ("list", "list"), ("jurisdiction", "place"))
                    ),
                ],
            },
        ),
        *(
            migrations.RunSQL([sql], [f"DROP FUNCTION {signature} CASCADE"])
            for signature, sql in FUNCTIONS.items()
        ),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
