"""Accounts of the desk: what happened to them, their sessions, and attempts to sign in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# The trail of the accounts would be worth little if whoever it tells of could rewrite it.
INSERT_ONLY = """
CREATE FUNCTION designations_keep_trail() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the audit trail is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END $$
"""
TRIGGER = """
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON designations_accountevent
FOR EACH ROW EXECUTE FUNCTION designations_keep_trail()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0012_rulings"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agent",
                    models.CharField(
                        blank=True, help_text="The browser and the system, no more.", max_length=60
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, help_text="The network, not the machine.", max_length=50),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk",
                        to="sessions.session",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-last_seen_at"],
            },
        ),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["key", "-at"], name="sign_in_attempt_key")],
            },
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "signed in"),
                            ("sign_in_failed", "failed to sign in"),
                            ("sign_in_barred", "was barred from signing in for a while"),
                            ("signed_out", "signed out"),
                            ("code_refused", "gave a wrong code"),
                            ("recovery_code_used", "used a recovery code"),
                            ("device_enrolled", "enrolled a device"),
                            ("device_reset", "reset the devices"),
                            ("recovery_codes_made", "made recovery codes"),
                            ("password_changed", "changed the password"),
                            ("session_ended", "ended sessions"),
                            ("account_created", "created the account"),
                            ("account_changed", "changed the account"),
                            ("group_changed", "changed a group"),
                            ("exported", "exported"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="The network it came from, not the machine.", max_length=50
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500)),
                (
                    "account",
                    models.ForeignKey(
                        help_text="Whose account.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Who did it; nobody where the person did not prove to be anybody.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "permissions": [("manage_account", "Can end the sessions and reset the devices of others")],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="account_event_at"),
                    models.Index(fields=["kind", "-at"], name="account_event_kind"),
                ],
            },
        ),
        migrations.RunSQL([INSERT_ONLY], ["DROP FUNCTION designations_keep_trail() CASCADE"]),
        migrations.RunSQL([TRIGGER], migrations.RunSQL.noop),
    ]
