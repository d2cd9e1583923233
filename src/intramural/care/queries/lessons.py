"""What those who overshared would have others know, for whoever could have read what they mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from intramural.audiences.models import EVERYONE, Grant
from intramural.care.models import Concern
from intramural.people.models import Person
from intramural.topics.models import Topic

MOST_SHOWN = 5


@dataclass(frozen=True)
class Lesson:
    """A sentence, and who says it, where they wanted that told and are still here; else ""."""

    said: str
    name: str
    on: date


def lessons(topic: Topic, *, viewer: Person) -> list[Lesson]:
    """The newest about a topic that are for this viewer: those whom the post was for when it was mended, and no others."""
    found = Concern.objects.filter(post__topics=topic, lesson_for__isnull=False).exclude(lesson="")
    mine = Q(raised_by=viewer) | Q(lesson_for__in=Grant.objects.filter(person=viewer).values("audience"))
    own = found.filter(mine | Q(lesson_for=EVERYONE) if viewer.is_member else mine)
    return [
        Lesson(
            each.lesson,
            each.raised_by.name if each.lesson_is_named and each.raised_by is not None else "",
            each.raised_at.date(),
        )
        for each in own.select_related("raised_by").order_by("-raised_at", "-pk")[:MOST_SHOWN]
    ]
