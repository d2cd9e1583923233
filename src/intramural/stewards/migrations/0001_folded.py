import django.db.models.deletion
import intramural.kit.clock
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('stewards', '0001_initial'),
        ('stewards', '0002_from_topics'),
        ('stewards', '0003_watches'),
        ('stewards', '0004_unreleased'),
    ]

    dependencies = [
        ('people', '0001_folded'),
        ('topics', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('through', models.DateField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='away', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Stewardship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('kind', models.CharField(choices=[('topic', 'Topic'), ('function', 'Function'), ('unit', 'Unit'), ('source', 'Source')], default='topic', max_length=10)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('widest', models.CharField(choices=[('everyone', 'Everyone here'), ('unit', 'A unit'), ('space', 'A space'), ('named', 'Named people')], default='everyone', max_length=10)),
                ('asks', models.CharField(choices=[('ask', 'Ask me first'), ('tell', 'Tell me'), ('fine', 'It is fine')], default='tell', max_length=10)),
                ('fine', models.CharField(blank=True, max_length=300)),
                ('not_fine', models.CharField(blank=True, max_length=300)),
                ('answers_within', models.PositiveSmallIntegerField(default=8, help_text='Working hours')),
                ('phrases', models.TextField(blank=True, help_text='A line each')),
                ('code_names', models.TextField(blank=True, help_text='A line each')),
                ('since', models.DateTimeField(default=intramural.kit.clock.now, editable=False)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputised', to=settings.AUTH_USER_MODEL)),
                ('steward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stewarded', to=settings.AUTH_USER_MODEL)),
                ('topic', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stewardship', to='topics.topic')),
                ('unit', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stewardship', to='people.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'topic'), ('name', ''), ('topic__isnull', False), ('unit', None)), models.Q(('kind', 'unit'), ('name', ''), ('topic', None), ('unit__isnull', False)), models.Q(('kind__in', ('function', 'source')), ('topic', None), ('unit', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='stewards_over_one_thing'), models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('kind', 'name'), name='stewards_one_of_a_name'), models.CheckConstraint(condition=models.Q(('steward', None), ('deputy', None), models.Q(('steward', models.F('deputy')), _negated=True), _connector='OR'), name='stewards_deputy_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Example',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('added_at', models.DateTimeField(default=intramural.kit.clock.now, editable=False)),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='examples', to='stewards.stewardship')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Unreleased',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('opens_at', models.DateTimeField(db_index=True)),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unreleased', to='stewards.stewardship')),
            ],
            options={
                'ordering': ['opens_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('stewardship', 'name'), name='stewards_unreleased_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('beyond', models.CharField(choices=[('everyone', 'Everyone here'), ('unit', 'A unit'), ('space', 'A space'), ('named', 'Named people')], max_length=10)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stewardship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='stewards.stewardship')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stewardship', 'person'), name='stewards_one_watch_each')],
            },
        ),
    ]
