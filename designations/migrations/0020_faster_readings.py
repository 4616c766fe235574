"""How lists stand on a day is read from an index, and what is proposed stands by day on its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

BY_DAY = (F("hi").desc(nulls_last=True), F("event_id").desc())
PROPOSED = Q(("kind__in", ["delisting_proposed", "legal_change_proposed", "listing_proposed"]))


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0019_later_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="period",
            index=models.Index(
                fields=["designation"],
                include=("known", "valid", "status", "start_lo", "start_hi", "end_lo", "end_hi"),
                name="period_states",
            ),
        ),
        migrations.AlterField(
            model_name="period",
            name="designation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="periods",
                to="designations.designation",
            ),
        ),
        migrations.AddIndex(
            model_name="eventversion",
            index=models.Index(*BY_DAY, condition=PROPOSED, name="proposal_by_day"),
        ),
        migrations.AddIndex(
            model_name="eventversion",
            index=models.Index(F("list"), *BY_DAY, condition=PROPOSED, name="proposal_of_list"),
        ),
    ]
