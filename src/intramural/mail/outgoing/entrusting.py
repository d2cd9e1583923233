"""The mails to whoever looks after something from now on, or no longer, and to the deputy who acts for a steward."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from intramural.care import doors
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import NOBODY
from intramural.mail.outgoing.written import Written
from intramural.people.models import Person
from intramural.stewards import policy
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

Kind = Notice.Kind
KINDS = (Kind.ENTRUSTED, Kind.ACTS)
BESIDE = ("stewardship__topic", "stewardship__unit", "stewardship__steward__away", "stewardship__deputy__away")


def is_wanted(notice: Notice) -> bool:
    """Of who acts, as long as they do; of who was named, what holds now, unless they can do nothing with it."""
    stewardship = _stewardship(notice)
    if notice.kind == Kind.ACTS:
        return notice.person in [stewards.acting(each) for each in _acts_for(notice)]
    can_act = not stewards.part_of(notice.person, stewardship) or policy.is_in_care_of(notice.person, stewardship)
    return can_act and stewards.last_entrusted(stewardship) is not None


def written(notice: Notice) -> Written:
    stewardship, person = _stewardship(notice), notice.person
    context: dict[str, Any] = {"it": stewardship}
    if notice.kind == Kind.ACTS:
        steward = stewardship.steward
        context |= {
            "who": steward.name if steward is not None else NOBODY,
            "through": stewards.away_through(steward) if steward is not None else None,
            "over": [(each.over, _door(each, person)) for each in _acts_for(notice)],
        }
        return Written(about=stewardship, context=context)
    named = stewards.last_entrusted(stewardship)
    who = named.by.name if named is not None and named.by is not None else NOBODY
    acts, part = stewards.acting(stewardship), stewards.part_of(person, stewardship)
    context |= {
        "who": who,
        "part": part,
        "link": _door(stewardship, person) if part else f"{settings.SITE_URL}{stewardship.url}",
        "other": stewardship.deputy if stewardship.steward_id == person.pk else stewardship.steward,
        "acts": acts.name if acts is not None else "",
    }
    return Written(about=stewardship, context=context, speaks=who)


def _door(stewardship: Stewardship, person: Person) -> str:
    return f"{settings.SITE_URL}{doors.to_stewardship(stewardship, person)}"


def _acts_for(notice: Notice) -> list[Stewardship]:
    """All that the deputy acts for in the same steward's place, so that one mail tells of it."""
    stewardship = _stewardship(notice)
    mine = stewards.of_person(notice.person)
    return [
        each
        for each in mine
        if each.steward_id == stewardship.steward_id and each.deputy_id == notice.person_id
        and stewards.acting(each) == notice.person
    ]  # fmt: skip


def _stewardship(notice: Notice) -> Stewardship:
    assert notice.stewardship is not None
    return notice.stewardship
