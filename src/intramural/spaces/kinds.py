"""The six kinds of spaces, and what each suggests to whoever founds one (R83)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`gated` says how such a space begins: "open", "gated" or, where there is no choice, "always" and "never"."""

    name: str
    label: str
    what: str
    description: str
    gated: str
    first_posts: tuple[str, ...]

    @property
    def begins_gated(self) -> bool:
        return self.gated in ("gated", "always")

    @property
    def may_be_gated(self) -> bool:
        return self.gated != "never"

    @property
    def may_be_open(self) -> bool:
        return self.gated != "always"


KINDS = (
    Kind(
        name="social",
        label="Social",
        what="What people like to do together: bowling, photographs, the running group.",
        description="For everybody who likes it. No experience needed.",
        gated="open",
        first_posts=(
            "When and where do we meet next?",
            "Which three things should somebody who is new know?",
            "Show one picture of the last time.",
        ),
    ),
    Kind(
        name="project",
        label="Project",
        what="People from several units who make one thing, until it is done.",
        description="What we make, for whom, and until when.",
        gated="open",
        first_posts=(
            "What will be different when this is done?",
            "Who does what, and whom does one ask?",
            "What is decided already, and what is still open?",
        ),
    ),
    Kind(
        name="practice",
        label="Practice",
        what="People of one craft, wherever they work: buyers, nurses, testers.",
        description="How we do our work, what we learned, and who can help.",
        gated="open",
        first_posts=(
            "What did you learn lately that others should know?",
            "Which question do people ask you most often?",
            "Which one document do you use every week?",
        ),
    ),
    Kind(
        name="unit",
        label="Unit",
        what="One unit and whoever works with it.",
        description="What we do, and how to reach us.",
        gated="open",
        first_posts=(
            "What can others come to us for?",
            "What keeps us busy this month?",
            "Who is new, and who has moved on?",
        ),
    ),
    Kind(
        name="official",
        label="Official",
        what="What everybody has to be able to find. All members are in it; an operator founds it.",
        description="What everybody here needs to know.",
        gated="never",
        first_posts=(
            "What will be said here, and how often?",
            "Whom does one ask when something is unclear?",
        ),
    ),
    Kind(
        name="external",
        label="External",
        what="Together with people outside the organisation. Always gated; guests come by invitation.",
        description="What we work on together, and who is in it from outside.",
        gated="always",
        first_posts=(
            "Who is who, on both sides?",
            "What is shared here, and what is not?",
            "By when does each side answer?",
        ),
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
TAKEN_WORDS = frozenset({"new", "share"})
"""What the address of no space is: the page of founding one, and where mails for no space are forwarded to."""
CHANGEABLE = ("social", "project", "practice", "unit")
"""The kinds between which a space may move. Nothing becomes official or external, or stops being so, after the fact."""
