"""One grant for a person in an audience, on SQLite too: it has no constraint with further columns, and had passed over it."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Count, Min


def merge(apps: Any, schema_editor: Any) -> None:
    """Of several grants one stays: the one that opened most."""
    grants = apps.get_model("audiences", "Grant").objects
    doubled = grants.values("audience", "person").annotate(count=Count("pk"), first=Min("since")).filter(count__gt=1)
    for each in list(doubled):
        same = grants.filter(audience=each["audience"], person=each["person"])
        kept = same.filter(since=each["first"]).first()
        same.exclude(pk=kept.pk).delete()


class Migration(migrations.Migration):
    dependencies = [("audiences", "0001_initial")]
    operations = [
        migrations.RunPython(merge, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="grant", name="audiences_one_grant_each"),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(fields=("audience", "person"), name="audiences_one_grant_each"),
        ),
    ]
