from __future__ import annotations

from intramural.stewards.tests.leaks import it
from tests.leaks.surfaces import Acts, Shows, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "thought:fared": [
        Shows("how the second thought fared", at=it, of_people=True),
        Acts("letting it begin anew", at=it),
    ],
    "thought:whole": Shows("how all lines fared together", of_people=True),
    "api:second_thought": [
        Acts(
            "asking for a thought about the secret's words",
            data=lambda w: {"body": " ".join(["A word of", *sorted(w.words.values()), f"#{w.topic_slug}"])},
            json=True,
        ),
        Acts("asking for a thought about a link to it", data=lambda w: {"body": f"See /posts/{w.post_id}/"}, json=True),
    ],
}
