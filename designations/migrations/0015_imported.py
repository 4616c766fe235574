"""That a file of drafts was imported is written down, as it is of one that was exported."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0014_entities"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accountevent",
            name="kind",
            field=models.CharField(
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
                    ("imported", "imported"),
                ],
                max_length=20,
            ),
        ),
    ]
