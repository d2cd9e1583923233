from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q


def put_out(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes guests whom an operator placed in a unit out of it, and out of what is addressed to units; who was named stays."""
    person, grant = apps.get_model("people", "Person"), apps.get_model("audiences", "Grant")
    placed = person.objects.filter(standing="guest", unit__isnull=False)
    of_units = Q(audience__kind="units") | Q(audience__base__kind="units", is_let_in=False)
    named = Q(audience__also=F("person")) | Q(audience__base__also=F("person"))
    grant.objects.filter(pk__in=[*grant.objects.filter(of_units, person__in=placed).exclude(named).values_list("pk", flat=True)]).delete()
    placed.update(unit=None)


class Migration(migrations.Migration):
    dependencies = [("audiences", "0001_folded"), ("people", "0003_comes_as")]

    operations = [migrations.RunPython(put_out, migrations.RunPython.noop)]
