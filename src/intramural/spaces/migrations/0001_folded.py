import django.db.models.deletion
import intramural.kit.clock
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('spaces', '0001_initial'),
        ('spaces', '0002_removals'),
    ]

    dependencies = [
        ('audiences', '0001_folded'),
        ('people', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('member', 'Member'), ('owner', 'Owner')], default='member', max_length=10)),
                ('joined_at', models.DateTimeField(default=intramural.kit.clock.now)),
                ('read_to', models.DateTimeField(default=intramural.kit.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Space',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('slug', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('social', 'Social'), ('project', 'Project'), ('practice', 'Practice'), ('unit', 'Unit'), ('official', 'Official'), ('external', 'External')], default='social', max_length=10)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('is_gated', models.BooleanField(default=False)),
                ('is_listed', models.BooleanField(default=True)),
                ('purpose', models.CharField(blank=True, max_length=300)),
                ('sunset_on', models.DateField(blank=True, null=True)),
                ('renewal_asked_at', models.DateTimeField(editable=False, null=True)),
                ('protects_history', models.BooleanField(default=False)),
                ('founded_at', models.DateTimeField(default=intramural.kit.clock.now, editable=False)),
                ('archived_at', models.DateTimeField(editable=False, null=True)),
                ('origin', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('circle', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='space', to='audiences.audience')),
                ('members', models.ManyToManyField(related_name='spaces', through='spaces.Membership', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spaces', to='people.unit')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['sunset_on'], name='spaces_sunset')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_gated', False), ('archived_at__isnull', False), models.Q(models.Q(('purpose', ''), _negated=True), ('sunset_on__isnull', False)), _connector='OR'), name='spaces_gated_has_purpose_and_sunset'), models.CheckConstraint(condition=models.Q(('is_listed', True), ('is_gated', True), _connector='OR'), name='spaces_unlisted_is_gated'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'external'), _negated=True), ('is_gated', True), _connector='OR'), name='spaces_external_is_gated')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField(default=intramural.kit.clock.now)),
                ('read_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='space_removals', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='spaces.space')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='spaces_removal_untold')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='space',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='spaces.space'),
        ),
        migrations.CreateModel(
            name='SpaceInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=intramural.kit.clock.now)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='space_invitations', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='spaces.space')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('space', 'person'), name='spaces_invited_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('space', 'person'), name='spaces_member_once'),
        ),
    ]
