from __future__ import annotations

from typing import ClassVar

from django.db import models

from intramural.people.models import Person
from intramural.posts.models import Post


class Asking(models.Model):
    """An official post asks its readers to say that they have read it."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="asking")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id} asks"


class Acknowledgement(models.Model):
    """Somebody says that they have read it. Seen by that person alone; of the others there are sums."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="announcements_said_once", fields=["post", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} has read {self.post_id}"
