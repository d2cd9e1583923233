from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('record', '0001_initial'),
        ('record', '0003_answers_without_words'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_id', models.BigIntegerField()),
                ('key', models.CharField(max_length=80)),
                ('request_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('location', models.TextField(default='')),
                ('shown_at', models.TextField(default='')),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='record_answer_age')],
                'constraints': [models.UniqueConstraint(fields=('by_id', 'key'), name='record_one_answer_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('by_id', models.BigIntegerField(null=True)),
                ('about', models.CharField(max_length=80)),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('handled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('handled_at__isnull', True)), fields=['id'], name='record_untold'), models.Index(fields=['about', 'id'], name='record_about')],
            },
        ),
    ]
