from __future__ import annotations

from typing import Any

from intramural.participation import actions
from tests.access import Row

OPERATORS = (302, 403, 403, 403, 403, 403)  # and then what the operator gets
NEW = {"name": "Respecting control", "why": "It keeps trust.", "practice": "Ask before you share.", "rule": "ask_first"}


def a_skill(scene: Any) -> None:
    scene.skill = actions.add_skill(by=scene.operator, **NEW)


def its(scene: Any) -> list[str]:
    return [scene.skill.public_id]


ACCESS = {
    #                           visitor guest member space_member owner author operator
    "participation:path": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "participation:switching": Row("POST", (302, 302, 302, 302, 302, 302, 302)),
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
