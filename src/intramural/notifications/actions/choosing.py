"""What somebody wants to hear, by which way, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django.db import transaction

from intramural.kit.errors import Unacceptable
from intramural.notifications import policy, queries
from intramural.notifications.models import News, Rhythm, Wish
from intramural.people.models import Person
from intramural.spaces.models import Space
from intramural.topics.models import Topic


@transaction.atomic
def choose(wanted: Mapping[str, Iterable[str] | None], *, by: Person) -> None:
    """Sets by which ways the person hears of "kind:reply", "space:SLUG", "topic:SLUG": ways, none for silence, None for the
    house's own. A push can be lost, so what comes by no other way stands on the page too.

    Refuses (422) ways and kinds that are not there, and spaces and topics that the person neither is in nor follows.
    """
    spaces = dict(Space.objects.filter(memberships__person=by).values_list("slug", "pk"))
    topics = dict(Topic.objects.filter(followers=by).values_list("slug", "pk"))
    for name, ways in wanted.items():
        about, _, which = name.partition(":")
        subject = {"space": spaces, "topic": topics}.get(about, {}).get(which)
        if subject is None and (about != Wish.About.KIND or which not in News.Kind.values):
            raise Unacceptable("That is nothing you could hear of.", remedy="Reload the page, and choose again.", field=name)
        key = f"{about}:{subject or which}"
        if ways is None:
            Wish.objects.filter(person=by, key=key).delete()
            continue
        given = _ways(ways, field=name)
        chosen = ",".join(way for way in policy.WAYS if way in given)
        of = {f"{about}_id": subject} if subject else {}
        Wish.objects.update_or_create(person=by, key=key, defaults={"about": about, "ways": chosen, **of})


def _ways(ways: Iterable[str], *, field: str) -> set[str]:
    given = set(ways)
    if unknown := sorted(given - set(policy.WAYS)):
        raise Unacceptable(
            f"There is no way {unknown[0][:20]!r}.", remedy=f"Choose from: {', '.join(policy.WAYS)}.", field=field
        )
    return given | {policy.PAGE} if given == {policy.PUSH} else given


def choose_rhythm(*, by: Person, **wanted: Any) -> Rhythm:
    """Sets when the person may be reached. Refuses (422) what leaves no time for it, and days that are none."""
    rhythm = queries.rhythm_of(by)
    for name, value in wanted.items():
        setattr(rhythm, name, value)
    if rhythm.bundle not in Rhythm.Bundle.values:
        raise Unacceptable("There is no such bundle.", remedy="Choose one from the list.", field="bundle")
    rhythm.work_days = "".join(sorted(set(rhythm.work_days) & set("1234567")))
    for begin, end in (("quiet_from", "quiet_to"), ("work_from", "work_to")):
        if (getattr(rhythm, begin) is None) != (getattr(rhythm, end) is None):
            raise Unacceptable("A time has no other end.", remedy="Give both, or neither.", field=begin)
    if rhythm.work_from is None or not isinstance(rhythm.work_from, time):
        raise Unacceptable("Working hours need a beginning and an end.", remedy="Such as 9:00 to 17:00.", field="work_from")
    if not policy.leaves_room(rhythm):
        raise Unacceptable(
            "Then nothing could ever reach you.",
            remedy="Leave some time between the quiet hours and within your working hours.",
            field="quiet_from",
        )
    rhythm.save()
    return rhythm
