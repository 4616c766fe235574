"""What was wrong is looked up by itself, for the page of corrections."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0017_change_subjects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("action__in", ["corrected", "retracted", "redacted"])),
                fields=["-seq"],
                name="change_wrong",
            ),
        ),
    ]
