from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Nothing, Shows, Surface


def for_its_words(world: Any) -> str:
    """The secret's own word."""
    return f"?q={world.topic_slug}"


def with_a_slip(world: Any) -> str:
    """The secret's own word with two letters changed about."""
    word = world.topic_slug
    return f"?q={word[:4]}{word[5]}{word[4]}{word[6:]}"


SURFACES: dict[str, Surface | list[Surface]] = {
    "search:search": [
        Shows("the secret's own word", query=for_its_words),
        Shows("that word with a slip", query=with_a_slip),
        Shows("what was said about it", query=lambda w: f"?q=topic:{w.topic_slug}"),
        Shows(
            "what is found",
            queries=(
                "?q=zq*",
                "?q=zq*&order=newest",
                "?q=ordinary",
                "?q=ordinary&order=newest",
                "?q=ordinary&kind=questions",
                "?q=from:alba",
                "?q=from:alba&kind=comments",
                "?q=topic:pay&order=newest",
                "?q=has:file",
                "?q=has:link",
                "?q=is:question",
                "?q=is:answered",
                "?q=-ordinary",
                "?q=after:2026-03-02+-ordinary&order=newest",
                "?q=harbour",
                "?q=in:harbour",
                "?q=ulla",
            ),
            query=lambda w: f"?q=ordinary+in:{w.space_slug}",
        ),
    ],
    "search:suggestions": Shows(
        "what is offered while one types", queries=("?q=zq", "?q=harb", "?q=al", "?q=ul"), query=for_its_words
    ),
    "api:search": Shows(
        "what is found, to a program",
        queries=("?q=zq*", "?q=zq*&order=newest&limit=2", "?q=ordinary", "?q=from:alba", "?q=has:file", "?q=-ordinary"),
        query=for_its_words,
    ),
    "command:reindex": Nothing("prints counts, to the operator of the machine"),
}
