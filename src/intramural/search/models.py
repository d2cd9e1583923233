from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.posts.models import Attachment, Comment, Post


class Entry(models.Model):
    """The terms of one thing that can be found. Who may see it is asked of the thing itself, never of this.

    `id` begins with the moment at which the thing was said, so that the newest stand last: see `ids.of`. A full-text
    index of the database lies over `words`; the migrations make it.
    """

    class Kind(models.TextChoices):
        POST = "post", "Post"
        SHELL = "shell", "What may be known of a translucent post"
        COMMENT = "comment", "Comment"
        FILE = "file", "File"
        PERSON = "person", "Person"
        SPACE = "space", "Space"
        TOPIC = "topic", "Topic"

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    ref = models.BigIntegerField()
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(Attachment, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=5, blank=True)
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "ref"])]
        indexes: ClassVar = [
            models.Index(name="search_file_unread", fields=["ref"], condition=Q(kind="file", version=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class Spelling(models.Model):
    """A word that stands in the index, by each way in which one letter of it can be left out: for typing errors.

    There are ten times as many rows as words. They are nothing but their key, and SQLite keeps them in the key's order alone.
    """

    pk = models.CompositePrimaryKey("key", "word")
    key = models.CharField(max_length=24)
    word = models.CharField(max_length=24)

    def __str__(self) -> str:
        return f"{self.key} → {self.word}"
