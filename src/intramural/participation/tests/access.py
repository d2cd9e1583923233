from __future__ import annotations

from typing import Any

from intramural.kit import clock
from intramural.participation import actions
from tests.access import Row

OPERATORS = (302, 403, 403, 403, 403, 403)  # and then what the operator gets
NEW = {"name": "Respecting control", "why": "It keeps trust.", "practice": "Ask before you share.", "rule": "ask_first"}


def a_skill(scene: Any) -> None:
    scene.skill = actions.add_skill(by=scene.operator, **NEW)


def its(scene: Any) -> list[str]:
    return [scene.skill.public_id]


def consented(scene: Any) -> None:
    """The owner is a coach, and may look for a while at what comes up again with the author."""
    scene.coach = actions.name_coach(scene.owner, by=scene.operator, through=clock.now().date())
    scene.consent = actions.consent(scene.coach, by=scene.author, days=14)


def the_consent(scene: Any) -> list[str]:
    return [scene.consent.public_id]


def the_coach(scene: Any) -> list[str]:
    return [scene.owner.handle]


COACH = {"coach": "ada", "days": "14"}

ACCESS = {
    #                           visitor guest member space_member owner author operator
    "participation:path": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "participation:switching": Row("POST", (302, 302, 302, 302, 302, 302, 302)),
    "participation:coach": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), first=consented),
        Row("POST", (302, 302, 302, 302, 403, 302, 302), first=consented, data=COACH),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), data=COACH),
        Row("POST", (302, 422, 422, 422, 403, 422, 422), first=consented, data={**COACH, "days": "9999"}),
    ],
    "participation:withdrawal": Row("POST", (302, 302, 302, 302, 302, 302, 302), first=consented),
    "participation:closing": Row("POST", (302, 302, 302, 302, 302, 302, 302), at=lambda s: ["pay"]),
    "participation:seen": [
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=the_consent, first=consented),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["nothing"]),
    ],
    "participation:coaches": [
        Row("GET", (*OPERATORS, 200), first=consented),
        Row("POST", (*OPERATORS, 302), data=lambda s: {"person": "@ada", "through": clock.now().date().isoformat()}),
        Row("POST", (*OPERATORS, 422), data={"person": "@gus", "through": "2026-01-01"}),
        Row("POST", (*OPERATORS, 422), data={}),
    ],
    "participation:dismissal": [
        Row("POST", (302, 403, 403, 403, 302, 403, 302), at=the_coach, first=consented),
        Row("POST", (302, 403, 403, 404, 403, 403, 404), at=lambda s: ["ben"]),
    ],
    "participation:skills": [
        Row("GET", (*OPERATORS, 200)),
        Row("POST", (*OPERATORS, 302), data=NEW),
        Row("POST", (*OPERATORS, 422), data={**NEW, "rule": "was seen"}),
    ],
    "participation:skill": [
        Row("GET", (*OPERATORS, 200), at=its, first=a_skill),
        Row("GET", (*OPERATORS, 404), at=lambda s: ["nothing"]),
        Row("POST", (*OPERATORS, 302), at=its, first=a_skill, data={**NEW, "why": "It is kind."}),
        Row("POST", (*OPERATORS, 422), at=its, first=a_skill, data={**NEW, "why": ""}),
        Row("POST", (*OPERATORS, 302), at=its, first=a_skill, data={"retire": "1"}),
    ],
}
