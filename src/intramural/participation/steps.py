"""The path: eight small steps, each of two minutes, and one that nobody is asked to take. What comes next is never a leap.

read → react → vote → comment → answer → post → write → ask first          recover: when it is needed
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step: why it is worth taking, what to do in two minutes, and where. `rule` is one of evidence.RULES, "" for none."""

    rule: str
    name: str
    why: str
    practice: str
    href: str


LADDER: tuple[Step, ...] = (
    Step(
        "", "Read", "Most of taking part is reading, and it is a full way of being here.", "Read one thing to its end.", "/"
    ),
    Step(
        "react",
        "React",
        "One tap tells somebody that it was worth writing.",
        "Find one thing that helped you, and thank whoever wrote it.",
        "/",
    ),
    Step("vote", "Vote", "A choice says what you think, without a word.", "Find a poll, and choose.", "/"),
    Step(
        "comment",
        "Say something under a post",
        "A sentence from somebody who knows is often all that is missing.",
        "Write one sentence under something that you know about.",
        "/",
    ),
    Step(
        "answer",
        "Answer a question",
        "What takes you a minute may save somebody a day.",
        "Look through the questions, and answer one that you can answer at once.",
        "/?only=questions",
    ),
    Step(
        "post",
        "Share something",
        "Others cannot know what you know until you say it.",
        "Say in a sentence what you learned this week, or what you would like to know.",
        "/write/",
    ),
    Step(
        "write",
        "Write it down",
        "What you are asked again and again is worth a page that others find.",
        "Begin an article with the answer that you give most often. It is kept as a draft.",
        "/write/?kind=article",
    ),
    Step(
        "ask_first",
        "Ask first",
        "Whoever looks after a subject is glad to be asked, and it goes quicker afterwards.",
        "With your next draft about a subject that somebody looks after, choose Ask first.",
        "/stewards/",
    ),
)
RECOVER = Step(
    "recover",
    "Mend it",
    "Something goes too far for everybody one day. Mending it takes a minute and a half.",
    "When it happens: More, then I overshared, on the post.",
    "",
)


def is_done(step: Step, done: Collection[str]) -> bool:
    """Whether it is taken. Reading leaves no trace here, so nobody has to show that they read."""
    return not step.rule or step.rule in done


def suggested(done: Collection[str], ladder: Sequence[Step] = LADDER) -> Step | None:
    """The step above the highest that is taken; after the last one, the first that was passed over. None where all are taken.

    So it is never more than one above the person's own.
    """
    own = max(at for at, step in enumerate(ladder) if is_done(step, done))
    above = ladder[own + 1 : own + 2] or [step for step in ladder if not is_done(step, done)]
    return above[0] if above else None
