from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.audiences.models import Audience
from intramural.kit import ids
from intramural.people.models import Person
from intramural.posts.models import Post


class Concern(models.Model):
    """Somebody minds how far a post went: a private talk between them, its author and who looks after it. It closes when both do.

    An author who says that they overshared raises it themselves; `lesson` is what they would have others know, by name if
    they like. Of kind NARROWING it is about what somebody made smaller, whoever began it. A reader has one open talk about a post;
    of the other two kinds there is one for each circle.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "I have a question"
        NARROW = "narrow", "Could it be for fewer people?"
        TAKEDOWN = "takedown", "Could it be taken down?"
        UNSURE = "unsure", "I am not sure, and would like to talk"
        OVERSHARED = "overshared", "I overshared"
        NARROWING = "narrowing", "About a post that is smaller now"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    raised_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lesson = models.CharField(max_length=300, blank=True)
    lesson_is_named = models.BooleanField(default=False)
    # Whom the post was for when it was mended: the lesson goes no further.
    lesson_for = models.ForeignKey(Audience, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="care_one_open_concern_each",
                fields=["post", "raised_by"],
                condition=Q(closed_at__isnull=True, kind__in=["question", "narrow", "takedown", "unsure"]),
            ),
        ]
        indexes: ClassVar = [models.Index(name="care_concerns_by_day", fields=["raised_at"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return f"/concerns/{self.public_id}/"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Participant(models.Model):
    """One of those between whom a concern is."""

    class Part(models.TextChoices):
        RAISED = "raised", "Raised it"
        AUTHOR = "author", "Wrote the post"
        CARES = "cares", "Looks after its topic"

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=6, choices=Part.choices)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="care_part_once", fields=["concern", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.concern_id}"


class Message(models.Model):
    """What one of them says in a concern: plain words."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.pk} in {self.concern_id}"
