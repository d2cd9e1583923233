from __future__ import annotations

from typing import ClassVar

from django.db import models

from intramural.kit import clock, ids
from intramural.people.models import Person, Unit

EVERYONE = 1
"""The audience of all members. It has no grants: being a member is enough."""
AUTHOR = 2
"""The audience of the author alone. It has no grants: having written is enough."""


class Audience(models.Model):
    """Who may see a thing. `key` makes equal audiences one row: "everyone", "units:3,7", "people:…", "circle:…".

    `also` are people beside the units, wherever they work. A widened one has the grants of its `base`, as they come and go, and
    people who were let in one by one: it is of one thing.
    """

    class Kind(models.TextChoices):
        EVERYONE = "everyone", "Everyone here"
        AUTHOR = "author", "Only the author"
        UNITS = "units", "Units with their sub-units"
        CIRCLE = "circle", "The members of a space"
        PEOPLE = "people", "Named people"
        WIDENED = "widened", "Another audience, and people let in one by one"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, unique=True, default=ids.new)
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="widened")
    units = models.ManyToManyField(Unit, related_name="audiences")
    also = models.ManyToManyField(Person, related_name="+")
    people: models.ManyToManyField[Person, Grant] = models.ManyToManyField(Person, through="Grant", related_name="audiences")

    def __str__(self) -> str:
        return self.key


class Grant(models.Model):
    """One person in one audience; what was released before `since` stays closed to them (protected history).

    Whoever `is_let_in` was let into a widened audience one by one, and stays when they leave its base.
    """

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="grants", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    since = models.DateTimeField(default=clock.EPOCH)
    is_let_in = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="audiences_one_grant_each", fields=["audience", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"
