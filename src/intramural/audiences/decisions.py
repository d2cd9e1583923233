"""Decisions, by the name under which the higher storeys know them; people below audiences decide too."""

from __future__ import annotations

from intramural.kit.decisions import Decision, no, yes

__all__ = ["Decision", "no", "yes"]
