from __future__ import annotations

from typing import Any

from intramural.announcements import actions
from intramural.people.actions import delegate
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from tests.access import Row


def official(scene: Any, **more: Any) -> Any:
    """What the author says officially for a unit."""
    delegate(scene.author, unit=scene.unit, by=scene.operator)
    return a_post(by=scene.author, body="From May we start at six.", voice="official", voice_unit=scene.unit, **more)


def asking(scene: Any) -> None:
    scene.official = official(scene)
    actions.ask(scene.official, by=scene.author)


def asking_inside(scene: Any) -> None:
    scene.official = official(scene, to=Choice("space", space=scene.space))
    actions.ask(scene.official, by=scene.author)


def its_post(scene: Any) -> list[str]:
    return [scene.official.public_id]


ACCESS = {
    "announcements:acknowledgement": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=its_post, first=asking),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=its_post, first=asking_inside),
        Row("POST", (302, 404, 302, 302, 302, 403, 302), at=its_post, first=asking),
        Row("POST", (302, 404, 404, 302, 302, 403, 404), at=its_post, first=asking_inside),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=its_post, first=asking, data={"ask": "1"}),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=its_post, first=asking, data={"take_back": "1"}),
    ],
}
