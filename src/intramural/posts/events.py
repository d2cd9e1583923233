from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class PostPublished(Event):
    """Noted at publishing; the post reaches others when its undo window has ended (`Post.released_at`)."""

    post_id: int


@dataclass(frozen=True)
class PostReleased(Event):
    """The undo window of a post has ended: from now on others can read it, and may be told. Noted by the keeper, once.

    Of what was not before a day it is noted again when that day has come, for whom it opens then.
    """

    post_id: int


@dataclass(frozen=True)
class PostWithdrawn(Event):
    """Taken back within the undo window: it is a draft again, and nobody has seen it."""

    post_id: int


@dataclass(frozen=True)
class DraftDiscarded(Event):
    """A draft is about to go, with its files; noted before its row does."""

    post_id: int


@dataclass(frozen=True)
class PostEdited(Event):
    post_id: int
    version: int


@dataclass(frozen=True)
class PostDeleted(Event):
    post_id: int


@dataclass(frozen=True)
class AudienceChanged(Event):
    """The author chose another audience, or it was narrowed or given back; `audience_version` tells derived copies that they
    are stale."""

    post_id: int
    audience_id: int
    audience_version: int
    from_audience_id: int | None = None
    from_known_to_id: int | None = None


@dataclass(frozen=True)
class PersonLetIn(Event):
    """One person more may read a translucent post, and nobody else."""

    post_id: int
    person_id: int


@dataclass(frozen=True)
class PersonPutOut(Event):
    """That this person was let in was taken back."""

    post_id: int
    person_id: int


@dataclass(frozen=True)
class EmbargoSet(Event):
    """A post waits for its day: until then it is for a circle that knows."""

    embargo_id: int
    post_id: int


@dataclass(frozen=True)
class EmbargoMoved(Event):
    """Its day is another one, or for whom it opens, or by which names it is known."""

    embargo_id: int
    post_id: int


@dataclass(frozen=True)
class EmbargoAgreed(Event):
    """Its author, or somebody who looks after it, agrees with the day."""

    embargo_id: int
    post_id: int


@dataclass(frozen=True)
class EmbargoEnded(Event):
    """It waits no more; `end` is one of Embargo.End. What opened is released in the same moment."""

    embargo_id: int
    post_id: int
    end: str


@dataclass(frozen=True)
class CommentPublished(Event):
    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentReleased(Event):
    """As PostReleased: from now on whoever reads the post can read the comment."""

    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentEdited(Event):
    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentDeleted(Event):
    comment_id: int
    post_id: int


@dataclass(frozen=True)
class Reacted(Event):
    reaction_id: int
    post_id: int


@dataclass(frozen=True)
class ReactionTakenBack(Event):
    post_id: int


@dataclass(frozen=True)
class AnswerAccepted(Event):
    post_id: int
    comment_id: int


@dataclass(frozen=True)
class AnswerUnaccepted(Event):
    """The question is open again."""

    post_id: int
    comment_id: int


@dataclass(frozen=True)
class FileAttached(Event):
    attachment_id: int
    post_id: int


@dataclass(frozen=True)
class FileDescribed(Event):
    """Its author says what it shows, or says so otherwise."""

    attachment_id: int
    post_id: int


@dataclass(frozen=True)
class FileRemoved(Event):
    """Taken off its post by its author; its bytes go a month later."""

    attachment_id: int
    post_id: int


@dataclass(frozen=True)
class BroughtIn(Event):
    """A batch of what another system held was written, with its original dates. Nobody is told of it."""

    run: str
    posts: int
    comments: int
