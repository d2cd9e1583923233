"""Writes docs/developers/events.md from the events and who has subscribed to them: `python -m tests.events_page`."""

from __future__ import annotations

import dataclasses
import importlib
import os
import pkgutil
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "developers" / "events.md"
HEAD = """\
# Events

What the house notes when something has happened. An event carries ids and never words; it is written in the transaction
of the change. *At once* handlers run inside that transaction and can fail it; the others are told after commit, again
after a crash, and bear being told twice.

This page is made from the code by `python -m tests.events_page`; a test compares.
"""


def page() -> str:
    """The page as the code would have it now."""
    import intramural
    from intramural.record import journal

    domains = [
        room.name
        for room in pkgutil.iter_modules(intramural.__path__)
        if importlib.util.find_spec(f"intramural.{room.name}.events") is not None
    ]
    parts = [HEAD]
    for domain in sorted(domains):
        module = importlib.import_module(f"intramural.{domain}.events")
        events = sorted(
            (
                kind
                for kind in vars(module).values()
                if isinstance(kind, type) and issubclass(kind, journal.Event) and kind.__module__ == module.__name__
            ),
            key=lambda kind: kind.__name__,
        )
        if events:
            parts.append(f"\n## {domain}\n")
        parts += [_event(kind, journal) for kind in events]
    return "".join(parts)


def _event(kind: type, journal: object) -> str:
    carries = ", ".join(f"`{field.name}`" for field in dataclasses.fields(kind)) or "nothing"
    doc = "" if (kind.__doc__ or "").startswith(f"{kind.__name__}(") else " ".join((kind.__doc__ or "").split())
    lines = [f"- **{kind.__name__}** carries {carries}." + (f" {doc}" if doc else "")]
    for heard, handlers in (("At once", journal._at_once), ("After commit", journal._handlers)):  # type: ignore[attr-defined]
        names = sorted({f"`{h.__module__.removeprefix('intramural.')}.{h.__qualname__}`" for h in handlers.get(kind.__name__, ())
                        if h.__module__.startswith("intramural.")})  # fmt: skip
        if names:
            lines.append(f"  {heard}: {', '.join(names)}.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page())
