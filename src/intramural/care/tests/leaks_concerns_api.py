from __future__ import annotations

from intramural.care.tests.leaks import its_matter, its_post, its_talk
from tests.leaks.surfaces import Acts, Shows, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "api:raise_concern": Acts("raising a concern, by a program", at=its_post, data={"kind": "unsure"}, json=True),
    "api:recover": Acts("mending it, by a program", at=its_post, data={}, json=True),
    "api:concerns": Shows("the private talks that one takes part in, to a program", of_people=True),
    "api:concern": Shows("a private talk, to a program", at=its_talk),
    "api:answer_concern": Acts("answering in a private talk, by a program", at=its_talk, data={"body": "I see."}, json=True),
    "api:close_concern": Acts("settling a private talk, by a program", at=its_talk, json=True),
    "api:keep_lesson": Acts("keeping a lesson, by a program", at=its_talk, data={"lesson": "Hm."}, method="PUT", json=True),
    "api:talk_about_narrowing": Acts(
        "saying something about a narrowing, by a program", at=its_matter, data={"body": "Why?"}, json=True
    ),
    "api:exposure": Shows("whom it reached, to a program", at=its_post, of_people=True),
}
