"""What is thought about, and what is thought of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from intramural.audiences.models import Audience
from intramural.people.models import Person, Unit
from intramural.spaces.models import Space
from intramural.stewards.models import Stewardship
from intramural.thought import derivation
from intramural.thought.signals import Finding

MOST_OF_A_FILE, MOST_OF_ALL = 20_000, 60_000
MANY = 100
"""More readers than this are many, whoever they are."""
NAMED, SPACE, UNIT, EVERYONE = range(4)
WIDEST = {"named": NAMED, "space": SPACE, "unit": UNIT, "everyone": EVERYONE}
_HOW_FAR = {"me": NAMED, "people": NAMED, "space": SPACE, "members": SPACE, "units": UNIT, "everyone": EVERYONE}


@dataclass(frozen=True)
class File:
    """An attachment: its name, and what could be read of it."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody is about to share. `audience` is one of the composer's words; `reach` says how far that goes, in words, and
    `readers` in number; `is_wide`: units that hold many of those who are here. `unit` is the one that it would speak for.

    `heard` are those who have been asked about it already: they are not named again. What is out has `shared_at`. Of what
    waits for its day (`opens_at`) audience and reach are of then. `tells` are those whom it is for, where they are few. `shell` is
    what of a translucent one goes further than the rest: title and sentence, as if they were shared alone.
    """

    text: str
    author: Person | None = None
    title: str = ""
    kind: str = "update"
    files: tuple[File, ...] = ()
    source_url: str = ""
    made_by: str = ""
    owner: str = ""
    audience: str = "everyone"
    space: Space | None = None
    voice: str = "role"
    unit: Unit | None = None
    reach: str = ""
    readers: int = 0
    is_wide: bool = False
    heard: frozenset[int] = frozenset()
    shared_at: datetime | None = None
    opens_at: datetime | None = None
    tells: Audience | frozenset[int] | None = None
    shell: Draft | None = None

    @property
    def how_far(self) -> int:
        """How far it would go, on the scale of a say: NAMED, SPACE, UNIT, EVERYONE. An open space is read by everyone."""
        if self.is_wide or (self.audience == "space" and self.space is not None and not self.space.is_gated):
            return EVERYONE
        return _HOW_FAR.get(self.audience, EVERYONE)

    @property
    def goes_outside(self) -> bool:
        return self.space is not None and self.space.is_external and self.audience in ("space", "members")

    @property
    def goes_far(self) -> bool:
        """Whether many could read it, or people from outside."""
        return self.how_far == EVERYONE or self.goes_outside or self.readers > MANY

    @property
    def is_official(self) -> bool:
        return self.voice == "official"

    @property
    def own(self) -> str:
        """The words that its author wrote: title and body."""
        return f"{self.title}\n{self.text}"

    @property
    def whole(self) -> str:
        """All its words: title, body, and what stands in its files."""
        return "\n".join([self.own, *(file.text[:MOST_OF_A_FILE] for file in self.files)])[:MOST_OF_ALL]

    @cached_property
    def stems(self) -> Sequence[str]:
        """The stems of all its words, worked out once."""
        return derivation.stems_of(self.whole)


@dataclass(frozen=True)
class Subject:
    """Something that somebody looks after, touched by a text: by which sign, and why in words."""

    stewardship: Stewardship
    signal: str
    because: str

    @property
    def key(self) -> str:
        return f"{self.signal}.{self.stewardship.public_id}"


@dataclass(frozen=True)
class Thought:
    """One sentence about a draft. `key` tells it from others; `needs_confirming`: it holds a live credential."""

    signal: str
    reason: str
    people: tuple[Person, ...] = ()
    subjects: tuple[Subject, ...] = ()
    findings: tuple[Finding, ...] = ()
    narrow_to: str = "people"

    @property
    def stewardship(self) -> Stewardship | None:
        """The first of what is touched; None where it is nobody's."""
        return self.subjects[0].stewardship if self.subjects else None

    @property
    def needs_confirming(self) -> bool:
        return self.signal == "credential"

    @property
    def key(self) -> str:
        return "+".join(each.key for each in self.subjects) or self.signal
