from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from intramural.audiences.models import AUTHOR, Audience
from intramural.audiences.visibility import KnownTo, VisibleTo
from intramural.kit import clock, ids
from intramural.people.models import Person, Unit
from intramural.posts.replies import SaidTo
from intramural.spaces.models import Space
from intramural.topics.models import Topic


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> PostQuerySet:
        """The posts that the viewer may read now: released and addressed to them, or their own. Never the deleted."""
        return self.exclude(state=Post.State.DELETED).filter(VisibleTo(viewer))

    def released_to(self, viewer: Any) -> PostQuerySet:
        """As `visible_to`, without drafts and what is still in its author's undo window: what lists show."""
        sight = VisibleTo(viewer)
        return self.filter(sight, state=Post.State.PUBLISHED, released_at__lte=sight.viewer.now)

    def known_to(self, viewer: Any) -> PostQuerySet:
        """The translucent posts that the viewer may know of by their shell: title, author and one sentence, and nothing else.

        Some of them they may read too.
        """
        return self.filter(KnownTo(viewer), state=Post.State.PUBLISHED)


class Post(models.Model):
    """Something said. Its audience is one row in `audiences`; `audience_version` goes up whenever that changes.

    A translucent one is known to more people than may read it: `known_to` are who may see its title, its author and `summary`.
    """

    class Kind(models.TextChoices):
        STATUS = "status", "Status"
        UPDATE = "update", "Update"
        ARTICLE = "article", "Article"
        QUESTION = "question", "Question"
        FOUND = "found", "Found document"
        IDEA = "idea", "Idea"
        KUDOS = "kudos", "Kudos"
        POLL = "poll", "Poll"
        ALBUM = "album", "Photo album"

    UNTITLED = (Kind.STATUS, Kind.KUDOS)
    """Kinds whose words are all there is."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        DELETED = "deleted", "Deleted"

    class Voice(models.TextChoices):
        OFFICIAL = "official", "Official"
        ROLE = "role", "In my role"
        PERSONAL = "personal", "Personal view"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.UPDATE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="posts")
    space = models.ForeignKey(Space, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, default=AUTHOR, related_name="posts")
    audience_version = models.PositiveIntegerField(default=1)
    # While it is narrowed: whom it was for before, and is for again when that ends. See `actions.narrow`.
    audience_before = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_taken_down = models.BooleanField(default=False)
    known_to = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(max_length=300, blank=True)
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.ROLE)
    voice_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True, editable=False)
    why_wide = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    grown_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="grown_into")
    accepted_answer = models.ForeignKey("Comment", null=True, on_delete=models.SET_NULL, related_name="+")
    topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField(Topic, related_name="posts")
    # Those of its topics that stand in the summary: who knows of it may know of these.
    known_topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField(Topic, related_name="posts_known")
    honours: models.ManyToManyField[Person, Any] = models.ManyToManyField(Person, related_name="honoured_in")
    # A draft remembers where it is meant to go (audience choice, poll options …) until it goes there.
    plan = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=200, unique=True, null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="posts_published_has_its_times",
                condition=~Q(state="published") | Q(published_at__isnull=False, released_at__isnull=False),
            ),
            models.CheckConstraint(name="posts_draft_is_not_released", condition=~Q(state="draft") | Q(released_at=None)),
            models.CheckConstraint(
                name="posts_known_by_title_and_summary", condition=Q(known_to=None) | ~Q(title="") & ~Q(summary="")
            ),
            models.CheckConstraint(name="posts_official_names_a_unit", condition=~Q(voice="official", voice_unit=None)),
        ]
        indexes: ClassVar = [
            models.Index(F("released_at").desc(), F("id").desc(), name="posts_stream", condition=Q(state="published")),
            models.Index(
                F("space"), F("released_at").desc(), F("id").desc(), name="posts_in_space", condition=Q(state="published")
            ),
            models.Index(
                F("author"), F("released_at").desc(), F("id").desc(), name="posts_by_author", condition=Q(state="published")
            ),
            models.Index(
                F("kind"), F("released_at").desc(), F("id").desc(), name="posts_of_kind", condition=Q(state="published")
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_out(self) -> bool:
        """Whether its author's undo window has ended, so that others may have read it."""
        return self.released_at is not None and self.released_at <= clock.now()

    @property
    def voice_label(self) -> str:
        """The label that page, mail, API and print carry (R113): "Official for Operations", "In my role", …"""
        if self.voice == self.Voice.OFFICIAL and self.voice_unit is not None:
            return f"Official for {self.voice_unit.name}"
        return self.get_voice_display()


