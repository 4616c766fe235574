"""What a change is about, as columns of the log: who follows one list or entity reads an index."""

import django.db.models.fields.json
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("designations", "0016_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="about_entity",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        subject_type="event",
                        then=django.db.models.functions.comparison.Coalesce(
                            django.db.models.fields.json.KeyTextTransform("entity", "after"),
                            django.db.models.fields.json.KeyTextTransform("entity", "before"),
                        ),
                    ),
                    models.When(subject_type="entity", then="subject_id"),
                    output_field=models.TextField(),
                ),
                output_field=models.CharField(max_length=160, null=True),
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="about_kind",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        subject_type="event",
                        then=django.db.models.functions.comparison.Coalesce(
                            django.db.models.fields.json.KeyTextTransform("kind", "after"),
                            django.db.models.fields.json.KeyTextTransform("kind", "before"),
                        ),
                    ),
                    output_field=models.TextField(),
                ),
                output_field=models.CharField(max_length=40, null=True),
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="about_list",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        subject_type="event",
                        then=django.db.models.functions.comparison.Coalesce(
                            django.db.models.fields.json.KeyTextTransform("list", "after"),
                            django.db.models.fields.json.KeyTextTransform("list", "before"),
                        ),
                    ),
                    models.When(subject_type="list", then="subject_id"),
                    output_field=models.TextField(),
                ),
                output_field=models.CharField(max_length=160, null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("about_kind__isnull", False)),
                fields=["about_kind", "-seq"],
                name="change_about_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("about_list__isnull", False)),
                fields=["about_list", "-seq"],
                name="change_about_list",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("about_entity__isnull", False)),
                fields=["about_entity", "-seq"],
                name="change_about_entity",
            ),
        ),
    ]
