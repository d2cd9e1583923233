import django.db.models.deletion
import django.db.models.functions.text
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_invitation_nonce'),
        ('people', '0003_mails_that_wait'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PasswordAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254)),
                ('asked_at', models.DateTimeField()),
                ('mail_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('handle', models.CharField(max_length=40, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ('name', models.CharField(db_index=True, max_length=120)),
                ('pronouns', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('level', models.CharField(choices=[('worker', 'Worker'), ('manager', 'Manager'), ('executive', 'Executive')], default='worker', max_length=10)),
                ('site', models.CharField(blank=True, db_index=True, max_length=80)),
                ('languages', models.CharField(blank=True, help_text='Separated by commas', max_length=120)),
                ('working_hours', models.CharField(blank=True, max_length=120)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('ask_me_about', models.CharField(blank=True, max_length=300)),
                ('about', models.TextField(blank=True, max_length=2000)),
                ('photo_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('standing', models.CharField(choices=[('member', 'Member'), ('guest', 'Guest'), ('imported', 'Brought in from another system, not yet invited')], default='member', max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('is_operator', models.BooleanField(default=False)),
                ('undo_seconds', models.PositiveSmallIntegerField(default=20)),
                ('joined_at', models.DateTimeField(editable=False, null=True)),
                ('deactivated_at', models.DateTimeField(editable=False, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('origin', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('scopes', models.JSONField(default=list)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=255)),
                ('origin', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.unit')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('parent', 'name'), name='people_unit_name_in_its_parent'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='people_unit_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='people.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='people_delegation_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.unit'),
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('followed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='following', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'followed'), name='people_follow_once'), models.CheckConstraint(condition=models.Q(('person', models.F('followed')), _negated=True), name='people_not_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default='', editable=False, max_length=26)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('mail', models.CharField(choices=[('waiting', 'Waits to be sent'), ('leaving', 'Is being sent'), ('sent', 'Was taken by the mail server'), ('refused', 'Was refused by the mail server'), ('unsure', 'Was sent, and nobody said whether it was taken')], default='waiting', max_length=10)),
                ('mail_said', models.CharField(blank=True, max_length=300)),
                ('mail_tries', models.PositiveSmallIntegerField(default=0)),
                ('mail_at', models.DateTimeField(null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['mail', 'mail_at'], name='people_invitation_mail')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('device', models.CharField(blank=True, max_length=120)),
                ('started_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'started_at'], name='people_session_person')],
            },
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['is_active', 'standing'], name='people_active_members'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='people_one_person_an_address'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('handle'), name='people_one_person_a_handle'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('undo_seconds__lte', 120)), name='people_undo_within_two_minutes'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('is_active', True), ('standing', 'imported'), _negated=True), name='people_imported_cannot_sign_in'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('is_active', False), models.Q(('deactivated_at__isnull', True), ('erased_at__isnull', True)), _connector='OR'), name='people_gone_cannot_sign_in'),
        ),
    ]
