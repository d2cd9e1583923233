from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.people.models import Person
from intramural.posts.models import Comment, Post


class Letter(models.Model):
    """A post or comment that somebody is to be mailed. It holds none of its words: it is written when it is handed over.

    WAITING → LEAVING → SENT, or back to WAITING when the mail server puts it off. `claim` is whose hands it is in. Whoever
    may not read it any more when it would leave is not sent it (DROPPED). Whether it arrived is not known to anybody.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waits"
        LEAVING = "leaving", "Is being sent"
        SENT = "sent", "Was taken by the mail server"
        DROPPED = "dropped", "Was not to be sent any more"
        REFUSED = "refused", "Was refused by the mail server"
        UNSURE = "unsure", "Perhaps sent"

    class Bundle(models.TextChoices):
        ALONE = "", "A mail of its own"
        DAILY = "daily", "In the daily digest"
        WEEKLY = "weekly", "In the weekly digest"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200, help_text='Such as "because you follow Pay"')
    bundle = models.CharField(max_length=6, choices=Bundle.choices, default=Bundle.ALONE, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    until = models.DateTimeField(
        null=True, help_text="From when on it is too late to leave before it is put off; null: never"
    )
    claim = models.CharField(max_length=13, default="", db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_doubtful = models.BooleanField(default=False, help_text="It may have left once already")
    said = models.CharField(max_length=300, default="")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="mail_post_once", fields=["person", "post"], condition=Q(comment__isnull=True)),
            models.UniqueConstraint(
                name="mail_comment_once", fields=["person", "comment"], condition=Q(comment__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="mail_due", fields=["due_at", "id"], condition=Q(state="waiting")),
            models.Index(name="mail_leaving", fields=["changed_at"], condition=Q(state="leaving")),
            models.Index(name="mail_ended", fields=["state", "changed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id or self.post_id} to {self.person_id}: {self.state}"


class Doubt(models.Model):
    """Mails to somebody's address come back. After three for good, or one complaint, none are sent until they ask for them.

    It holds for the address alone: whoever gets another one is mailed again.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_doubt")
    address = models.CharField(max_length=254)
    failures = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, default="")
    last_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.failures} × {self.said[:40]}"


class Left(models.Model):
    """Somebody wants no more mails of one list: of a space (its public id), of what stands in none, or digests (addresses)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mails_left")
    about_id = models.CharField(max_length=13)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="mail_left_once", fields=["person", "about_id"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.about_id}"
