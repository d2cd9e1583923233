from __future__ import annotations

from typing import ClassVar

from django.db import models

from intramural.people.models import Person


class Topic(models.Model):
    """A subject. `slug` is the word as it is typed after #, in lower case. Who looks after it stands one storey up."""

    slug = models.CharField(max_length=50, unique=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    followers: models.ManyToManyField[Person, TopicFollow] = models.ManyToManyField(
        Person, through="TopicFollow", related_name="followed_topics"
    )

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class TopicFollow(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="topics_follow_once", fields=["topic", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.topic_id}"
