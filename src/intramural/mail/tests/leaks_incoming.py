from __future__ import annotations

from tests.leaks.surfaces import Nothing, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "mail:mail/answer.txt": Nothing("words of the house, and the name of a space that its reader has written to"),
}
