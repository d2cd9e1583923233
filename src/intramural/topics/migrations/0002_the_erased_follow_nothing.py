from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Forgets what those followed who were erased."""
    apps.get_model("topics", "TopicFollow").objects.filter(person__erased_at__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_folded"), ("people", "0001_folded")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