class Provenance(models.Model):
    """Where a found document comes from (R8): the sharer did not make it."""

    class Way(models.TextChoices):
        LINK = "link", "A link"
        UPLOAD = "upload", "A file"
        MAIL = "mail", "A forwarded mail"

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="provenance")
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.LINK)
    url = models.URLField(max_length=1000, blank=True)
    made_by = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.owner or self.made_by or self.url


class Revision(models.Model):
    """What a post or comment said before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    comment = models.ForeignKey("Comment", null=True, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    summary = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="posts_revision_number", fields=["post", "number"], condition=Q(comment__isnull=True)
            ),
            models.UniqueConstraint(
                name="posts_comment_revision_number", fields=["comment", "number"], condition=Q(comment__isnull=False)
            ),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.number}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Any) -> CommentQuerySet:
        """The comments that the viewer may read: of posts they may read, released or their own, not deleted; see `replies`."""
        sight = VisibleTo(viewer, of="post__")
        return self.filter(
            sight,
            SaidTo(sight.viewer),
            Q(released_at__lte=sight.viewer.now) | Q(author_id=sight.viewer.id),
            deleted_at__isnull=True,
        ).exclude(post__state=Post.State.DELETED)


class Comment(models.Model):
    """A reply to a post, or to such a reply: one level of threads. It has its post's audience and none of its own."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="comments")
    body = models.TextField()
    body_html = models.TextField(blank=True, editable=False)
    quotes = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="quoted_in")
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField()
    released_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=200, unique=True, null=True, editable=False)

    # What `queries.thread` and `queries.newest` add for one viewer: see there.
    replies_shown: list[Comment]
    quote_shown: Comment | None
    reactions_shown: dict[str, tuple[int, bool]]
    files_shown: tuple[Any, ...]
    is_waiting: bool
    # What `talk.comments` adds.
    parent_shown: Comment | None

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(name="posts_comments_of_a_post", fields=["post", "released_at", "id"]),
            models.Index(name="posts_comments_by_author", fields=["author", "released_at"]),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return f"/comments/{self.public_id}/"

    @property
    def tallies(self) -> list[Tally]:
        return tallies(self.reactions_shown)


class Release(models.Model):
    """A post or comment that was published here and whose undo window may still be open; gone once others can read it.

    What a list shows follows from `released_at` alone. This is for what is told to people who did not ask: real time,
    notifications, mail. What was brought in from elsewhere has none, and nobody is told of it.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.comment_id or self.post_id} at {self.due_at:%H:%M:%S}"


class Reaction(models.Model):
    """One person's reaction. The six built-in ones are words; what was brought in keeps its own ("emoji:tada")."""

    class Kind(models.TextChoices):
        THANK = "thank", "Thank"
        AGREE = "agree", "Agree"
        LEARNED = "learned", "Learned something"
        CELEBRATE = "celebrate", "Celebrate"
        SMILE = "smile", "Made me smile"
        CARE = "care", "With you"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="posts_react_once_to_post", fields=["post", "person", "kind"], condition=Q(comment__isnull=True)
            ),
            models.UniqueConstraint(
                name="posts_react_once_to_comment", fields=["comment", "person", "kind"], condition=Q(comment__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True)
class Tally:
    """One reaction as a page shows it: a sum, and whether the viewer is in it. Who else reacted is not told."""

    kind: str
    label: str
    count: int
    mine: bool

    @property
    def can_be_given(self) -> bool:
        """Whether it is one of the six; what was brought in from elsewhere is shown and not given again."""
        return self.kind in Reaction.Kind.values


_SIX = {str(value): str(label) for value, label in Reaction.Kind.choices}


def tallies(given: Mapping[str, tuple[int, bool]]) -> list[Tally]:
    """What was given, in the order of the six and then what was brought in."""
    if not given:
        return []
    kinds = [*(kind for kind in _SIX if kind in given), *sorted(kind for kind in given if kind not in _SIX)]
    return [Tally(kind, _SIX.get(kind) or f":{kind.removeprefix('emoji:')}:", *given[kind]) for kind in kinds]


class Mention(models.Model):
    """A person named with @ in a post or comment. Being mentioned gives no right to read."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentions")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class Link(models.Model):
    """A post refers to another by its address. The card is drawn for each reader from what they may see of it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="links")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="linked_from")

    def __str__(self) -> str:
        return f"{self.post_id} → {self.target_id}"


class PollOption(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(name="posts_option_position", fields=["post", "position"])]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One person's choice in a poll: one a poll, changed by choosing again. Shown as sums only."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="posts_vote_once", fields=["post", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.option_id}"


class Bookmark(models.Model):
    """Kept to find again. Seen by its person alone."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="posts_bookmark_once", fields=["person", "post"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.post_id}"


class PostFollow(models.Model):
    """Somebody wants to hear of what follows under a post. Seen by its person alone."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="post_follows")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="posts_follow_once", fields=["person", "post"])]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.post_id}"
