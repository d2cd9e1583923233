from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [
        migrations.RemoveField(model_name="answer", name="body"),
        migrations.RemoveField(model_name="answer", name="content_type"),
        migrations.AddField(model_name="answer", name="shown_at", field=models.TextField(default="")),
    ]
