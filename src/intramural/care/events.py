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
class WentWider(Event):
    """A post is for more people than somebody who looks after it, and watches, said; or an edit has made it theirs."""

    post_id: int
    audience_id: int
    stewardship_id: int
    person_id: int


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


@dataclass(frozen=True)
class LessonKept(Event):
    """Whoever overshared has said, said otherwise, or taken away what they would have others know."""

    concern_id: int


@dataclass(frozen=True)
class ConsultAsked(Event):
    """Somebody is asked about a draft before it is shared, or asked again because its words are others (`version`)."""

    consult_id: int
    asked_id: int
    version: int


@dataclass(frozen=True)
class ConsultAnswered(Event):
    """One of those who are asked has answered; `answer` is one of Asked.Answer."""

    consult_id: int
    asked_id: int
    remark_id: int
    answer: str


@dataclass(frozen=True)
class ConsultTalked(Event):
    """Something was said in a consult beside the answers."""

    consult_id: int
    remark_id: int


@dataclass(frozen=True)
class ConsultUnanswered(Event):
    """The clock ran out without an answer: the author is told that it is theirs to decide, as it always was."""

    consult_id: int
    asked_id: int


@dataclass(frozen=True)
class OfferTaken(Event):
    """The author took what *fine, if …* offers."""

    consult_id: int
    offer_id: int


@dataclass(frozen=True)
class ConsultDayCame(Event):
    """The day before which the author had agreed not to share has come."""

    consult_id: int
    offer_id: int


@dataclass(frozen=True)
class ConsultClosed(Event):
    """It was shared, thrown away or called off; `end` is one of Consult.End. Its words are gone from the consult."""

    consult_id: int
    end: str


@dataclass(frozen=True)
class DissentNoted(Event):
    """The author says in a sentence why they did not follow an answer."""

    consult_id: int


@dataclass(frozen=True)
class AccessAsked(Event):
    """Somebody who knows of a translucent post asks to read it."""

    request_id: int
    post_id: int


@dataclass(frozen=True)
class AccessAnswered(Event):
    """They may read it from now on (`is_granted`), or not: the answer of its steward or its author, which may change."""

    request_id: int
    post_id: int
    is_granted: bool


@dataclass(frozen=True)
class AccessUnanswered(Event):
    """Nobody has answered in a week. Whoever could is reminded once, and nothing else happens."""

    request_id: int
    post_id: int
