"""A person's path shows no word of a post. That it is nobody else's is shown in test_private."""

from __future__ import annotations

from tests.leaks.surfaces import Acts, Nothing, Shows, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "participation:path": Shows("one's own path", of_people=True),
    "participation:switching": Acts("switching one's own path off"),
    "participation:skills": Nothing("what operators find worth learning, and nothing of what anybody did"),
    "participation:skill": Nothing("one of these"),
}
