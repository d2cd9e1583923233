from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.kit import ids
from intramural.people.models import Person
from intramural.posts.models import Post


class AccessRequest(models.Model):
    """Somebody who knows of a translucent post asks to read it: once, with a line or without one. Nothing happens by itself.

    The answer may become another: a yes after a no lets them in, a no after a yes takes that back.
    """

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "Not now"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="access_requests")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    because = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="care_access_asked_once", fields=["post", "by"])]
        indexes: ClassVar = [
            models.Index(
                name="care_access_waits",
                fields=["asked_at"],
                condition=Q(answered_at__isnull=True, reminded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        """Where whoever answers reads it, and whoever asked sees where it stands."""
        return f"/posts/{self.post.public_id}/access/"

    @property
    def answer_key(self) -> str:
        """What its answer is told under: another one later is told too."""
        at = int(self.answered_at.timestamp() * 1_000_000) if self.answered_at is not None else 0
        return f"{self.pk}:{at}"

    @property
    def is_granted(self) -> bool:
        return self.answer == self.Answer.YES
