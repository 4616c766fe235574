"""The few versions that are not the first are looked up by themselves, by all readings of events.

And the events of a list and of a kind stand in their indexes in the order in which pages show them.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F


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
        migrations.RemoveIndex(model_name="eventversion", name="event_by_list"),
        migrations.RemoveIndex(model_name="eventversion", name="event_by_kind"),
        *(
            migrations.AddIndex(
                model_name="eventversion",
                index=models.Index(
                    F(column), F("hi").desc(nulls_last=True), F("event_id").desc(), name=f"event_of_{column}"
                ),
            )
            for column in ("list", "kind")
        ),
    ]
