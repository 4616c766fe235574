"""The few versions that are not the first are looked up by themselves, by all readings of events."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0018_corrections_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="eventversion",
            index=models.Index(
                condition=models.Q(("version__gt", 1)), fields=["event", "change"], name="event_later_version"
            ),
        ),
    ]
