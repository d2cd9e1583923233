"""Builders of stewardships for tests."""

from __future__ import annotations

from typing import Any

from intramural.people.models import Person, Unit
from intramural.stewards.models import Example, Stewardship
from intramural.topics.models import Topic


def a_stewardship(
    *,
    topic: Topic | str | None = None,
    unit: Unit | None = None,
    name: str = "",
    kind: str = "",
    steward: Person | None = None,
    deputy: Person | None = None,
    examples: tuple[str, ...] = (),
    **say: Any,
) -> Stewardship:
    """Somebody looks after a topic (or its word), a unit, or, by name, a function or a source (`kind="source"`)."""
    if isinstance(topic, str):
        topic, _ = Topic.objects.get_or_create(slug=topic, defaults={"name": topic.capitalize()})
    kind = kind or ("topic" if topic is not None else "unit" if unit is not None else "function")
    made = Stewardship.objects.create(kind=kind, topic=topic, unit=unit, name=name, steward=steward, deputy=deputy, **say)
    for number, text in enumerate(examples, 1):
        Example.objects.create(stewardship=made, name=f"Example {number}", text=text)
    return made
