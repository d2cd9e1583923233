from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Nothing, Shows, Surface


def for_its_words(world: Any) -> str:
    """Each word of the secret, once as it is and once with a slip; both in one question would only find the one."""
    return f"?q={world.topic_slug}"


SURFACES: dict[str, Surface | list[Surface]] = {
    "search:search": Shows(
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
        ),
        query=lambda w: f"?q={w.topic_slug}+OR+in:{w.space_slug}",
    ),
    "search:suggestions": Shows(
        "what is offered while one types", queries=("?q=zq", "?q=harb", "?q=al"), query=for_its_words
    ),
    "api:search": Shows(
        "what is found, to a program",
        queries=("?q=zq*", "?q=zq*&order=newest&limit=2", "?q=ordinary", "?q=from:alba", "?q=has:file", "?q=-ordinary"),
        query=for_its_words,
    ),
    "command:reindex": Nothing("prints counts, to the operator of the machine"),
}
