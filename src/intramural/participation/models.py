from __future__ import annotations

from typing import ClassVar

from django.db import models

from intramural.kit import ids
from intramural.people.models import Person


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
