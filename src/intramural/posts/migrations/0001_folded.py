import django.db.models.deletion
import intramural.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases that went through these on their way have come to the same (docs/decisions/0034).
    replaces = [
        ('posts', '0001_initial'),
        ('posts', '0002_files_read_and_removed'),
        ('posts', '0003_file_keys'),
        ('posts', '0004_releases'),
        ('posts', '0005_narrowing'),
        ('posts', '0006_embargoes'),
        ('posts', '0007_translucent'),
    ]

    dependencies = [
        ('audiences', '0001_folded'),
        ('people', '0001_folded'),
        ('spaces', '0001_folded'),
        ('topics', '0001_folded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('body', models.TextField()),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField()),
                ('released_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('origin', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='posts.comment')),
                ('quotes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quoted_in', to='posts.comment')),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('kind', models.CharField(choices=[('status', 'Status'), ('update', 'Update'), ('article', 'Article'), ('question', 'Question'), ('found', 'Found document'), ('idea', 'Idea'), ('kudos', 'Kudos'), ('poll', 'Poll'), ('album', 'Photo album')], default='update', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('deleted', 'Deleted')], default='draft', max_length=10)),
                ('audience_version', models.PositiveIntegerField(default=1)),
                ('is_taken_down', models.BooleanField(default=False)),
                ('summary', models.CharField(blank=True, max_length=300)),
                ('voice', models.CharField(choices=[('official', 'Official'), ('role', 'In my role'), ('personal', 'Personal view')], default='role', max_length=10)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('why_wide', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('plan', models.JSONField(default=dict)),
                ('begun_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('edited_at', models.DateTimeField(null=True)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('origin', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('accepted_answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='posts.comment')),
                ('audience', models.ForeignKey(default=2, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='audiences.audience')),
                ('audience_before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('grown_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grown_into', to='posts.post')),
                ('honours', models.ManyToManyField(related_name='honoured_in', to=settings.AUTH_USER_MODEL)),
                ('known_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('known_topics', models.ManyToManyField(related_name='posts_known', to='topics.topic')),
                ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='spaces.space')),
                ('topics', models.ManyToManyField(related_name='posts', to='topics.topic')),
                ('voice_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('released_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'published')), name='posts_stream'), models.Index(models.F('space'), models.OrderBy(models.F('released_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'published')), name='posts_in_space'), models.Index(models.F('author'), models.OrderBy(models.F('released_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'published')), name='posts_by_author'), models.Index(models.F('kind'), models.OrderBy(models.F('released_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'published')), name='posts_of_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('released_at__isnull', False)), _connector='OR'), name='posts_published_has_its_times'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), _negated=True), ('released_at', None), _connector='OR'), name='posts_draft_is_not_released'), models.CheckConstraint(condition=models.Q(('known_to', None), models.Q(models.Q(('title', ''), _negated=True), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='posts_known_by_title_and_summary'), models.CheckConstraint(condition=models.Q(('voice', 'official'), ('voice_unit', None), _negated=True), name='posts_official_names_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='PollOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='posts.post')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('post', 'position'), name='posts_option_position')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='posts.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='posts.post')),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='posts.comment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='posts.post')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='posts.post')),
            ],
        ),
        migrations.CreateModel(
            name='Embargo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_at', models.DateTimeField()),
                ('names', models.TextField(blank=True, help_text='A line each')),
                ('because', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('end', models.CharField(blank=True, choices=[('opened', 'Its time came'), ('lifted', 'Somebody opened it before'), ('called_off', 'It stays with the circle'), ('deleted', 'Its author deleted the post')], max_length=10)),
                ('audience_then', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audiences.audience')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space_then', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spaces.space')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='embargoes', to='posts.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['opens_at'], name='posts_opening')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('post',), name='posts_one_embargo')],
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='posts.post'),
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to='posts.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'post'), name='posts_bookmark_once')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=intramural.kit.ids.new, editable=False, max_length=13, unique=True)),
                ('kind', models.CharField(choices=[('image', 'Picture'), ('document', 'Document'), ('other', 'File'), ('link', 'A file that stayed in the system it came from')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_latest', models.BooleanField(default=True)),
                ('description', models.CharField(blank=True, help_text='What a picture shows, for who cannot see it', max_length=300)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('key', models.CharField(blank=True, editable=False, max_length=64)),
                ('thumbnail_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('preview_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('width', models.PositiveIntegerField(default=0)),
                ('height', models.PositiveIntegerField(default=0)),
                ('text', models.TextField(blank=True, editable=False)),
                ('is_read', models.BooleanField(default=False, editable=False)),
                ('url', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='posts.comment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='posts.post')),
            ],
            options={
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['sha256'], name='posts_file_hash'), models.Index(fields=['key'], name='posts_file_key'), models.Index(fields=['thumbnail_key'], name='posts_file_thumbnail_key'), models.Index(fields=['preview_key'], name='posts_file_preview_key'), models.Index(condition=models.Q(('is_read', False)), fields=['id'], name='posts_file_unread'), models.Index(condition=models.Q(('removed_at__isnull', False)), fields=['removed_at'], name='posts_file_removed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', True)), fields=('post', 'name', 'version'), name='posts_file_version'), models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('comment', 'name', 'version'), name='posts_comment_file_version')],
            },
        ),
        migrations.CreateModel(
            name='PostFollow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_follows', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='posts.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'post'), name='posts_follow_once')],
            },
        ),
        migrations.CreateModel(
            name='Provenance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('link', 'A link'), ('upload', 'A file'), ('mail', 'A forwarded mail')], default='link', max_length=10)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('made_by', models.CharField(blank=True, max_length=120)),
                ('owner', models.CharField(blank=True, max_length=120)),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='provenance', to='posts.post')),
            ],
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='posts.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='posts.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', True)), fields=('post', 'person', 'kind'), name='posts_react_once_to_post'), models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('comment', 'person', 'kind'), name='posts_react_once_to_comment')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.comment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('summary', models.CharField(blank=True, max_length=300)),
                ('replaced_at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='posts.comment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='posts.post')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', True)), fields=('post', 'number'), name='posts_revision_number'), models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('comment', 'number'), name='posts_comment_revision_number')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='posts.polloption')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='posts.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'person'), name='posts_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('embargo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='posts.embargo')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('embargo', 'person'), name='posts_agree_once')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['post', 'released_at', 'id'], name='posts_comments_of_a_post'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', 'released_at'], name='posts_comments_by_author'),
        ),
    ]
