from __future__ import annotations

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One thing that happened. Only `handled_at` may change, and nothing may go: triggers refuse it."""

    name = models.CharField(max_length=80)
    by_id = models.BigIntegerField(null=True)  # no foreign key: the record outlives the account
    about = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="record_untold", fields=["id"], condition=Q(handled_at__isnull=True)),
            models.Index(name="record_about", fields=["about", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.about}"


class Answer(models.Model):
    """That a request with an idempotency key was done, so that the same request again does nothing twice.

    It holds where its answer led and where it can be read again, and nothing of what it said.
    """

    by_id = models.BigIntegerField()
    key = models.CharField(max_length=80)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(default="")
    shown_at = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="record_one_answer_a_key", fields=["by_id", "key"])]
        indexes = [models.Index(name="record_answer_age", fields=["at"])]

    def __str__(self) -> str:
        return self.key
