from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.posts.models import Embargo, Post
from intramural.stewards.models import Example, Stewardship


class Text(models.Model):
    """Something that is learned from: a post that everybody may read, or a steward's example. It goes with what it is of.

    `stems` are the text's own, each once; `kept` is what likeness compares. Without a stewardship it is ordinary talk, by
    which it is known which words are common and how alike unlike things are.
    """

    stewardship = models.ForeignKey(Stewardship, null=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    example = models.ForeignKey(Example, null=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    stems = models.TextField()
    kept = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="thought_post_once", fields=["stewardship", "post"], condition=Q(stewardship__isnull=False)
            ),
            models.UniqueConstraint(name="thought_ordinary_once", fields=["post"], condition=Q(stewardship=None)),
            models.UniqueConstraint(name="thought_example_once", fields=["example"]),
        ]

    def __str__(self) -> str:
        return f"{self.post_id or self.example_id} for {self.stewardship_id}"


class Weight(models.Model):
    """How telling a stem is for a stewardship."""

    stem = models.CharField(max_length=40)
    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()

    class Meta:
        indexes: ClassVar = [models.Index(name="thought_by_stem", fields=["stem", "stewardship", "weight"])]

    def __str__(self) -> str:
        return f"{self.stem} for {self.stewardship_id}"


class Frequency(models.Model):
    """In how many texts a stem stands."""

    stem = models.CharField(max_length=40, primary_key=True)
    texts = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.stem


class Phrase(models.Model):
    """The words of a phrase or code name, as they are compared."""

    first = models.CharField(max_length=40, db_index=True)
    words = models.CharField(max_length=340)
    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="+")
    is_code_name = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.words


class Unsaid(models.Model):
    """A name by which a post is known that is not before a day, as it is compared. It goes when that day has come."""

    first = models.CharField(max_length=40, db_index=True)
    words = models.CharField(max_length=1000)
    embargo = models.ForeignKey(Embargo, on_delete=models.CASCADE, related_name="+")
    is_title = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.words


class Print(models.Model):
    """One print of an example (`derivation`)."""

    value = models.BigIntegerField()
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="prints")

    class Meta:
        indexes: ClassVar = [models.Index(name="thought_by_print", fields=["value", "text"])]

    def __str__(self) -> str:
        return f"{self.value} in {self.text_id}"


class Tally(models.Model):
    """How a line about a stewardship fared, in sums: never by whom."""

    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="tallies")
    signal = models.CharField(max_length=10)
    shown = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    fine = models.PositiveIntegerField(default=0)
    not_theirs = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="thought_tally_once", fields=["stewardship", "signal"])]

    def __str__(self) -> str:
        return f"{self.signal} of {self.stewardship_id}"


class Once(models.Model):
    """Somebody has counted already this week, for one subject and in one way: a seal that names nobody, let go with its week."""

    seal = models.CharField(max_length=64, primary_key=True)
    week = models.CharField(max_length=8, db_index=True)

    def __str__(self) -> str:
        return self.week


class Stock(models.Model):
    """The one row of how all lines fared together, as operators see it: taken anew when ten more were counted."""

    taken_at = models.DateTimeField()
    shown = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    fine = models.PositiveIntegerField()
    not_theirs = models.PositiveIntegerField()
    muted = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.shown} until {self.taken_at:%Y-%m-%d}"


class Stale(models.Model):
    """What is known of this stewardship is to be made anew."""

    stewardship = models.OneToOneField(Stewardship, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.stewardship_id}"


class Measure(models.Model):
    """The one row of what holds for all: how many texts there are, and how alike a draft must be to be told of."""

    texts = models.PositiveIntegerField(default=0)
    threshold = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"{self.texts} texts"
