"""Rulings where sources disagree, retractions that are proposed, and one more look at who reviews a draft."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import designations.models.fields

# A ruling belongs to the change that tells of it, and decides about an event that still stands.
CHECK_RULING = """
CREATE FUNCTION designations_check_ruling() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM designations_change c JOIN designations_event e ON e.public_id = c.subject_id
        WHERE c.seq = NEW.change_id AND c.subject_type = 'event' AND c.action = 'ruled' AND e.id = NEW.event_id
            AND c.actor_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'change % does not tell of a ruling on event % by the one who made it', NEW.change_id,
            NEW.event_id USING ERRCODE = 'check_violation';
    END IF;
    IF coalesce((
        SELECT v.retraction_reason FROM designations_eventversion v WHERE v.event_id = NEW.event_id
        ORDER BY v.version DESC LIMIT 1
    ), 'never published') <> '' THEN
        RAISE EXCEPTION 'event % does not stand: there is nothing to rule on', NEW.event_id
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM designations_require_fresh_change(NEW.change_id);
    RETURN NEW;
END $$
"""
# The days on which a partial date (DESIGN, 'Dates') can lie.
DAYS = r"""
CREATE FUNCTION designations_days(written text) RETURNS daterange LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE
        WHEN written ~ '^\d{4}$'
            THEN daterange(make_date(written::int, 1, 1), make_date(written::int, 12, 31), '[]')
        WHEN written ~ '^\d{4}-\d{2}$'
            THEN daterange((written || '-01')::date, ((written || '-01')::date + interval '1 month')::date, '[)')
        WHEN written LIKE '../%' THEN daterange(NULL, substr(written, 4)::date, '[]')
        WHEN written LIKE '%/%'
            THEN daterange(split_part(written, '/', 1)::date, split_part(written, '/', 2)::date, '[]')
        ELSE daterange(written::date, written::date, '[]')
    END
$$
"""
FUNCTIONS = {"designations_check_ruling()": CHECK_RULING, "designations_days(text)": DAYS}
TRIGGERS = [
    "CREATE TRIGGER check_ruling BEFORE INSERT ON designations_ruling "
    "FOR EACH ROW EXECUTE FUNCTION designations_check_ruling()",
    "CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON designations_ruling "
    "FOR EACH ROW EXECUTE FUNCTION designations_refuse()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0011_captures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("keep", "the event stands as it is published"),
                            ("date", "another date stands"),
                            ("withdraw", "the event did not happen as published, and is to be retracted"),
                            ("open", "the sources cannot be reconciled; the record shows both"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stands_on",
                    designations.models.fields.PartialDateField(
                        blank=True, help_text="The date that stands instead.", null=True
                    ),
                ),
                ("reason", models.CharField(help_text="Public, beside the event.", max_length=500)),
            ],
            options={
                "ordering": ["-change_id"],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="retracts",
            field=models.BooleanField(
                default=False, editable=False, help_text="Publishing it withdraws the event that it names."
            ),
        ),
        migrations.AlterField(
            model_name="change",
            name="action",
            field=models.CharField(
                choices=[
                    ("created", "created"),
                    ("published", "published"),
                    ("corrected", "corrected"),
                    ("retracted", "retracted"),
                    ("cited", "cited"),
                    ("edited", "edited"),
                    ("merged", "merged"),
                    ("unmerged", "unmerged"),
                    ("redacted", "redacted"),
                    ("ruled", "ruled on"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="citation",
            index=models.Index(
                condition=models.Q(("claimed_on__isnull", False), ("disputes", True), _connector="OR"),
                fields=["version"],
                name="citation_that_differs",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=["corrects"],
                condition=models.Q(
                    ("retracts", True), models.Q(("state__in", ["published", "rejected"]), _negated=True)
                ),
                name="draft_retraction_proposed_once",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["state", "created_at", "id"], name="draft_by_age"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer__isnull", True),
                    ("edited_by__isnull", True),
                    ("state", "rejected"),
                    models.Q(("reviewer", models.F("edited_by")), _negated=True),
                    _connector="OR",
                ),
                name="draft_reviewed_by_no_last_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("retracts", False), ("corrects__isnull", False), _connector="OR"),
                name="draft_retraction_names_its_event",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="change",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="ruling", to="designations.change"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="designations.event"
            ),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["event", "-change"], name="ruling_of_event"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="ruling_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "date"), ("stands_on__isnull", False)),
                    models.Q(models.Q(("outcome", "date"), _negated=True), ("stands_on__isnull", True)),
                    _connector="OR",
                ),
                name="ruling_date_where_one_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stands_on__isnull", True),
                    (
                        "stands_on__regex",
                        "^(\\d{4}(-\\d{2}(-\\d{2})?)?|\\.\\./\\d{4}-\\d{2}-\\d{2}|\\d{4}-\\d{2}-\\d{2}/\\d{4}-\\d{2}-\\d{2})$",
                    ),
                    _connector="OR",
                ),
                name="ruling_stands_form",
            ),
        ),
        *(
            migrations.RunSQL([sql], [f"DROP FUNCTION {signature} CASCADE"])
            for signature, sql in FUNCTIONS.items()
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
