from __future__ import annotations

from django.db import models


class Month(models.Model):
    """One calendar month (UTC) of the whole house, counted once when it is over, so that no later change of it tells anything.

    None is what could not be known. Beside what was counted stands from how many people it comes, to leave out what is of too few.
    """

    first = models.DateField(unique=True)
    posts = models.PositiveIntegerField()
    for_everyone = models.PositiveIntegerField()
    for_units = models.PositiveIntegerField()
    writers = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    files_for_everyone = models.PositiveIntegerField()
    files_for_units = models.PositiveIntegerField()
    concerns = models.PositiveIntegerField()
    concerned = models.PositiveIntegerField(help_text="People who raised them")
    self_reports = models.PositiveIntegerField()
    self_reporters = models.PositiveIntegerField()
    settled = models.PositiveIntegerField(help_text="Self-reports that both sides have closed")
    settled_within = models.DurationField(null=True, help_text="Median")
    drafts = models.PositiveIntegerField(help_text="Posts that were drafts before they were shared")
    drafters = models.PositiveIntegerField()
    shared_within = models.DurationField(null=True, help_text="Median, from the beginning of the draft")
    looked_at = models.PositiveIntegerField(
        null=True, help_text="Gated posts of three weeks, each there for a week at least"
    )
    hardly_reached = models.PositiveIntegerField(null=True, help_text="Of these: handed out to fewer than three people")

    def __str__(self) -> str:
        return self.first.strftime("%Y-%m")
