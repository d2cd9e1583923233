"""Questions about one's own path. Whoever looks is the one it is about: no question here takes another person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.participation import evidence, steps
from intramural.participation.models import Coach, Consent, Reader, Skill
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


def coaches() -> list[Coach]:
    """Who is a coach now, by name."""
    now = Coach.objects.filter(through__gte=clock.now().date(), person__is_active=True).select_related("person")
    return list(now.order_by("person__name", "pk"))


def coach(handle: str) -> Coach:
    """The coach of this handle. Refuses (404) whoever is none."""
    found = next((each for each in coaches() if each.person.handle == handle.lower()), None)
    if found is None:
        raise NotFound("There is no such coach.")
    return found


def own_consent(viewer: Person) -> Consent | None:
    """What the viewer lets a coach see just now."""
    return _in_force().filter(person=viewer).first()


def consent(public_id: str, *, viewer: Person) -> Consent:
    """The consent at this address, for the coach whom it names and for its person. Refuses (404) everybody else as if it were none."""
    found = _in_force().filter(Q(coach__person=viewer) | Q(person=viewer), public_id=public_id[:13]).first()
    if found is None:
        raise NotFound
    return found


def _in_force() -> QuerySet[Consent]:
    now = clock.now()
    here = Consent.objects.filter(ends_at__gt=now, coach__through__gte=now.date(), coach__person__is_active=True)
    return here.filter(person__is_active=True).select_related("person", "coach__person")


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
