from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from intramural.kit import clock, ids
from intramural.people.models import Person, Unit
from intramural.topics.models import Topic


class Stewardship(models.Model):
    """Who looks after one thing, and their say. `name` is the function's or the source's; topic and unit have their own."""

    class Over(models.TextChoices):
        TOPIC = "topic", "Topic"
        FUNCTION = "function", "Function"
        UNIT = "unit", "Unit"
        SOURCE = "source", "Source"

    class Widest(models.TextChoices):
        EVERYONE = "everyone", "Everyone here"
        UNIT = "unit", "A unit"
        SPACE = "space", "A space"
        NAMED = "named", "Named people"

    class Asks(models.TextChoices):
        ASK = "ask", "Ask me first"
        TELL = "tell", "Tell me"
        FINE = "fine", "It is fine"

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=10, choices=Over.choices, default=Over.TOPIC)
    topic = models.OneToOneField(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="stewardship")
    unit = models.OneToOneField(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="stewardship")
    name = models.CharField(max_length=80, blank=True)
    steward = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="stewarded")
    deputy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="deputised")
    widest = models.CharField(max_length=10, choices=Widest.choices, default=Widest.EVERYONE)
    asks = models.CharField(max_length=10, choices=Asks.choices, default=Asks.TELL)
    fine = models.CharField(max_length=300, blank=True)
    not_fine = models.CharField(max_length=300, blank=True)
    answers_within = models.PositiveSmallIntegerField(default=8, help_text="Working hours")
    phrases = models.TextField(blank=True, help_text="A line each")
    code_names = models.TextField(blank=True, help_text="A line each")
    since = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="stewards_over_one_thing",
                condition=Q(kind="topic", topic__isnull=False, unit=None, name="")
                | Q(kind="unit", unit__isnull=False, topic=None, name="")
                | (Q(kind__in=("function", "source"), topic=None, unit=None) & ~Q(name="")),
            ),
            models.UniqueConstraint(name="stewards_one_of_a_name", fields=["kind", "name"], condition=~Q(name="")),
            models.CheckConstraint(
                name="stewards_deputy_is_another", condition=Q(steward=None) | Q(deputy=None) | ~Q(steward=F("deputy"))
            ),
        ]

    def __str__(self) -> str:
        return self.over

    @property
    def over(self) -> str:
        """The name of what is looked after."""
        return self.topic.name if self.topic is not None else self.unit.name if self.unit is not None else self.name

    @property
    def url(self) -> str:
        return f"/stewards/{self.public_id}/"


class Example(models.Model):
    """A document that shows what a stewardship is about. Read by those who look after it alone; it trains the second thought."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="examples")
    name = models.CharField(max_length=120)
    text = models.TextField()
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Watch(models.Model):
    """Steward or deputy wants to be told when something of theirs goes wider than this. Each for themselves; there is none unless asked."""

    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="watches")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    beyond = models.CharField(max_length=10, choices=Stewardship.Widest.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="stewards_one_watch_each", fields=["stewardship", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.stewardship_id}: beyond {self.beyond}"


class Unreleased(models.Model):
    """A name that is not out before a day (R95): a code name until then, and one of the open phrases from then on."""

    public_id = models.CharField(max_length=13, unique=True, default=ids.new, editable=False)
    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="unreleased")
    name = models.CharField(max_length=80)
    opens_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["opens_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="stewards_unreleased_once", fields=["stewardship", "name"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} not before {self.opens_at:%d %b %H:%M}"


class Away(models.Model):
    """Somebody who looks after things said that they are away, through this day; their deputies act meanwhile."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="away")
    through = models.DateField()

    def __str__(self) -> str:
        return f"{self.person_id} through {self.through}"
