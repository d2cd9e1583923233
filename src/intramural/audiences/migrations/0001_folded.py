import datetime
import django.db.models.deletion
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('audiences', '0001_initial'),
        ('audiences', '0002_one_grant_each'),
        ('audiences', '0003_people_beside_units'),
        ('audiences', '0004_widened'),
    ]

    dependencies = [
        ('people', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('everyone', 'Everyone here'), ('author', 'Only the author'), ('units', 'Units with their sub-units'), ('circle', 'The members of a space'), ('people', 'Named people'), ('widened', 'Another audience, and people let in one by one')], max_length=10)),
                ('key', models.CharField(default=intramural.kit.ids.new, max_length=120, unique=True)),
                ('also', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='widened', to='audiences.audience')),
                ('units', models.ManyToManyField(related_name='audiences', to='people.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                ('is_let_in', models.BooleanField(default=False)),
                ('audience', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='audiences.audience')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('audience', 'person'), name='audiences_one_grant_each')],
            },
        ),
        migrations.AddField(
            model_name='audience',
            name='people',
            field=models.ManyToManyField(related_name='audiences', through='audiences.Grant', to=settings.AUTH_USER_MODEL),
        ),
    ]
