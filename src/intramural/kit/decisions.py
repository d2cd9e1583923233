"""A decision says yes or no, and always why."""

from __future__ import annotations

from dataclasses import dataclass

from intramural.kit.errors import NotAllowed


@dataclass(frozen=True)
class Decision:
    """The answer of a `may_*`: `because` is a sentence for the person, `remedy` the way on after a no."""

    allowed: bool
    because: str
    remedy: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def required(self) -> None:
        """Refuses (403) with the reason, if the decision is no."""
        if not self.allowed:
            raise NotAllowed(self.because, remedy=self.remedy)


def yes(because: str) -> Decision:
    return Decision(True, because)


def no(because: str, *, remedy: str = "") -> Decision:
    return Decision(False, because, remedy)
