from hashlib import sha256

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Leaves a digest of what another system called those who were erased."""
    known = list(apps.get_model("imports", "KnownAs").objects.filter(person__erased_at__isnull=False))
    for each in known:
        each.origin = f"gone:{sha256(each.origin.encode()).hexdigest()}"
    apps.get_model("imports", "KnownAs").objects.bulk_update(known, ["origin"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_folded"), ("people", "0001_folded")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
