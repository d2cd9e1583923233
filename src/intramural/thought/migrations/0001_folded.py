import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('thought', '0001_initial'),
        ('thought', '0002_once'),
        ('thought', '0003_stock'),
        ('thought', '0004_unsaid'),
    ]

    dependencies = [
        ('posts', '0001_folded'),
        ('stewards', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Frequency',
            fields=[
                ('stem', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('texts', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texts', models.PositiveIntegerField(default=0)),
                ('threshold', models.FloatField(default=0.0)),
            ],
        ),
        migrations.CreateModel(
            name='Once',
            fields=[
                ('seal', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('week', models.CharField(db_index=True, max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name='Stock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField()),
                ('shown', models.PositiveIntegerField()),
                ('passed', models.PositiveIntegerField()),
                ('fine', models.PositiveIntegerField()),
                ('not_theirs', models.PositiveIntegerField()),
                ('muted', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.CharField(db_index=True, max_length=40)),
                ('words', models.CharField(max_length=340)),
                ('is_code_name', models.BooleanField(default=False)),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
            ],
        ),
        migrations.CreateModel(
            name='Stale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stewardship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
            ],
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('stems', models.TextField()),
                ('kept', models.TextField()),
                ('example', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.example')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
                ('stewardship', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stewardship__isnull', False)), fields=('stewardship', 'post'), name='thought_post_once'), models.UniqueConstraint(condition=models.Q(('stewardship', None)), fields=('post',), name='thought_ordinary_once'), models.UniqueConstraint(fields=('example',), name='thought_example_once')],
            },
        ),
        migrations.CreateModel(
            name='Print',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BigIntegerField()),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prints', to='thought.text')),
            ],
            options={
                'indexes': [models.Index(fields=['value', 'text'], name='thought_by_print')],
            },
        ),
        migrations.CreateModel(
            name='Unsaid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.CharField(db_index=True, max_length=40)),
                ('words', models.CharField(max_length=1000)),
                ('is_title', models.BooleanField(default=False)),
                ('embargo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.embargo')),
            ],
        ),
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=40)),
                ('weight', models.FloatField()),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
            ],
            options={
                'indexes': [models.Index(fields=['stem', 'stewardship', 'weight'], name='thought_by_stem')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signal', models.CharField(max_length=10)),
                ('shown', models.PositiveIntegerField(default=0)),
                ('passed', models.PositiveIntegerField(default=0)),
                ('fine', models.PositiveIntegerField(default=0)),
                ('not_theirs', models.PositiveIntegerField(default=0)),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='stewards.stewardship')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stewardship', 'signal'), name='thought_tally_once')],
            },
        ),
    ]
