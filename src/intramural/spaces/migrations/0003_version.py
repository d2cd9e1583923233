from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0002_opened_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='space',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
