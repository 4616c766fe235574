"""Names that read alike are found by an index, so that a page can name likely duplicates."""

from django.db import migrations

# Not quite the folding of designations.text.names, which decides in the end: what that holds for one name
# must be one here, too, and a few more do no harm. Marks, white space and punctuation go; Arabic letters that
# differ by keyboard become one.
LETTERS = r"""
CREATE FUNCTION designations_letters(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(
        regexp_replace(
            lower(normalize(name, NFKD)),
            '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u036f\u0591-\u05bf\u05c1-\u05f4]'
            '|[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u200b-\u206f]', '', 'g'),
        U&'\0671\0649\06cc\06a9\0629\06be\06c1\06d5\00f8\0142\0111\0131',
        U&'\0627\064a\064a\0643\0647\0647\0647\0647oldi')
$$
"""
INDEXES = {
    "designations_entity_letters": "CREATE INDEX designations_entity_letters "
    "ON designations_entity (designations_letters(name))",
    "designations_entityname_letters": "CREATE INDEX designations_entityname_letters "
    "ON designations_entityname (designations_letters(name))",
}


class Migration(migrations.Migration):
    dependencies = [("designations", "0013_accounts")]

    operations = [
        migrations.RunSQL([LETTERS], ["DROP FUNCTION designations_letters(text)"]),
        *(migrations.RunSQL([sql], [f"DROP INDEX {name}"]) for name, sql in INDEXES.items()),
    ]
