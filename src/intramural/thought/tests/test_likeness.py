"""Whose subject it is, on texts of our own: right first in four of five, within three nearly always; quiet elsewhere."""

from __future__ import annotations

import random

import pytest

from intramural.thought import likeness, weighing
from intramural.thought.tests import memory

SUBJECTS = {
    "pricing": [
        "price",
        "rate",
        "surcharge",
        "discount",
        "margin",
        "quote",
        "invoice",
        "customer",
        "tariff",
        "list",
        "increase",
        "offer",
        "contract",
        "cost",
        "fee",
    ],
    "safety": [
        "near",
        "miss",
        "ramp",
        "vest",
        "accident",
        "forklift",
        "injury",
        "alarm",
        "drill",
        "exit",
        "helmet",
        "slip",
        "hazard",
        "incident",
        "barrier",
    ],
    "carriers": [
        "haulier",
        "driver",
        "subcontractor",
        "trailer",
        "truck",
        "toll",
        "diesel",
        "route",
        "pallet",
        "dispatch",
        "carrier",
        "contract",
        "load",
        "border",
    ],
    "night": [
        "shift",
        "roster",
        "night",
        "rest",
        "light",
        "midnight",
        "food",
        "sleep",
        "handover",
        "break",
        "swap",
        "overtime",
        "lamp",
        "coffee",
        "weekend",
    ],
    "planner": [
        "planner",
        "software",
        "feature",
        "release",
        "screen",
        "bug",
        "update",
        "login",
        "map",
        "filter",
        "export",
        "button",
        "version",
        "roadmap",
    ],
    "training": [
        "licence",
        "course",
        "trainer",
        "exam",
        "certificate",
        "lesson",
        "learn",
        "beginner",
        "mentor",
        "module",
        "classroom",
        "practice",
        "skill",
        "first",
    ],
}
OTHERS = [
    "garden",
    "concert",
    "recipe",
    "holiday",
    "football",
    "bicycle",
    "kitten",
    "birthday",
    "cake",
    "weather",
    "museum",
    "novel",
    "guitar",
    "lake",
    "picnic",
    "mountain",
]
FILLER = [
    "today",
    "we",
    "heard",
    "about",
    "something",
    "and",
    "several",
    "people",
    "asked",
    "whether",
    "anybody",
    "knows",
    "more",
    "of",
    "it",
    "before",
    "the",
    "week",
    "ends",
]


def a_text(own: list[str], chance: random.Random, *, length: int = 40) -> str:
    every = [word for words in SUBJECTS.values() for word in words]
    return " ".join(
        chance.choice(own) if (drawn := chance.random()) < 0.3 else chance.choice(every if drawn < 0.4 else FILLER)
        for _ in range(length)
    )


@pytest.fixture(scope="module")
def shelf():
    chance = random.Random(5)
    names = list(SUBJECTS)
    return memory.Shelf(
        {number: [("post", a_text(SUBJECTS[name], chance)) for _ in range(12)] for number, name in enumerate(names)}
    )


def test_the_right_subject_stands_first(shelf):
    chance = random.Random(6)
    asked = [(number, a_text(words, chance)) for number, words in enumerate(SUBJECTS.values()) for _ in range(30)]
    ranked = [[each.subject for each in likeness.rank(likeness.stems_of(text), shelf)] for _, text in asked]
    first = sum(found[:1] == [right] for (right, _), found in zip(asked, ranked, strict=True))
    among = sum(right in found[:3] for (right, _), found in zip(asked, ranked, strict=True))
    assert first >= 0.8 * len(asked)
    assert among >= 0.95 * len(asked)


def test_it_is_quiet_about_other_things(shelf):
    chance = random.Random(7)
    drafts = [" ".join(chance.choice(OTHERS + FILLER) for _ in range(40)) for _ in range(200)]
    shown = [weighing.is_sure(likeness.rank(likeness.stems_of(text), shelf), threshold=weighing.FLOOR) for text in drafts]
    assert sum(shown) <= 0.1 * len(drafts)


def test_it_says_why(shelf):
    [best, *_] = likeness.rank(likeness.stems_of(a_text(SUBJECTS["safety"], random.Random(8), length=80)), shelf)
    assert best.telling
    assert weighing.because(best, "Safety").startswith(("it resembles", "it uses words of Safety"))
    assert weighing.because(likeness.Likeness(1, 0.5, {"post": 3}), "Carriers") == "it resembles three posts in Carriers"
    assert weighing.because(likeness.Likeness(1, 0.5, {"post": 1, "example": 20}), "Pay") == (
        "it resembles one post and 20 examples in Pay"
    )


def test_nothing_is_like_nothing(shelf):
    assert likeness.rank([], shelf) == []
    assert likeness.rank(["zzzz"], shelf) == []
    assert not weighing.is_sure([], threshold=0)


def test_of_two_subjects_the_better_known_stands_first():
    """One text is no subject yet: what it happens to say would be all that it is about."""
    chance, words = random.Random(9), SUBJECTS["carriers"]
    once = " ".join(words[:8])
    shelf = memory.Shelf({1: [("post", once)], 2: [("post", " ".join(chance.sample(words, 9))) for _ in range(12)]})
    [first, second] = likeness.rank(likeness.stems_of(" ".join([*words[:5], *OTHERS[:6]])), shelf)
    assert (first.subject, second.subject) == (2, 1)


def a_document(number: int, chance: random.Random, words: int = 400) -> str:
    own = [
        f"{stem}{chance.choice('aeiou')}{chance.choice('bdgklmnprst')}" for stem in ("tor", "mal", "vin", "kes", "pol")
    ] * 30
    every = [f"w{chance.randrange(3_000)}x" for _ in range(words)]
    return " ".join(chance.choice([*own, *FILLER]) if chance.random() < 0.2 else each for each in every)


def test_documents_are_known_again_after_cuts_and_edits():
    chance = random.Random(9)
    documents = {number: a_document(number, chance) for number in range(40)}
    shelf = memory.Kept(documents)
    found = 0
    for number, text in documents.items():
        words = text.split()
        part = words[100:240]
        edited = " ".join(word if chance.random() > 0.12 else "other" for word in part)
        lines = "\n * ".join(edited[place : place + 50] for place in range(0, len(edited), 50)).upper()
        found += [each.document for each in shelf.sources_of(f"Look at this:\n{lines}")][:1] == [number]
    assert found >= 0.95 * len(documents)
    alarms = sum(bool(shelf.sources_of(a_document(number, chance))) for number in range(100))
    assert alarms <= 1


def test_boilerplate_is_no_derivation():
    footer = (
        "kind regards from the carrier desk of ostergate logistics where every pallet finds its way home in time for supper"
    )
    documents = {number: f"{a_document(number, random.Random(number), 80)} {footer}" for number in range(20)}
    assert memory.Kept(documents).sources_of(footer) == []
