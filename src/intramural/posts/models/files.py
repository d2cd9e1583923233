from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from intramural.audiences.visibility import VisibleTo
from intramural.kit import ids
from intramural.people.models import Person
from intramural.posts.models.posts import Comment, Post
from intramural.posts.replies import SaidTo


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, viewer: Any) -> AttachmentQuerySet:
        """The files that the viewer may have: of posts and comments they may read. Earlier versions are whose they were."""
        sight = VisibleTo(viewer, of="post__")
        eyes = sight.viewer
        said = Q(comment__released_at__lte=eyes.now) | Q(comment__author_id=eyes.id)
        return self.filter(
            sight,
            Q(comment=None) | (said & Q(SaidTo(eyes, of="comment__"))),
            Q(is_latest=True) | Q(added_by_id=eyes.id),
            removed_at=None,
            comment__deleted_at=None,
        ).exclude(post__state=Post.State.DELETED)


class Attachment(models.Model):
    """A file under its one governing post; who may see the post may see the file, and nobody else (R2).

    Bytes lie under random keys. A new upload of the same name under the same post is its next version. What is derived
    (thumbnail, preview, text) belongs to the row and goes with it. A file that its author removed is nobody's; its row
    and bytes go a month later.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", "Picture"
        DOCUMENT = "document", "Document"
        OTHER = "other", "File"
        LINK = "link", "A file that stayed in the system it came from"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    is_latest = models.BooleanField(default=True)
    description = models.CharField(max_length=300, blank=True, help_text="What a picture shows, for who cannot see it")
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, blank=True, editable=False)
    thumbnail_key = models.CharField(max_length=64, blank=True, editable=False)
    preview_key = models.CharField(max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True, editable=False)
    # Whether text and preview were made of it, or cannot be made: `tasks.read_files` looks for those that wait.
    is_read = models.BooleanField(default=False, editable=False)
    url = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="posts_file_version", fields=["post", "name", "version"], condition=Q(comment__isnull=True)
            ),
            models.UniqueConstraint(
                name="posts_comment_file_version", fields=["comment", "name", "version"], condition=Q(comment__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="posts_file_hash", fields=["sha256"]),
            models.Index(name="posts_file_key", fields=["key"]),
            models.Index(name="posts_file_thumbnail_key", fields=["thumbnail_key"]),
            models.Index(name="posts_file_preview_key", fields=["preview_key"]),
            models.Index(name="posts_file_unread", fields=["id"], condition=Q(is_read=False)),
            models.Index(name="posts_file_removed", fields=["removed_at"], condition=Q(removed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name
