from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from intramural.audiences.models import EVERYONE, Audience
from intramural.kit import clock, ids
from intramural.people.models import Person, Unit


class Space(models.Model):
    """A group. `circle` is the audience of its members; what is posted in an open space is for everyone.

    `version` counts the changes of what its settings say. `opened_at` is when it was gated last and then opened: what its members shared before stays theirs.
    """

    class Kind(models.TextChoices):
        SOCIAL = "social", "Social"
        PROJECT = "project", "Project"
        PRACTICE = "practice", "Practice"
        UNIT = "unit", "Unit"
        OFFICIAL = "official", "Official"
        EXTERNAL = "external", "External"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SOCIAL)
    description = models.CharField(max_length=300, blank=True)
    is_gated = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True)
    purpose = models.CharField(max_length=300, blank=True)
    sunset_on = models.DateField(null=True, blank=True)
    renewal_asked_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    protects_history = models.BooleanField(default=False)
    circle = models.OneToOneField(Audience, on_delete=models.PROTECT, related_name="space")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="spaces")
    founded_at = models.DateTimeField(default=clock.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    origin = models.CharField(max_length=200, unique=True, null=True, editable=False)
    members: models.ManyToManyField[Person, Membership] = models.ManyToManyField(
        Person, through="Membership", related_name="spaces"
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="spaces_gated_has_purpose_and_sunset",
                condition=Q(is_gated=False) | Q(archived_at__isnull=False) | (~Q(purpose="") & Q(sunset_on__isnull=False)),
            ),
            models.CheckConstraint(name="spaces_unlisted_is_gated", condition=Q(is_listed=True) | Q(is_gated=True)),
            models.CheckConstraint(name="spaces_external_is_gated", condition=~Q(kind="external") | Q(is_gated=True)),
        ]
        indexes: ClassVar = [models.Index(name="spaces_sunset", fields=["sunset_on"], condition=Q(archived_at__isnull=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def audience_id(self) -> int:
        """The audience of what is posted here: its members if it is gated, else everyone."""
        return self.circle_id if self.is_gated else EVERYONE

    @property
    def is_external(self) -> bool:
        return self.kind == self.Kind.EXTERNAL


class Membership(models.Model):
    """A person in a space. `read_to` is where that person has read to; nobody else is ever told."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        OWNER = "owner", "Owner"

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=clock.now)
    read_to = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="spaces_member_once", fields=["space", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id}"


class SpaceInvitation(models.Model):
    """Somebody was invited into a space; it is a card until they join or decline."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="space_invitations")
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="spaces_invited_once", fields=["space", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.space_id}"


class Removal(models.Model):
    """An owner took somebody out of a space, with a reason that this person is told. It bars nobody from coming back."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="removals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="space_removals")
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(name="spaces_removal_untold", fields=["person"], condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.space_id}"
