"""Only sums stand here, each counted once.

months     how far what was shared goes, by calendar month
stretches  what happened, and what asking first costs, by as many months as it takes until enough people are behind it
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Month(models.Model):
    """One calendar month (UTC) of the whole house, counted once when it is over, so that no later change of it tells anything.

    None is what could not be known.
    """

    first = models.DateField(unique=True)
    people = models.PositiveIntegerField(null=True, help_text="Members when it was counted")
    posts = models.PositiveIntegerField()
    for_everyone = models.PositiveIntegerField()
    for_units = models.PositiveIntegerField()
    writers = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    files_for_everyone = models.PositiveIntegerField()
    files_for_units = models.PositiveIntegerField()
    filers = models.PositiveIntegerField(null=True, help_text="People who attached them")
    looked_at = models.PositiveIntegerField(
        null=True, help_text="Gated posts of three weeks, each there for a week at least"
    )
    hardly_reached = models.PositiveIntegerField(null=True, help_text="Of these: handed out to fewer than three people")
    undiscussed = models.PositiveIntegerField(
        null=True, help_text="Posts in gated spaces, of all times, that fewer than three people could read then"
    )

    def __str__(self) -> str:
        return self.first.strftime("%Y-%m")


class Stretch(models.Model):
    """Whole months from `first` to `last` (their first days), as many as it takes until enough people stand behind what is told of them.

    No two of a kind overlap. Written once, and nothing that may not be told: numbers about people in fives, times roughly.
    """

    first = models.DateField()
    last = models.DateField()
    posts = models.PositiveIntegerField(help_text="That others could read for the first time in these months")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.first:%Y-%m} to {self.last:%Y-%m}"


class Incidents(Stretch):
    """What happened of one kind: how often, how it ended (word → how often), how soon; None and {} where that may not be told."""

    class Kind(models.TextChoices):
        CONCERN = "concern", "Concerns"
        RECOVERY = "recovery", "Repaired by their authors"
        NARROWING = "narrowing", "Made smaller"
        TAKEDOWN = "takedown", "Taken down"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveIntegerField()
    ends = models.JSONField(default=dict)
    noticed_within = models.DurationField(null=True)
    contained_within = models.DurationField(null=True)
    settled_within = models.DurationField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="oversight_incidents_once", fields=["kind", "first"])]


class Speed(Stretch):
    """How long it took from the beginning of a draft until it was shared, and how often somebody minded in 1,000 posts: of those about
    which somebody was asked first, and of the others."""

    asked = models.PositiveIntegerField(help_text="Posts about which somebody was asked first")
    asked_within = models.DurationField()
    unasked_within = models.DurationField()
    asked_minded = models.PositiveIntegerField(null=True)
    unasked_minded = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="oversight_speed_once", fields=["first"])]
