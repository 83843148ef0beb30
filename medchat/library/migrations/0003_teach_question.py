"""The question by which patients are asked to tell a topic in their own words, where the care team writes one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0002_names_by_language")]

    operations = [
        migrations.AddField("revision", "teach_question", models.CharField(blank=True, default="", max_length=200)),
    ]
