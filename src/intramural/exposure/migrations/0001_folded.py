from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('exposure', '0001_initial'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_id', models.BigIntegerField()),
                ('person_id', models.BigIntegerField()),
                ('way', models.CharField(choices=[('page', 'On a page'), ('mail', 'By mail'), ('push', 'Pushed to a device: that it is there, and no word of it'), ('file', 'Downloaded a file'), ('api', 'By a program'), ('search', 'An excerpt among what a search found')], max_length=6)),
                ('on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['on'], name='exposure_age')],
                'constraints': [models.UniqueConstraint(fields=('post_id', 'way', 'person_id'), name='exposure_once_a_way')],
            },
        ),
    ]
