"""A topic's names in each language, and what was loaded of the starter library in each."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def copy_digests(apps, schema_editor):
    topics = apps.get_model("library", "Topic").objects.filter(pk=OuterRef("topic"))
    apps.get_model("library", "Explanation").objects.update(starter_digest=Subquery(topics.values("starter_digest")[:1]))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.AddField("explanation", "lay_name", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("explanation", "medical_name", models.CharField(blank=True, default="", max_length=160)),
        migrations.AddField("explanation", "starter_digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("explanation", "synonyms", models.JSONField(blank=True, default=list)),
        migrations.RunPython(copy_digests, migrations.RunPython.noop),
        migrations.RemoveField("topic", "starter_digest"),
    ]
