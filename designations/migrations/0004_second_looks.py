"""More that the database refuses: rows by which the past could be rewritten without touching an old row.

And two columns of drafts: who changed one last, and from which change a correction started.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Another transaction may have committed its change after this one began: a row that is visible although its
# writer is still under way can only be our own.
FRESH_CHANGE = """
CREATE OR REPLACE FUNCTION designations_require_fresh_change(number bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint := pg_current_xact_id()::text::bigint;
    writer bigint;
BEGIN
    SELECT (mine & ~4294967295) | c.xmin::text::bigint INTO writer
    FROM designations_change c WHERE c.seq = number AND c.at >= transaction_timestamp();
    IF writer IS NULL OR writer < mine OR pg_xact_status(writer::text::xid8) <> 'in progress' THEN
        RAISE EXCEPTION 'change % was not made in this transaction', number USING ERRCODE = 'check_violation';
    END IF;
END $$
"""
OLD_FRESH_CHANGE = """
CREATE OR REPLACE FUNCTION designations_require_fresh_change(number bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM designations_change c WHERE c.seq = number AND c.at >= transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'change % was not made in this transaction', number USING ERRCODE = 'check_violation';
    END IF;
END $$
"""
# What an event answers belongs to its version, and is known from the same change on.
CHECK_RESOLUTION = """
CREATE FUNCTION designations_check_resolution() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    answer designations_eventversion%ROWTYPE;
BEGIN
    SELECT * INTO answer FROM designations_eventversion WHERE id = NEW.answer_id;
    IF answer.event_id = NEW.event_id THEN
        RAISE EXCEPTION 'event % cannot answer itself', NEW.event_id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM designations_require_fresh_change(answer.change_id);
    RETURN NEW;
END $$
"""
CHECK_MERGE = """
CREATE FUNCTION designations_check_merge() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM designations_require_fresh_change(upper(NEW.known));
        RETURN NEW;
    END IF;
    IF lower_inf(NEW.known) OR NOT upper_inf(NEW.known) THEN
        RAISE EXCEPTION 'a merge begins with its change and is open' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM designations_require_fresh_change(lower(NEW.known));
    RETURN NEW;
END $$
"""
# A pair that became another would carry its whole history along.
KEEP_PAIR = """
CREATE FUNCTION designations_keep_pair() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.list_id, NEW.entity_id) <> (OLD.list_id, OLD.entity_id) THEN
        RAISE EXCEPTION 'the designation % stays the pair it is', OLD.slug USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
KEEP_PUBLIC_ID = """
CREATE FUNCTION designations_keep_public_id() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are not deleted: their address would die', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.public_id <> OLD.public_id THEN
        RAISE EXCEPTION 'the id % is permanent', OLD.public_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

FUNCTIONS = {
    "designations_check_resolution()": CHECK_RESOLUTION,
    "designations_check_merge()": CHECK_MERGE,
    "designations_keep_pair()": KEEP_PAIR,
    "designations_keep_public_id()": KEEP_PUBLIC_ID,
}
_EACH = (
    "CREATE TRIGGER {name} BEFORE {when} ON designations_{table} "
    "FOR EACH ROW EXECUTE FUNCTION designations_{name}()"
)
TRIGGERS = [
    _EACH.format(name="check_resolution", when="INSERT", table="resolution"),
    _EACH.format(name="check_merge", when="INSERT OR UPDATE", table="merge"),
    _EACH.format(name="keep_pair", when="UPDATE", table="designation"),
    *(
        _EACH.format(name="keep_public_id", when="UPDATE OR DELETE", table=table)
        for table in ("source", "act")
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0003_alerts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="corrects_seq",
            field=models.BigIntegerField(
                editable=False, help_text="The last change that a correction started from.", null=True
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="edited_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Who changed it last; like its author, no second person.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL([FRESH_CHANGE], [OLD_FRESH_CHANGE]),
        *(
            migrations.RunSQL([sql], [f"DROP FUNCTION {signature} CASCADE"])
            for signature, sql in FUNCTIONS.items()
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
