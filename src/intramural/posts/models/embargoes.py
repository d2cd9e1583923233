from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.audiences.models import Audience
from intramural.people.models import Person
from intramural.posts.models.posts import Post
from intramural.spaces.models import Space


class Embargo(models.Model):
    """A post is not before a day and hour: until then it is for a circle that knows, then for `audience_then` (R95).

    One in force at a time a post, whose own audience is the circle's until then: whoever is not in it is not told by any
    surface, because none of them knows of embargoes. `audience_chosen` is the circle as its author chose it, without who was let
    into it because they look after the post; None of what was set before that was kept. `names` are told to nobody; `version`
    goes up when the day moves.
    """

    class End(models.TextChoices):
        OPENED = "opened", "Its time came"
        LIFTED = "lifted", "Somebody opened it before"
        CALLED_OFF = "called_off", "It stays with the circle"
        DELETED = "deleted", "Its author deleted the post"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="embargoes")
    opens_at = models.DateTimeField()
    audience_then = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    audience_chosen = models.ForeignKey(Audience, null=True, on_delete=models.PROTECT, related_name="+")
    space_then = models.ForeignKey(Space, null=True, on_delete=models.PROTECT, related_name="+")
    names = models.TextField(blank=True, help_text="A line each")
    because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    moved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    end = models.CharField(max_length=10, choices=End.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="posts_one_embargo", fields=["post"], condition=Q(ended_at__isnull=True)),
        ]
        indexes: ClassVar = [
            models.Index(name="posts_opening", fields=["opens_at"], condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} not before {self.opens_at:%d %b %H:%M}"


class Agreement(models.Model):
    """Somebody agreed with the day of an embargo. When it moves, whoever moved it agrees and the others are asked anew."""

    embargo = models.ForeignKey(Embargo, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="posts_agree_once", fields=["embargo", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.embargo_id}"
