import datetime
import django.db.models.deletion
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('notifications', '0001_initial'),
        ('notifications', '0002_wishes_and_rhythms'),
        ('notifications', '0003_devices'),
        ('notifications', '0004_care'),
        ('notifications', '0005_consults'),
        ('notifications', '0006_stewards_say'),
        ('notifications', '0007_embargoes'),
        ('notifications', '0008_access'),
    ]

    dependencies = [
        ('care', '0001_folded'),
        ('people', '0001_folded'),
        ('posts', '0001_folded'),
        ('spaces', '0001_folded'),
        ('stewards', '0001_folded'),
        ('topics', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('endpoint', models.CharField(max_length=1000, unique=True)),
                ('host', models.CharField(max_length=253)),
                ('p256dh', models.CharField(max_length=90)),
                ('auth', models.CharField(max_length=30)),
                ('mark', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.session')),
            ],
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=13)),
                ('key', models.CharField(editable=False, max_length=60)),
                ('kind', models.CharField(choices=[('asked', 'Questions that name you'), ('mention', 'You are mentioned'), ('answer', 'Answers to your questions'), ('reply', 'Replies to what you wrote'), ('notice', 'Official posts that ask you to say that you have read them'), ('invitation', 'Invitations into spaces'), ('renewal', 'Spaces of yours near their end'), ('accepted', 'Your answer helped'), ('thanked', 'You are thanked'), ('concern', 'Private talks about a post'), ('consult', 'Drafts that you are asked about'), ('opinion', 'What is said about drafts'), ('outcome', 'What became of drafts that you were asked about'), ('narrowed', 'A post of yours is made smaller'), ('muted', 'The second thought about what you look after goes quiet'), ('opened', 'Whom a post of yours reached was looked at'), ('uphold', 'What was made smaller, and you may uphold'), ('wider', 'What you look after goes wider'), ('entrusted', 'What you are to look after'), ('unattended', 'What nobody looks after'), ('embargo', 'Posts of yours, or about what you look after, that are not before a day'), ('access', 'Requests for access to a post'), ('answered', 'Answers to a request for access'), ('comment', 'What is said under posts that you follow'), ('post', 'What is posted where you follow'), ('quiet', 'The weekly note on what was kept quiet')], max_length=10)),
                ('why', models.CharField(choices=[('you', 'It is meant for you'), ('post', 'You follow the post'), ('person', 'You follow who wrote it'), ('topic', 'You follow what it is about'), ('space', 'You are in the space')], max_length=6)),
                ('at', models.DateTimeField()),
                ('is_decided', models.BooleanField(default=False)),
                ('on_page', models.BooleanField(default=False)),
                ('is_quiet', models.BooleanField(default=False, help_text='It went by no way')),
                ('read_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('access', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.accessrequest')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.comment')),
                ('concern', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.concern')),
                ('consult', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.consult')),
                ('narrowing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.narrowing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
                ('space', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space')),
                ('stewardship', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='topics.topic')),
            ],
            options={
                'indexes': [models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('public_id'), descending=True), name='notifications_newest'), models.Index(condition=models.Q(('is_decided', False)), fields=['id'], name='notifications_undecided')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notifications_told_once'), models.UniqueConstraint(fields=('person', 'public_id'), name='notifications_line_of_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Push',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('leaving', 'Is being sent'), ('sent', 'Was taken by the push service'), ('dropped', 'Was not to be sent any more'), ('refused', 'Was refused by the push service'), ('unsure', 'Perhaps sent')], default='waiting', max_length=8)),
                ('due_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('claim', models.CharField(db_index=True, default='', max_length=13)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('is_doubtful', models.BooleanField(default=False, help_text='It may have left once already')),
                ('changed_at', models.DateTimeField()),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.device')),
                ('news', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.news')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id'], name='notifications_push_due'), models.Index(condition=models.Q(('state', 'leaving')), fields=['changed_at'], name='notifications_push_leaving'), models.Index(fields=['state', 'changed_at'], name='notifications_push_ended')],
                'constraints': [models.UniqueConstraint(fields=('news', 'device'), name='notifications_pushed_once')],
            },
        ),
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bundle', models.CharField(blank=True, choices=[('', 'Each at once'), ('daily', 'Together, every morning'), ('weekly', 'Together, on Monday morning')], default='daily', max_length=6)),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), null=True)),
                ('quiet_to', models.TimeField(default=datetime.time(7, 0), null=True)),
                ('only_at_work', models.BooleanField(default=False)),
                ('work_days', models.CharField(default='12345', help_text='1 is Monday', max_length=7)),
                ('work_from', models.TimeField(default=datetime.time(9, 0))),
                ('work_to', models.TimeField(default=datetime.time(17, 0))),
                ('notes_quiet', models.BooleanField(default=True, help_text='A weekly note on what was kept quiet')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('kind', 'Kind'), ('post', 'Post'), ('space', 'Space'), ('topic', 'Topic'), ('person', 'Person')], max_length=6)),
                ('key', models.CharField(max_length=40)),
                ('ways', models.CharField(blank=True, max_length=30)),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
                ('space', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='topics.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notifications_one_wish_each')],
            },
        ),
    ]
