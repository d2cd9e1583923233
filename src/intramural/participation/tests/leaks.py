"""A person's path shows no word of a post. That it is nobody else's is shown in test_private."""

from __future__ import annotations

from tests.leaks.surfaces import Acts, Nothing, Shows, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "participation:path": Shows("one's own path", of_people=True),
    "participation:switching": Acts("switching one's own path off"),
    "participation:coach": [
        Shows("choosing a coach", of_people=True),
        Acts("letting a coach see", data={"coach": "mara", "days": "14"}),
    ],
    "participation:withdrawal": Acts("taking a consent back"),
    "participation:closing": Acts("closing a card", at=lambda w: [w.topic_slug]),
    "participation:seen": Shows("what a coach sees", at=lambda w: [w.absent_id], of_people=True),
    "participation:coaches": Nothing("who is a coach, for operators, and nothing of whom they coach"),
    "participation:dismissal": Acts("being a coach no more", at=lambda w: [w.author_handle]),
    "participation:skills": Nothing("what operators find worth learning, and nothing of what anybody did"),
    "participation:skill": Nothing("one of these"),
}
