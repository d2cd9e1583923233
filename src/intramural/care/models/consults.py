from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.kit import ids
from intramural.people.models import Person
from intramural.posts.models import Attachment, Post
from intramural.stewards.models import Stewardship


class Consult(models.Model):
    """An author asks one to three people about a draft before sharing it. They are asked for an opinion, and decide nothing.

    It keeps the words that were asked about: what the author types later is nobody's until they show it. `version` goes up
    with these words. When it is closed, the words and the files go out of it; who answered what stays, for those on it.
    """

    class End(models.TextChoices):
        SHARED = "shared", "It was shared"
        DISCARDED = "discarded", "The draft was thrown away"
        CALLED_OFF = "called_off", "The author called it off"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="consults")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    # All but the words of the composition that was asked about, and whom it is meant for, in words.
    plan = models.JSONField(default=dict)
    meant_for = models.CharField(max_length=300, blank=True)
    files = models.ManyToManyField(Attachment, related_name="+")
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    # The day that was agreed with an offer, until its author is reminded of it on that day.
    reminds_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    dissent = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="care_one_open_consult", fields=["post"], condition=Q(closed_at__isnull=True)),
        ]
        indexes: ClassVar = [
            models.Index(name="care_consults_of_an_author", fields=["by", "asked_at"]),
            models.Index(
                name="care_consults_days",
                fields=["reminds_on"],
                condition=Q(closed_at__isnull=True, reminds_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return f"/consults/{self.public_id}/"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Asked(models.Model):
    """One of those who are asked, and what they say about the words as they are now. `due_at` is when the clock runs out."""

    class Answer(models.TextChoices):
        NONE = "", "Has not answered yet"
        FINE = "fine", "It is fine"
        IF = "if", "It is fine, if"
        DONT = "dont", "Please don’t"
        NOT_MINE = "not_mine", "It is not mine"

    consult = models.ForeignKey(Consult, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    stewardship = models.ForeignKey(Stewardship, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    unanswered_at = models.DateTimeField(null=True)
    passed_to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="care_asked_once", fields=["consult", "person"])]
        indexes: ClassVar = [
            models.Index(name="care_asked_due", fields=["due_at"], condition=Q(answered_at=None, unanswered_at=None)),
        ]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.consult_id}"

    @property
    def is_silent(self) -> bool:
        """Whether the clock ran out without an answer. A late one is still one."""
        return self.answered_at is None and self.unanswered_at is not None


class Remark(models.Model):
    """What somebody says in a consult: an answer, with its reason, or words between. Plain text."""

    consult = models.ForeignKey(Consult, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=8, choices=Asked.Answer.choices, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.pk} in {self.consult_id}"


class Offer(models.Model):
    """What *fine, if …* means: other words, other readers, a day. Its author takes it as it stands, or does not.

    `has_words`: title and body are those to be shared instead, made of the `version` that the consult then had.
    """

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="offer")
    version = models.PositiveIntegerField()
    has_words = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    # The base that the words were made of, so that the difference can be shown also after it was taken.
    base_title = models.CharField(max_length=200, blank=True)
    base_body = models.TextField(blank=True)
    # Of a composition, what says for whom it is; {} for no change.
    audience = models.JSONField(default=dict)
    meant_for = models.CharField(max_length=300, blank=True)
    not_before = models.DateField(null=True)
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.public_id

    @property
    def changes_something(self) -> bool:
        """Whether there is something to take; a condition in words alone is for its author to follow."""
        return self.has_words or bool(self.audience) or self.not_before is not None
