from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from intramural.audiences.models import Audience
from intramural.kit import ids
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards.models import Stewardship


class Narrowing(models.Model):
    """A post is for fewer people: who said so, why, and until when. One at a time a post.

    Provisional, with `lapses_at`, until its author agrees or a second person upholds it; then it stands until somebody ends
    it. What its author narrowed is agreed from the beginning. The post itself holds both audiences.
    """

    OWN: ClassVar = Q(agreed_at=F("narrowed_at"))
    """Those that their authors made, who agreed by that; also where they have left since. Of one, `is_own`."""

    class End(models.TextChoices):
        LAPSED = "lapsed", "Nobody agreed in time"
        STEWARD = "steward", "Ended by who looks after it"
        AUTHOR = "author", "Ended by its author"
        DELETED = "deleted", "Its author deleted the post"
        UNSHARED = "unshared", "Its author took the post back before anybody saw it"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="narrowings")
    stewardship = models.ForeignKey(Stewardship, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.CharField(max_length=300)
    # By what it was theirs when they narrowed it, in words; "" where its author did.
    ground = models.CharField(max_length=300, blank=True)
    is_takedown = models.BooleanField(default=False)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    narrowed_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    upheld_at = models.DateTimeField(null=True)
    upheld_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    end = models.CharField(max_length=8, choices=End.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="care_one_narrowing_at_a_time", fields=["post"], condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="care_lapsing", fields=["lapses_at"], condition=Q(ended_at__isnull=True, lapses_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return f"/narrowings/{self.public_id}/"

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None

    @property
    def is_own(self) -> bool:
        """Whether its author narrowed it, as `OWN` asks of many."""
        return self.agreed_at is not None and self.agreed_at == self.narrowed_at

    @property
    def is_provisional(self) -> bool:
        """Whether it ends by itself unless somebody agrees."""
        return self.ended_at is None and self.lapses_at is not None


class Sealed(models.Model):
    """What a post said, with its replies and the names of its files, when it was narrowed. For the people on the matter alone.

    `said` holds words; people stand in it as numbers, so that an erased person is nobody here too.
    """

    narrowing = models.OneToOneField(Narrowing, on_delete=models.CASCADE, related_name="sealed")
    said = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"of {self.narrowing_id}"
