import django.db.models.deletion
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('care', '0001_narrowings_and_concerns'),
        ('care', '0002_consults'),
        ('care', '0003_stewards_say'),
        ('care', '0004_access'),
    ]

    dependencies = [
        ('audiences', '0001_folded'),
        ('people', '0001_folded'),
        ('posts', '0001_folded'),
        ('stewards', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('kind', models.CharField(choices=[('question', 'I have a question'), ('narrow', 'Could it be for fewer people?'), ('takedown', 'Could it be taken down?'), ('unsure', 'I am not sure, and would like to talk'), ('overshared', 'I overshared'), ('narrowing', 'About a post that is smaller now')], max_length=10)),
                ('raised_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('lesson', models.CharField(blank=True, max_length=300)),
                ('lesson_is_named', models.BooleanField(default=False)),
                ('lesson_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='posts.post')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['raised_at'], name='care_concerns_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('post', 'raised_by'), name='care_one_open_concern_each')],
            },
        ),
        migrations.CreateModel(
            name='Consult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('plan', models.JSONField(default=dict)),
                ('meant_for', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('asked_at', models.DateTimeField()),
                ('reminds_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('end', models.CharField(blank=True, choices=[('shared', 'It was shared'), ('discarded', 'The draft was thrown away'), ('called_off', 'The author called it off')], max_length=10)),
                ('dissent', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(related_name='+', to='posts.attachment')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consults', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(fields=['by', 'asked_at'], name='care_consults_of_an_author'), models.Index(condition=models.Q(('closed_at__isnull', True), ('reminds_on__isnull', False)), fields=['reminds_on'], name='care_consults_days')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('post',), name='care_one_open_consult')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('', 'Has not answered yet'), ('fine', 'It is fine'), ('if', 'It is fine, if'), ('dont', 'Please don’t'), ('not_mine', 'It is not mine')], max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('unanswered_at', models.DateTimeField(null=True)),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passed_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stewardship', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stewards.stewardship')),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='care.consult')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('answered_at', None), ('unanswered_at', None)), fields=['due_at'], name='care_asked_due')],
                'constraints': [models.UniqueConstraint(fields=('consult', 'person'), name='care_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='care.concern')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Narrowing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('because', models.CharField(max_length=300)),
                ('ground', models.CharField(blank=True, max_length=300)),
                ('is_takedown', models.BooleanField(default=False)),
                ('narrowed_at', models.DateTimeField()),
                ('lapses_at', models.DateTimeField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('upheld_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end', models.CharField(blank=True, choices=[('lapsed', 'Nobody agreed in time'), ('steward', 'Ended by who looks after it'), ('author', 'Ended by its author'), ('deleted', 'Its author deleted the post')], max_length=8)),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='narrowings', to='posts.post')),
                ('stewardship', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stewards.stewardship')),
                ('upheld_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True), ('lapses_at__isnull', False)), fields=['lapses_at'], name='care_lapsing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('post',), name='care_one_narrowing_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('raised', 'Raised it'), ('author', 'Wrote the post'), ('cares', 'Looks after its topic')], max_length=6)),
                ('closed_at', models.DateTimeField(null=True)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='care.concern')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('concern', 'person'), name='care_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('', 'Has not answered yet'), ('fine', 'It is fine'), ('if', 'It is fine, if'), ('dont', 'Please don’t'), ('not_mine', 'It is not mine')], max_length=8)),
                ('body', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='care.consult')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('version', models.PositiveIntegerField()),
                ('has_words', models.BooleanField(default=False)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('base_title', models.CharField(blank=True, max_length=200)),
                ('base_body', models.TextField(blank=True)),
                ('audience', models.JSONField(default=dict)),
                ('meant_for', models.CharField(blank=True, max_length=300)),
                ('not_before', models.DateField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('remark', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='offer', to='care.remark')),
            ],
        ),
        migrations.CreateModel(
            name='Sealed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.JSONField()),
                ('at', models.DateTimeField()),
                ('narrowing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sealed', to='care.narrowing')),
            ],
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'Not now')], max_length=3)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True), ('reminded_at__isnull', True)), fields=['asked_at'], name='care_access_waits')],
                'constraints': [models.UniqueConstraint(fields=('post', 'by'), name='care_access_asked_once')],
            },
        ),
    ]
