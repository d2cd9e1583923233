"""Questions about one's own path. Whoever looks is the one it is about: no question here takes another person."""

from __future__ import annotations

from dataclasses import dataclass

from intramural.kit.errors import NotFound
from intramural.participation import evidence, steps
from intramural.participation.models import Reader, Skill
from intramural.participation.steps import Step
from intramural.people.models import Person


@dataclass(frozen=True)
class Path:
    """One's own path: each step and skill with whether it is taken, and the one step that may come next."""

    steps: list[tuple[Step, bool]]
    recover: tuple[Step, bool]
    suggested: Step | None
    skills: list[tuple[Skill, bool]]


def path(viewer: Person) -> Path | None:
    """The viewer's own path; None where they have switched it off. Three queries."""
    if is_off(viewer):
        return None
    done = evidence.done(viewer)
    ladder = [step for step in steps.LADDER if viewer.is_member or step.rule != "ask_first"]
    return Path(
        steps=[(step, steps.is_done(step, done)) for step in ladder],
        recover=(steps.RECOVER, steps.is_done(steps.RECOVER, done)),
        suggested=steps.suggested(done, ladder),
        skills=[(skill, skill.rule in done) for skill in skills()],
    )


def is_off(viewer: Person) -> bool:
    return Reader.objects.filter(person=viewer).exists()


def skills() -> list[Skill]:
    """The skills that the organisation has added, the oldest first."""
    return list(Skill.objects.filter(is_retired=False))


def all_skills() -> list[Skill]:
    """Those that are shown no more among them, for operators."""
    return list(Skill.objects.all())


def skill(public_id: str) -> Skill:
    """The skill of this id. Refuses (404) one that is not there."""
    found = Skill.objects.filter(public_id=public_id[:13]).first()
    if found is None:
        raise NotFound("There is no such skill.")
    return found
