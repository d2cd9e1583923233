from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('oversight', '0001_initial'),
        ('oversight', '0002_stretches'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Month',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(unique=True)),
                ('people', models.PositiveIntegerField(help_text='Members when it was counted', null=True)),
                ('posts', models.PositiveIntegerField()),
                ('for_everyone', models.PositiveIntegerField()),
                ('for_units', models.PositiveIntegerField()),
                ('writers', models.PositiveIntegerField()),
                ('files', models.PositiveIntegerField()),
                ('files_for_everyone', models.PositiveIntegerField()),
                ('files_for_units', models.PositiveIntegerField()),
                ('filers', models.PositiveIntegerField(help_text='People who attached them', null=True)),
                ('looked_at', models.PositiveIntegerField(help_text='Gated posts of three weeks, each there for a week at least', null=True)),
                ('hardly_reached', models.PositiveIntegerField(help_text='Of these: handed out to fewer than three people', null=True)),
                ('undiscussed', models.PositiveIntegerField(help_text='Posts in gated spaces, of all times, that fewer than three people could read then', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Incidents',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('posts', models.PositiveIntegerField(help_text='That others could read for the first time in these months')),
                ('kind', models.CharField(choices=[('concern', 'Concerns'), ('recovery', 'Repaired by their authors'), ('narrowing', 'Made smaller'), ('takedown', 'Taken down')], max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('ends', models.JSONField(default=dict)),
                ('noticed_within', models.DurationField(null=True)),
                ('contained_within', models.DurationField(null=True)),
                ('settled_within', models.DurationField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'first'), name='oversight_incidents_once')],
            },
        ),
        migrations.CreateModel(
            name='Speed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('posts', models.PositiveIntegerField(help_text='That others could read for the first time in these months')),
                ('asked', models.PositiveIntegerField(help_text='Posts about which somebody was asked first')),
                ('asked_within', models.DurationField()),
                ('unasked_within', models.DurationField()),
                ('asked_minded', models.PositiveIntegerField(null=True)),
                ('unasked_minded', models.PositiveIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first',), name='oversight_speed_once')],
            },
        ),
    ]
