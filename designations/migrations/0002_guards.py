"""What the database itself refuses, beyond the constraints on the models (DESIGN, section 4).

Each function says why it exists. The tests in `tests/designations/models/test_refusals.py` try to get round
every one of them in raw SQL, with the application's role. The search path is fixed in each, with temporary
tables last: otherwise a temporary table of the same name would be asked instead of the real one.
"""

from django.db import migrations

# Number and time come from the single clock row, locked first; the row follows once per statement, since a
# row updated thousands of times in one transaction is walked quadratically.
NUMBER_CHANGE = """
CREATE FUNCTION designations_number_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    clock designations_changeclock%ROWTYPE;
    last designations_change%ROWTYPE;
BEGIN
    IF NEW.seq <> 0 THEN
        RAISE EXCEPTION 'a change takes its number from the clock, it cannot choose %', NEW.seq
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO clock FROM designations_changeclock WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the change clock is missing: run the migrations' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO last FROM designations_change ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.at := greatest(clock_timestamp(), coalesce(last.at, '-infinity') + interval '1 microsecond');
    RETURN NEW;
END $$
"""
ADVANCE_CLOCK = """
CREATE FUNCTION designations_advance_clock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE designations_changeclock SET (seq, at) =
        (SELECT seq, at FROM designations_change ORDER BY seq DESC LIMIT 1)
    WHERE id = 1 AND seq < (SELECT max(seq) FROM designations_change);
    RETURN NULL;
END $$
"""
TAKE_CLOCK = """
CREATE FUNCTION designations_take_clock() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT seq FROM designations_changeclock WHERE id = 1 FOR UPDATE
$$
"""
KEEP_CLOCK = """
CREATE FUNCTION designations_keep_clock() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the change clock moves only with the log' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
REFUSE = """
CREATE FUNCTION designations_refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: rows of the public record are only inserted', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', HINT = 'Insert a new version, retract the event, or redact.';
END $$
"""
# A redaction leaves a tombstone that can be checked: the hash of what stood there, a reason, a change.
REDACT_CITATION = """
CREATE FUNCTION designations_redact_citation_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    tombstone designations_citation%ROWTYPE := OLD;
BEGIN
    tombstone.quote := 'sha256:' || encode(sha256(convert_to(OLD.quote, 'UTF8')), 'hex');
    tombstone.translation := '';
    tombstone.start := NULL;
    tombstone.end := NULL;
    tombstone.redacted_because := NEW.redacted_because;
    IF OLD.redacted_because = '' AND NEW.redacted_because <> '' AND NEW IS NOT DISTINCT FROM tombstone AND EXISTS (
        SELECT 1 FROM designations_eventversion v JOIN designations_event e ON e.id = v.event_id
        JOIN designations_change c ON c.subject_type = 'event' AND c.subject_id = e.public_id
        WHERE v.id = OLD.version_id AND c.action = 'redacted' AND c.at >= transaction_timestamp()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of designations_citation refused: a citation changes only by a logged redaction'
        USING ERRCODE = 'check_violation';
END $$
"""
REDACT_CAPTURE = """
CREATE FUNCTION designations_redact_capture_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    tombstone designations_capture%ROWTYPE := OLD;
BEGIN
    tombstone.text := 'sha256:' || OLD.sha256;
    tombstone.redacted_because := NEW.redacted_because;
    IF OLD.redacted_because = '' AND NEW.redacted_because <> '' AND NEW IS NOT DISTINCT FROM tombstone AND EXISTS (
        SELECT 1 FROM designations_source s
        JOIN designations_change c ON c.subject_type = 'source' AND c.subject_id = s.public_id
        WHERE s.id = OLD.source_id AND c.action = 'redacted' AND c.at >= transaction_timestamp()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of designations_capture refused: a capture changes only by a logged redaction'
        USING ERRCODE = 'check_violation';
END $$
"""
# A version under an old change number would rewrite what was known; a version after a retraction would undo it.
CHECK_VERSION = """
CREATE FUNCTION designations_check_version() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    last designations_eventversion%ROWTYPE;
BEGIN
    SELECT * INTO last FROM designations_eventversion
    WHERE event_id = NEW.event_id ORDER BY version DESC LIMIT 1;
    IF NEW.version <> coalesce(last.version, 0) + 1 THEN
        RAISE EXCEPTION 'version % of event % does not follow version %', NEW.version, NEW.event_id,
            coalesce(last.version, 0) USING ERRCODE = 'check_violation';
    END IF;
    IF last.retraction_reason <> '' THEN
        RAISE EXCEPTION 'event % is retracted, and a retraction is final', NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.retraction_reason <> '' AND last.id IS NULL THEN
        RAISE EXCEPTION 'event % was never published, it cannot be retracted', NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.designation_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM designations_designation d WHERE d.id = NEW.designation_id AND d.list_id = NEW.list_id
    ) THEN
        RAISE EXCEPTION 'the designation of event % is not on its list', NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM designations_require_fresh_change(NEW.change_id);
    RETURN NEW;
END $$
"""
FRESH_CHANGE = """
CREATE FUNCTION designations_require_fresh_change(number bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM designations_change c WHERE c.seq = number AND c.at >= transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'change % was not made in this transaction', number USING ERRCODE = 'check_violation';
    END IF;
END $$
"""
CHECK_CITATION = """
CREATE FUNCTION designations_check_citation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM designations_eventversion mine
        JOIN designations_eventversion newer USING (event_id)
        WHERE mine.id = NEW.version_id AND newer.version > mine.version
    ) THEN
        RAISE EXCEPTION 'citations go to the latest version of an event' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.capture_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM designations_capture c WHERE c.id = NEW.capture_id AND c.source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'the capture is not one of the cited source' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM designations_require_fresh_change(NEW.change_id);
    RETURN NEW;
END $$
"""
REQUIRE_CITATION = """
CREATE FUNCTION designations_require_citation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    checked bigint;
BEGIN
    IF TG_TABLE_NAME = 'designations_eventversion' THEN
        checked := NEW.id;
    ELSE
        checked := OLD.version_id;
    END IF;
    IF EXISTS (SELECT 1 FROM designations_eventversion v WHERE v.id = checked)
        AND NOT EXISTS (
            SELECT 1 FROM designations_citation c WHERE c.version_id = checked AND NOT c.disputes
        ) THEN
        RAISE EXCEPTION 'event version % has no supporting citation', checked USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
# Links that other people keep must not come to mean something else.
KEEP_SLUG = """
CREATE FUNCTION designations_keep_slug() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are not deleted: their address would die', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.slug <> OLD.slug THEN
        RAISE EXCEPTION 'the slug % is permanent', OLD.slug USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
KEEP_MERGE = """
CREATE FUNCTION designations_keep_merge() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND upper_inf(OLD.known) AND NOT upper_inf(NEW.known)
        AND lower(NEW.known) = lower(OLD.known)
        AND (NEW.id, NEW.entity_id, NEW.heir_id, NEW.reason) = (OLD.id, OLD.entity_id, OLD.heir_id, OLD.reason) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of a merge refused: a merge is only ended', TG_OP USING ERRCODE = 'check_violation';
END $$
"""
# The name and reference that an entry had on a day, from the history kept in a period.
NAME_ON = """
CREATE FUNCTION designations_name_on(names jsonb, day date) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT spell FROM jsonb_array_elements(names) WITH ORDINALITY AS t (spell, n)
    WHERE spell->>'since' IS NULL OR (spell->>'since')::date <= day ORDER BY n DESC LIMIT 1
$$
"""

FUNCTIONS = {
    "designations_number_change()": NUMBER_CHANGE,
    "designations_advance_clock()": ADVANCE_CLOCK,
    "designations_take_clock()": TAKE_CLOCK,
    "designations_keep_clock()": KEEP_CLOCK,
    "designations_refuse()": REFUSE,
    "designations_redact_citation_only()": REDACT_CITATION,
    "designations_redact_capture_only()": REDACT_CAPTURE,
    "designations_require_fresh_change(bigint)": FRESH_CHANGE,
    "designations_check_version()": CHECK_VERSION,
    "designations_check_citation()": CHECK_CITATION,
    "designations_require_citation()": REQUIRE_CITATION,
    "designations_keep_slug()": KEEP_SLUG,
    "designations_keep_merge()": KEEP_MERGE,
    "designations_name_on(jsonb, date)": NAME_ON,
}

_EACH = "{name} {when} ON designations_{table} FOR EACH ROW EXECUTE FUNCTION designations_{function}()"


def _trigger(name: str, when: str, table: str, function: str, kind: str = "TRIGGER") -> str:
    return f"CREATE {kind} " + _EACH.format(name=name, when=when, table=table, function=function)


TRIGGERS = [
    _trigger("number_change", "BEFORE INSERT", "change", "number_change"),
    "CREATE TRIGGER advance_clock AFTER INSERT ON designations_change FOR EACH STATEMENT "
    "EXECUTE FUNCTION designations_advance_clock()",
    _trigger("keep_clock", "BEFORE UPDATE OR DELETE", "changeclock", "keep_clock"),
    *(
        _trigger("insert_only", "BEFORE UPDATE OR DELETE", table, "refuse")
        for table in ("change", "event", "eventversion", "resolution")
    ),
    *(_trigger("never_deleted", "BEFORE DELETE", table, "refuse") for table in ("citation", "capture")),
    _trigger("redacted_only", "BEFORE UPDATE", "citation", "redact_citation_only"),
    _trigger("redacted_only", "BEFORE UPDATE", "capture", "redact_capture_only"),
    _trigger("check_version", "BEFORE INSERT", "eventversion", "check_version"),
    _trigger("check_citation", "BEFORE INSERT", "citation", "check_citation"),
    "CREATE CONSTRAINT TRIGGER has_citation AFTER INSERT ON designations_eventversion "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION designations_require_citation()",
    "CREATE CONSTRAINT TRIGGER keeps_citation AFTER UPDATE OR DELETE ON designations_citation "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION designations_require_citation()",
    *(
        _trigger("keep_slug", "BEFORE UPDATE OR DELETE", table, "keep_slug")
        for table in ("jurisdiction", "designationlist", "entity", "designation")
    ),
    _trigger("keep_merge", "BEFORE UPDATE OR DELETE", "merge", "keep_merge"),
]


class Migration(migrations.Migration):
    dependencies = [("designations", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL([sql], [f"DROP FUNCTION {signature} CASCADE"])
            for signature, sql in FUNCTIONS.items()
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
