from __future__ import annotations

from typing import ClassVar

from django.db import models

from intramural.kit import ids
from intramural.people.models import Person
from intramural.topics.models import Topic


class Skill(models.Model):
    """Something that the organisation finds worth learning (R7). Who has it stands nowhere: it is read from what they did."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    name = models.CharField(max_length=80, unique=True)
    why = models.CharField(max_length=300)
    practice = models.CharField(max_length=300)
    rule = models.CharField(max_length=20, help_text="One of evidence.RULES")
    added_at = models.DateTimeField()
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Reader(models.Model):
    """Somebody has switched the path off for good: they read, and that is a full way of taking part. Theirs to switch on again."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id}"


class Coach(models.Model):
    """Somebody whom an operator has made a coach, through a day. It gives no right to see anything of anybody."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    through = models.DateField()

    def __str__(self) -> str:
        return f"{self.person_id} through {self.through}"


class Consent(models.Model):
    """Somebody lets one coach see, until then, what comes up again in their own posts. It goes when they take it back.

    Its address is theirs to give: no page lists consents, for the coach neither.
    """

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey(Coach, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return f"/coaching/{self.public_id}/"


class Closed(models.Model):
    """Somebody has closed a coaching card; it comes up again only when something new has come up under its topic."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="participation_closed_once", fields=["person", "topic"]),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} by {self.person_id}"
