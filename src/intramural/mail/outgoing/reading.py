"""What a letter is about, as its reader would see it on a page now. Whatever they may not see is not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intramural.audiences.queries import Reach
from intramural.kit import clock, markup
from intramural.mail import addresses, queries
from intramural.mail.models import Letter
from intramural.people.models import Person
from intramural.posts import files, opening, reach
from intramural.posts import queries as posts
from intramural.posts.files import File
from intramural.posts.models import Comment, Post
from intramural.posts.queries import Card
from intramural.spaces.models import Space

LONGEST_SUBJECT = 64
NOBODY = "Somebody who has left"


def short_title(post: Post) -> str:
    """The post in a line of a list."""
    return post.title or markup.excerpt(post.body, length=LONGEST_SUBJECT) or "A post without words"


def author_name(post: Post) -> str:
    return post.author.name if post.author is not None else NOBODY


@dataclass(frozen=True)
class News:
    """One letter's post, and its comment if it is about one, with what stands around them.

    `waits` is the day before which its readers are the circle that knows.
    """

    letter: Letter
    post: Post
    comment: Comment | None
    card: Card
    reach: Reach
    files: tuple[File, ...]
    waits: opening.Waits | None = None

    @property
    def person(self) -> Person:
        return self.letter.person

    @property
    def reason(self) -> str:
        return self.letter.reason

    @property
    def space(self) -> Space | None:
        """Where it stands, if the reader may know of that."""
        return self.post.space if self.card.space_slug else None

    @property
    def goes_outside(self) -> bool:
        """Whether people outside the organisation read it, or it stands where they do (R28)."""
        return self.reach.outside or (self.post.space is not None and self.post.space.is_external)

    @property
    def about_id(self) -> str:
        return queries.list_of(self.post)

    @property
    def author_name(self) -> str:
        author = self.comment.author if self.comment is not None else self.post.author
        return author.name if author is not None else NOBODY

    @property
    def html(self) -> str:
        return self.comment.body_html if self.comment is not None else self.post.body_html

    @property
    def excerpt(self) -> str:
        return markup.excerpt(self.comment.body if self.comment is not None else self.post.body, length=240)

    @property
    def title(self) -> str:
        """The post's title, or its first words; what it is, where it has none."""
        words = self.post.title or markup.excerpt(self.post.body, length=LONGEST_SUBJECT)
        return markup.clean_line(words) or f"{self.post.get_kind_display()} by {self.card.author_name or NOBODY.lower()}"

    @property
    def url(self) -> str:
        return self.comment.url if self.comment is not None else self.card.url

    @property
    def message_id(self) -> str:
        return addresses.message_id(self.comment or self.post)


def read(letters: Sequence[Letter]) -> list[News]:
    """What these letters of one person are about, those left out that the person may not see now or does not want."""
    found = []
    if not letters or not queries.may_be_mailed(letters[0].person):
        return []
    left = queries.left_by(letters[0].person)
    for letter in letters:
        news = _read(letter)
        if news is not None and news.about_id not in left and not (letter.bundle and addresses.DIGESTS in left):
            found.append(news)
    return found


def _read(letter: Letter) -> News | None:
    person = letter.person
    post = (
        Post.objects.released_to(person)
        .filter(pk=letter.post_id)
        .select_related("author", "space", "audience", "voice_unit")
        .first()
    )
    if post is None:
        return None
    comment = None
    if letter.comment_id is not None:
        comment = (
            Comment.objects.visible_to(person)
            .filter(pk=letter.comment_id, released_at__lte=clock.now())
            .select_related("author", "parent")
            .first()
        )
        if comment is None:
            return None
        comment.parent_shown = _parent(comment)
        files.add_to_comments([comment])
    card = posts.card(post, viewer=person)
    return News(
        letter=letter,
        post=post,
        comment=comment,
        card=card,
        reach=reach.of_audience(post.audience, space=post.space, viewer=person),
        files=comment.files_shown if comment is not None else card.files,
        waits=opening.of(post, viewer=person) if card.opens_at is not None else None,
    )


def _parent(comment: Comment) -> Comment | None:
    """What it answers, unless that is gone or waits in its author's undo window."""
    parent = comment.parent
    return parent if parent is not None and parent.deleted_at is None and parent.released_at <= clock.now() else None
