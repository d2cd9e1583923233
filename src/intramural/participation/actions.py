"""The verbs of participation."""

from __future__ import annotations

from django.db import transaction

from intramural.kit import clock, markup
from intramural.kit.errors import TooLarge, Unacceptable
from intramural.participation.events import SkillAdded, SkillChanged
from intramural.participation.evidence import RULES
from intramural.participation.models import Reader, Skill
from intramural.people import policy as people
from intramural.people.models import Person
from intramural.record import journal

MOST_SKILLS = 30
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
