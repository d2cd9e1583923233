"""The tables of posts: `posts` for what is said and what hangs on it, `files` for attachments, `embargoes` for what waits."""

from intramural.posts.models.embargoes import Agreement, Embargo
from intramural.posts.models.files import Attachment, AttachmentQuerySet
from intramural.posts.models.posts import (
    Bookmark,
    Comment,
    CommentQuerySet,
    Link,
    Mention,
    PollOption,
    Post,
    PostFollow,
    PostQuerySet,
    Provenance,
    Reaction,
    Release,
    Revision,
    Tally,
    Vote,
    tallies,
)

__all__ = [
    "Agreement",
    "Attachment",
    "AttachmentQuerySet",
    "Bookmark",
    "Comment",
    "CommentQuerySet",
    "Embargo",
    "Link",
    "Mention",
    "PollOption",
    "Post",
    "PostFollow",
    "PostQuerySet",
    "Provenance",
    "Reaction",
    "Release",
    "Revision",
    "Tally",
    "Vote",
    "tallies",
]
