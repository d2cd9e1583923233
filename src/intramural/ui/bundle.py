"""One style sheet and one script, joined from the components and the domains that own the pieces.

Order of layers: reset, base, components, domain, utilities. The joined files exist only as static files; nobody edits
them. Found by Django's staticfiles like any file, so that their names carry their hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

PACKAGE = Path(__file__).resolve().parent.parent
UI = PACKAGE / "ui"
CSS, JS = "ui/intramural.css", "ui/intramural.js"


def stylesheet() -> str:
    """The whole style sheet. Tokens and fonts stand first, in no layer."""
    parts = ["@layer reset, base, components, domain, utilities;", (UI / "styles/tokens.css").read_text(encoding="utf-8")]
    parts += [
        f"@layer {layer} {{\n{(UI / 'styles' / f'{layer}.css').read_text(encoding='utf-8')}}}" for layer in ("reset", "base")
    ]
    parts += [
        f"@layer components {{\n{path.read_text(encoding='utf-8')}}}" for path in sorted(UI.glob("components/*/*.css"))
    ]
    parts += [
        f"@layer domain {{\n{path.read_text(encoding='utf-8')}}}"
        for path in sorted(PACKAGE.glob("*/styles/*.css"))
        if path.parts[-3] != "ui"
    ]
    parts.append(f"@layer utilities {{\n{(UI / 'styles/utilities.css').read_text(encoding='utf-8')}}}")
    return "\n".join(parts)


def script() -> str:
    """All custom elements, each in a block of its own so that their names cannot meet."""
    return "\n".join(f"{{\n{path.read_text(encoding='utf-8')}}}" for path in sorted(PACKAGE.glob("*/elements/*.js")))


class _Joined(Storage):
    """A storage of the two joined files, which have no place on the disk."""

    prefix = ""
    made = {CSS: stylesheet, JS: script}

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        return ContentFile(self.made[name]().encode(), name=name)

    def path(self, name: str) -> str:
        return name  # collectstatic names it in its log and does nothing else with it

    def exists(self, name: str) -> bool:
        return name in self.made

    def get_modified_time(self, name: str) -> Any:
        from intramural.kit import clock

        return clock.now()


class BundleFinder(BaseFinder):
    """Finds the joined files for collectstatic and, in development, writes them where a server can find them."""

    storage = _Joined()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        return []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        for name in (CSS, JS):
            yield name, self.storage
