from __future__ import annotations

from tests.leaks.surfaces import Nothing

SURFACES = {"ui:gallery": Nothing("examples of components, and no content")}
