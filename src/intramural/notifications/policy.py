"""By which ways news goes to a person: a pure function of what it is and what the person wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intramural.notifications.models import ASKS, News

PAGE = "page"
NOWHERE: frozenset[str] = frozenset()

_KIND = News.Kind
DEFAULTS: dict[str, frozenset[str]] = dict.fromkeys(_KIND.values, frozenset({PAGE}))


@dataclass(frozen=True)
class Facts:
    """What is known of one piece of news when its ways are decided. Numbers; None where there is none."""

    kind: str
    post: int | None = None
    space: int | None = None
    topics: frozenset[int] = frozenset()
    by: int | None = None
    followed_topic: int | None = None


def ways(news: Facts, wishes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The ways by which this person hears of it; none: it stays quiet.

    Silence comes first: of a post, a person or a kind it silences all; of a space or a topic what is only followed, for
    who is named there is still told. Then the nearest wish counts: for the post, its space, the topic that is
    followed, its kind. `wishes` are by their keys ("space:7", "kind:reply").
    """
    silencers = [f"post:{news.post}", f"person:{news.by}", f"kind:{news.kind}"]
    if news.kind not in ASKS:
        silencers += [f"space:{news.space}", *(f"topic:{topic}" for topic in news.topics)]
    if any(wishes.get(key) == NOWHERE for key in silencers):
        return NOWHERE
    for key in (f"post:{news.post}", f"space:{news.space}", f"topic:{news.followed_topic}", f"kind:{news.kind}"):
        if wished := wishes.get(key):
            return wished
    return DEFAULTS[news.kind]
