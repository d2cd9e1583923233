from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class PostNarrowed(Event):
    """A post is for fewer people from this moment, or (`is_takedown`) for its author and who looks after it alone."""

    narrowing_id: int
    post_id: int
    is_takedown: bool


@dataclass(frozen=True)
class NarrowingAgreed(Event):
    """The author agrees, or (`is_upheld`) a second person upholds it: it does not end by itself any more."""

    narrowing_id: int
    post_id: int
    is_upheld: bool


@dataclass(frozen=True)
class NarrowingEnded(Event):
    """The post is for whom it was for before; `end` is one of Narrowing.End."""

    narrowing_id: int
    post_id: int
    end: str


@dataclass(frozen=True)
class ExposureOpened(Event):
    """Somebody on the matter has looked at whom the post reached."""

    post_id: int


@dataclass(frozen=True)
class ConcernRaised(Event):
    """A private talk about a post has begun."""

    concern_id: int
    message_id: int
    post_id: int


@dataclass(frozen=True)
class ConcernAnswered(Event):
    concern_id: int
    message_id: int


@dataclass(frozen=True)
class ConcernClosed(Event):
    """Both sides say that it is settled."""

    concern_id: int
