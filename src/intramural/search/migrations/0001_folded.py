import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('search', '0001_initial'),
        ('search', '0003_without_beginnings'),
        ('search', '0004_shells'),
    ]

    dependencies = [
        ('posts', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Spelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('word', models.CharField(max_length=24)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'word'), name='search_spelling_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('post', 'Post'), ('shell', 'What may be known of a translucent post'), ('comment', 'Comment'), ('file', 'File'), ('person', 'Person'), ('space', 'Space'), ('topic', 'Topic')], max_length=8)),
                ('ref', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('language', models.CharField(blank=True, max_length=5)),
                ('words', models.TextField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.comment')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.attachment')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('kind', 'file'), ('version', 0)), fields=['ref'], name='search_file_unread')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'ref'), name='search_entry_once')],
            },
        ),
    ]
