"""Writes the list of refusals into docs/developers/api.md from the code: `python -m tests.refusals_page`."""

from __future__ import annotations

import importlib
import os
import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "developers" / "api.md"
MARK = "a test compares.\n\n"


def page() -> str:
    """The page as the code would have it now: its own words, then one line for each code."""
    head, mark, _ = PAGE.read_text().partition(MARK)
    lines = [f"- `urn:intramural:{kind.code}` ({kind.status}): {_words(kind)}" for kind in refusals()]
    return head + mark + "\n".join(lines) + "\n"


def refusals() -> list[type]:
    """Every kind of refusal, by status and code."""
    import intramural
    from intramural.kit.errors import Refusal

    for path in Path(next(iter(intramural.__path__))).glob("*/errors.py"):
        importlib.import_module(f"intramural.{path.parent.name}.errors")
    importlib.import_module("intramural.api.reading")

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    found = [
        kind
        for kind in below(Refusal) - {Refusal}
        if kind.__module__.startswith("intramural.") and ".tests." not in kind.__module__
    ]
    return sorted(found, key=lambda kind: (kind.status, kind.code, kind.__name__))


def _words(kind: type) -> str:
    """What the table at the top of its module says of it, else its own docstring, else its parent's words."""
    table = sys.modules[kind.__module__].__doc__ or ""
    told = re.search(rf"^\W*{kind.__name__}\s+\d{{3}}\s+(.+)$", table, re.MULTILINE)
    if told:
        return told[1].strip().rstrip(".") + "."
    if kind.__dict__.get("__doc__"):
        return " ".join(kind.__doc__.partition("\n\n")[0].split())
    return _words(kind.__bases__[0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    PAGE.write_text(page())
