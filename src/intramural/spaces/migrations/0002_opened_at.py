from django.db import migrations, models


def from_the_journal(apps, schema_editor):
    """When the spaces were opened that had been gated."""
    Space = apps.get_model("spaces", "Space")
    for entry in apps.get_model("record", "Entry").objects.filter(name="SpaceOpened").order_by("pk"):
        Space.objects.filter(pk=entry.facts["space_id"]).update(opened_at=entry.at)


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0001_folded'),
        ('spaces', '0001_folded'),
    ]

    operations = [
        migrations.AddField(
            model_name='space',
            name='opened_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(from_the_journal, migrations.RunPython.noop),
    ]
