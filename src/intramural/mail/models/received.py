from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.people.models import Person
from intramural.posts.models import Comment, Post


class Received(models.Model):
    """A mail that came in for one address of ours. `key` is the same when the same mail comes again: it is taken once.

    TAKEN, with what it became; WAITING for the mail that it answers; ASIDE where it could not be taken; PROGRAM where no
    person wrote it. Of the last three the bytes are kept for a while; who may read what was written stands nowhere here, so
    nobody is shown them.
    """

    class State(models.TextChoices):
        TAKEN = "taken", "Taken"
        WAITING = "waiting", "Waits for what it answers"
        ASIDE = "aside", "Set aside"
        PROGRAM = "program", "Written by a program"

    key = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=200, db_index=True)
    waits_for = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    reason = models.CharField(max_length=20, blank=True)
    act = models.CharField(max_length=20, blank=True)
    to = models.CharField(max_length=254, blank=True)
    sender_domain = models.CharField(max_length=253, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.SET_NULL, related_name="+")
    raw_key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(name="mail_received_waits", fields=["waits_for"], condition=Q(state="waiting")),
            models.Index(name="mail_received_kept", fields=["state", "at"]),
            models.Index(name="mail_received_raw", fields=["raw_key"], condition=~Q(raw_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.reason}".strip()


class Answer(models.Model):
    """What somebody is told of a mail of theirs: a word of `incoming.reasons`, never anything that a mail said. An answer to it
    goes to what that mail was about (`reply_to`, see `addresses.without_code`)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    words = models.CharField(max_length=400, blank=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    answers_id = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(name="mail_answer_due", fields=["due_at"], condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.reason} to {self.person_id}"
