"""What a source yields, whatever its format: people, places, messages, and what it cannot give with the reason.

Texts are Markdown that may hold references to things whose place here is not known yet:

    \\0@slack:T03:U07\\0     a person            \\0#slack:T03:C01\\0     a place
    \\0/slack:T03:C01:165.3\\0|words\\0            a message, and the words that stand for it where it is not here

A zero byte cannot come from a source: everything that it says goes through `kit.markup.clean` first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from intramural.kit.markup import Rendered
from intramural.people.actions.bringing_in import Newcomer


@dataclass(frozen=True, slots=True)
class Named:
    """Something that is not taken, and why; it goes into the report under its reason."""

    reason: str
    what: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages stand: a space, or (`is_talk`) the named people of a private conversation.

    A gated place admits its members and nobody else; an open one is for everyone.
    """

    origin: str
    name: str
    is_gated: bool
    members: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    is_talk: bool = False
    is_external: bool = False
    description: str = ""
    founded_at: datetime | None = None
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message: its bytes, or only where it lies in the system that it comes from, or neither."""

    name: str
    content: Callable[[], Iterable[bytes]] | None = None
    url: str = ""
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `answers` names the message that it replies to; a message that answers nothing becomes a post.

    With `is_in_a_thread`, what it answers was surely there; else it is a post itself where the answered is unknown here. It
    stands in `place`, or where that is "" is for the people `among` whom it was, and for its author.
    """

    origin: str
    place: str
    author: str
    at: datetime
    body: str
    what: str
    stranger: str = ""
    """The name of an author whom the source does not list among its people."""
    title: str = ""
    among: tuple[str, ...] = ()
    answers: str = ""
    is_in_a_thread: bool = True
    edited_at: datetime | None = None
    reactions: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    notes: tuple[str, ...] = ()
    size: int = 0
    rendered: Rendered | None = None
    """What its body looks like, where somebody beside has drawn it already."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A person came into a place at a time; said on the way, and kept as the date of their membership."""

    place: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One step through the source: a message, or a thing that is named instead, perhaps with what else it tells."""

    said: Message | Named
    joined: tuple[Joined, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Passed:
    """So much of the source was read on the way to something else."""

    size: int


class Source(Protocol):
    """One format. Each method may be called once, in this order; `total` is in the unit of `Message.size`."""

    name: str
    total: int

    def people(self) -> Iterator[Newcomer | Named | Passed]: ...

    def places(self) -> Iterator[Place | Named]: ...

    def messages(self) -> Iterator[Part]: ...
