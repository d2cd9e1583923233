"""The verbs of participation."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from intramural.kit import clock, markup
from intramural.kit.errors import NotAllowed, TooLarge, Unacceptable
from intramural.participation.events import CoachDismissed, CoachNamed, SkillAdded, SkillChanged
from intramural.participation.evidence import RULES
from intramural.participation.models import Closed, Coach, Consent, Reader, Skill
from intramural.people import policy as people
from intramural.people.models import Person
from intramural.record import journal
from intramural.topics.models import Topic

MOST_SKILLS = 30
LONGEST_COACH = timedelta(days=366)
DAYS = (14, 30, 90)
"""For how long one lets a coach see."""
LONGEST = {"name": 80, "why": 300, "practice": 300}


def switch_off(*, by: Person) -> None:
    """The person is shown no path and no card any more, until they switch it on; nobody is told, and nothing is noted."""
    Reader.objects.get_or_create(person=by)


def switch_on(*, by: Person) -> None:
    """Ends `switch_off`; where it is on, nothing changes."""
    Reader.objects.filter(person=by).delete()


@transaction.atomic
def add_skill(*, by: Person, name: str, why: str, practice: str, rule: str) -> Skill:
    """A skill that everybody finds on their path, earned by what `rule` asks. Operators add them.

    Refuses (403) everybody else; (422) a part that is missing or too long, a name that is taken, and a rule that is none.
    """
    people.may_operate(by).required()
    if Skill.objects.count() >= MOST_SKILLS:
        raise TooLarge(f"There are {MOST_SKILLS} skills already.", remedy="Change one that helps least.", field="name")
    made = Skill(added_at=clock.now())
    _say(made, name=name, why=why, practice=practice, rule=rule)
    journal.note(SkillAdded(skill_id=made.pk), by=by, about=made)
    return made


@transaction.atomic
def change_skill(skill: Skill, *, by: Person, name: str, why: str, practice: str, rule: str) -> Skill:
    """Other words or another rule. Refuses as `add_skill`."""
    people.may_operate(by).required()
    _say(skill, name=name, why=why, practice=practice, rule=rule)
    journal.note(SkillChanged(skill_id=skill.pk), by=by, about=skill)
    return skill


@transaction.atomic
def retire_skill(skill: Skill, *, by: Person, is_retired: bool = True) -> Skill:
    """Shows it no more, or again. Refuses (403) whoever is no operator."""
    people.may_operate(by).required()
    skill.is_retired = is_retired
    skill.save(update_fields=["is_retired"])
    journal.note(SkillChanged(skill_id=skill.pk), by=by, about=skill)
    return skill


@transaction.atomic
def name_coach(person: Person, *, by: Person, through: date) -> Coach:
    """Makes somebody a coach through this day; again gives it another day. It opens nothing: people let a coach see.

    Refuses (403) whoever is no operator; (422) who is no member, and a day that is past or more than a year ahead.
    """
    people.may_operate(by).required()
    if not person.is_member:
        raise Unacceptable(f"{person.name} is no member here just now.", remedy="Name a member.", field="person")
    today = clock.now().date()
    if not today <= through <= today + LONGEST_COACH:
        raise Unacceptable("That day is past, or more than a year ahead.", remedy="Choose another.", field="through")
    made, _ = Coach.objects.update_or_create(person=person, defaults={"through": through})
    journal.note(CoachNamed(coach_id=made.pk), by=by, about=person)
    return made


@transaction.atomic
def dismiss_coach(coach: Coach, *, by: Person) -> None:
    """Ends it now, with all that people let this coach see. Refuses (403) whoever is no operator, the coach aside."""
    if coach.person_id != by.pk:
        people.may_operate(by).required()
    journal.note(CoachDismissed(coach_id=coach.pk), by=by, about=coach.person)
    coach.delete()


@transaction.atomic
def consent(coach: Coach, *, by: Person, days: int, note: str = "") -> Consent:
    """Lets one coach see, for so many days, what comes up again in the person's own posts; another coach before that no more.

    Nobody is told and nothing is noted: the person gives its address to the coach. Refuses (403) to be one's own coach; (422)
    a time that is none of DAYS.
    """
    if coach.person_id == by.pk:
        raise NotAllowed("Nobody is their own coach.", remedy="Choose another.", field="coach")
    if days not in DAYS:
        raise Unacceptable("That is not among the times.", remedy="Choose one from the list.", field="days")
    said = markup.clean_line(note)
    if len(said) > LONGEST["why"]:
        raise Unacceptable(f"At most {LONGEST['why']} characters fit here.", remedy="Tell them the rest.", field="note")
    Consent.objects.filter(person=by).delete()
    return Consent.objects.create(person=by, coach=coach, note=said, ends_at=clock.now() + timedelta(days=days))


def withdraw(*, by: Person) -> None:
    """Takes the consent back, at once and for good. Where there is none, nothing changes."""
    Consent.objects.filter(person=by).delete()


def close_card(topic: Topic, *, by: Person) -> None:
    """The person has read the card about this topic; it comes up again only when something new has."""
    Closed.objects.update_or_create(person=by, topic=topic, defaults={"at": clock.now()})


def forget_consents() -> int:
    """Lets consents go that have ended; returns how many."""
    return Consent.objects.filter(ends_at__lte=clock.now()).delete()[0]


def _say(skill: Skill, *, rule: str, **words: str) -> None:
    for field, text in words.items():
        line, most = markup.clean_line(text), LONGEST[field]
        if not line:
            raise Unacceptable("This is missing.", remedy="A sentence is enough.", field=field)
        if len(line) > most:
            raise Unacceptable(f"At most {most} characters fit; these are {len(line)}.", remedy="Shorten it.", field=field)
        setattr(skill, field, line)
    if rule not in RULES:
        raise Unacceptable("There is no such evidence.", remedy="Choose one from the list.", field="rule")
    if Skill.objects.filter(name=skill.name).exclude(pk=skill.pk).exists():
        raise Unacceptable("There is a skill of that name.", remedy="Choose another name.", field="name")
    skill.rule = rule
    skill.save()
