"""What topics said of their steward and deputy becomes a stewardship."""

from typing import Any

from django.db import migrations


def move(apps: Any, schema_editor: Any) -> None:
    from intramural.kit import ids

    topics = apps.get_model("topics", "Topic").objects.exclude(steward=None, deputy=None)
    made = apps.get_model("stewards", "Stewardship")
    rows = [
        made(
            public_id=ids.new(),
            kind="topic",
            topic_id=topic.pk,
            steward_id=topic.steward_id,
            deputy_id=topic.deputy_id if topic.deputy_id != topic.steward_id else None,
        )
        for topic in topics.order_by("pk").iterator()
    ]
    made.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("stewards", "0001_initial"), ("topics", "0001_initial")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
