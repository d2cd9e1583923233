import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('mail', '0001_letters'),
        ('mail', '0002_received'),
        ('mail', '0003_notices'),
        ('mail', '0004_a_time_to_leave_by'),
        ('mail', '0005_consults'),
        ('mail', '0006_stewards_say'),
        ('mail', '0007_access'),
        ('mail', '0008_recalled_posts'),
    ]

    dependencies = [
        ('care', '0001_folded'),
        ('people', '0001_folded'),
        ('posts', '0001_folded'),
        ('stewards', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('said', models.CharField(default='', max_length=300)),
                ('last_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_doubt', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=20)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('answers_id', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='mail_answer_due')],
            },
        ),
        migrations.CreateModel(
            name='Left',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_id', models.CharField(max_length=13)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails_left', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'about_id'), name='mail_left_once')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(help_text='Such as "because you follow Pay"', max_length=200)),
                ('bundle', models.CharField(blank=True, choices=[('', 'A mail of its own'), ('daily', 'In the daily digest'), ('weekly', 'In the weekly digest')], default='', max_length=6)),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('leaving', 'Is being sent'), ('sent', 'Was taken by the mail server'), ('dropped', 'Was not to be sent any more'), ('refused', 'Was refused by the mail server'), ('unsure', 'Perhaps sent')], default='waiting', max_length=8)),
                ('due_at', models.DateTimeField()),
                ('until', models.DateTimeField(help_text='From when on it is too late to leave before it is put off; null: never', null=True)),
                ('claim', models.CharField(db_index=True, default='', max_length=13)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('is_doubtful', models.BooleanField(default=False, help_text='It may have left once already')),
                ('said', models.CharField(default='', max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id'], name='mail_due'), models.Index(condition=models.Q(('state', 'leaving')), fields=['changed_at'], name='mail_leaving'), models.Index(fields=['state', 'changed_at'], name='mail_ended')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', True)), fields=('person', 'post'), name='mail_post_once'), models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('person', 'comment'), name='mail_comment_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('recalled', 'An earlier mail is not for them any more'), ('narrowed', 'Their post was made smaller'), ('confirmed', 'They made a post smaller, and how to end that'), ('uphold', 'There is something that they may uphold'), ('agreed', 'What they narrowed was agreed'), ('ended', 'A narrowing has ended'), ('concern', 'Something was said in a private talk of theirs'), ('opened', 'Somebody has looked at whom their post reached'), ('wider', 'What they look after goes wider than they said'), ('entrusted', 'They look after something from now on, or no longer'), ('acts', 'They act for a steward who is away or has left'), ('brief', 'Their topics, once a week'), ('consult', 'They are asked about a draft'), ('remark', 'Something was said about a draft'), ('silence', 'Somebody has not answered about their draft in time'), ('day', 'The day has come before which they agreed not to share'), ('outcome', 'What became of a draft that they were asked about'), ('muted', 'The second thought about what they look after has muted itself'), ('access', 'Somebody asks them for access to a translucent post'), ('answered', 'What was answered when they asked for access')], max_length=10)),
                ('key', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('leaving', 'Is being sent'), ('sent', 'Was taken by the mail server'), ('dropped', 'Was not to be sent any more'), ('refused', 'Was refused by the mail server'), ('unsure', 'Perhaps sent')], default='waiting', max_length=8)),
                ('due_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('said', models.CharField(default='', max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.asked')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.message')),
                ('narrowing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.narrowing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
                ('remark', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.remark')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='care.accessrequest')),
                ('stewardship', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewards.stewardship')),
                ('words_of', models.ManyToManyField(related_name='+', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id'], name='mail_notice_due')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='mail_notice_once')],
            },
        ),
        migrations.CreateModel(
            name='Received',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('message_id', models.CharField(db_index=True, max_length=200)),
                ('waits_for', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('taken', 'Taken'), ('waiting', 'Waits for what it answers'), ('aside', 'Set aside'), ('program', 'Written by a program')], max_length=8)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('act', models.CharField(blank=True, max_length=20)),
                ('to', models.CharField(blank=True, max_length=254)),
                ('sender_domain', models.CharField(blank=True, max_length=253)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('raw_key', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='posts.comment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['waits_for'], name='mail_received_waits'), models.Index(fields=['state', 'at'], name='mail_received_kept'), models.Index(condition=models.Q(('raw_key', ''), _negated=True), fields=['raw_key'], name='mail_received_raw')],
            },
        ),
    ]
