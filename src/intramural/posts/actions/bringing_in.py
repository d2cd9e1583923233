"""What another system held, written many messages at a time, with its own dates, threads, reactions and files.

Nobody is told and nothing is mailed: the journal gets one line for a batch. A message whose origin is known stays as it
is here, whatever the source says now: it may have been edited, narrowed or deleted since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from intramural.audiences.models import AUTHOR, EVERYONE, Audience, Grant
from intramural.kit import markup
from intramural.kit.files import taking
from intramural.kit.files.taking import Taken
from intramural.posts import text
from intramural.posts.events import BroughtIn
from intramural.posts.files import kept, store
from intramural.posts.models import Attachment, Comment, Link, Mention, Post, Reaction
from intramural.record import journal
from intramural.topics import queries as topics
from intramural.topics.models import Topic

_LONG = [f"{of}{column}" for of in ("", "post__", "parent__") for column in ("body", "body_html")]
_OF_PEOPLE = (Audience.Kind.AUTHOR, Audience.Kind.CIRCLE, Audience.Kind.PEOPLE)
_MOST_COMPARED = 5_000
MISSING = "*The beginning of this conversation was not brought in.*"


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A file that stayed in the system it came from."""

    name: str
    url: str
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A message: a post, or with `answers` (the origin of a post or comment) a comment. Times are the original ones.

    `mentions` are the people (handle → number) whom the source says that the text mentions: no other @word is a mention.
    """

    origin: str
    audience_id: int
    author_id: int | None
    at: datetime
    body: str
    space_id: int | None = None
    title: str = ""
    answers: str = ""
    is_in_a_thread: bool = True
    """Whether what it answers was there, so that a beginning that is unknown gets a stand-in and this no title."""
    edited_at: datetime | None = None
    mentions: Mapping[str, int] = field(default_factory=dict)
    reactions: tuple[tuple[int, str], ...] = ()
    files: tuple[LeftBehind | Taken, ...] = ()
    rendered: markup.Rendered | None = None
    """What the body looks like without people and topics, where that is known already."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of a batch are new here, and how many were here before."""

    posts: int
    comments: int
    unchanged: int


@dataclass(slots=True)
class _Written:
    """Where a message stands: the post, the comment (none for the post itself) and the comment its answers stand under."""

    post: Post
    comment: Comment | None = None
    answers: Post | None = None
    """The post that this one answers, where it could not stand under it."""

    @property
    def top(self) -> Comment | None:
        return self.comment and (self.comment.parent or self.comment)


def those_here(origins: Iterable[str]) -> set[str]:
    """The origins among these whose messages are here."""
    return set(_known(origins))


def take_file(name: str, chunks: Iterable[bytes]) -> Taken:
    """Keeps the bytes of a file that came with a message, before its message is written. Refuses as an upload does."""
    return taking.take(chunks, name, into=store, most=settings.MAX_UPLOAD_BYTES)


@transaction.atomic
def bring_in(batch: Sequence[Said], *, run: str) -> Outcome:
    """Writes a batch, all of it or nothing. An answer stands in the batch behind what it answers, or in a later one.

    An answer to what is unknown gets a post without author or words of its own in the place of the unknown, or is a post
    itself. A comment is seen by all who see its post: an answer that was for fewer people is a post that links to it.
    """
    known = _known({said.origin for said in batch} | {said.answers for said in batch if said.answers})
    fresh = {said.origin: said for said in reversed(batch) if said.origin not in known}
    unique = [fresh.pop(said.origin) for said in batch if said.origin in fresh]
    covers = _Covering()
    posts: list[Post] = []
    comments: list[Comment] = []
    for said in unique:
        under = known.get(said.answers) if said.answers else None
        if under is None and said.answers and said.is_in_a_thread:
            under = known[said.answers] = _Written(_stand_in(said))
            posts.append(under.post)
        if under is not None and covers(said, under.post):
            comment = _comment(said, under)
            comments.append(comment)
            known[said.origin] = _Written(under.post, comment)
        else:
            post = _post(said)
            posts.append(post)
            known[said.origin] = _Written(post, answers=under.post if under is not None else None)

    words = _words(unique, known)
    _fill(unique, words, known)
    Post.objects.bulk_create(posts)
    Comment.objects.bulk_create([comment for comment in comments if comment.parent is None])
    Comment.objects.bulk_create([comment for comment in comments if comment.parent is not None])
    _refer(unique, words, known)
    if unique:
        event = BroughtIn(run=run, posts=len(unique) - len(comments), comments=len(comments))
        journal.note(event, by=None, about=known[unique[0].origin].post)
    return Outcome(len(unique) - len(comments), len(comments), len(batch) - len(unique))


class _Covering:
    """Whether all who see a post were meant to read a message."""

    def __init__(self) -> None:
        self._granted: dict[int, frozenset[int] | None] = {}

    def __call__(self, said: Said, post: Post) -> bool:
        if said.audience_id in (post.audience_id, EVERYONE):
            return said.audience_id != AUTHOR or said.author_id == post.author_id
        meant, seeing = (
            self._people(said.audience_id, said.author_id),
            self._people(post.audience_id or AUTHOR, post.author_id),
        )
        return meant is not None and seeing is not None and seeing <= meant

    def _people(self, audience_id: int, author_id: int | None) -> frozenset[int] | None:
        """Those who were let in, and the author, who always is. None: too many to be looked at, or coming and going."""
        if audience_id not in self._granted:
            is_of_people = Audience.objects.filter(pk=audience_id, kind__in=_OF_PEOPLE).exists()
            rows = Grant.objects.filter(audience_id=audience_id).values_list("person_id", flat=True)[: _MOST_COMPARED + 1]
            granted = frozenset(rows) if is_of_people else None
            self._granted[audience_id] = granted if granted is None or len(granted) <= _MOST_COMPARED else None
        granted = self._granted[audience_id]
        return granted | ({author_id} if author_id else set()) if granted is not None else None


def _known(origins: Iterable[str]) -> dict[str, _Written]:
    wanted = list(origins)
    posts = Post.objects.filter(origin__in=wanted).only("pk", "public_id", "origin", "audience_id", "author_id")
    known = {str(post.origin): _Written(post) for post in posts}
    comments = Comment.objects.filter(origin__in=wanted).select_related("post", "parent").defer(*_LONG)
    known.update({str(comment.origin): _Written(comment.post, comment) for comment in comments})
    return known


def _words(batch: Sequence[Said], known: Mapping[str, _Written]) -> dict[str, text.Words]:
    """The texts, cleaned and rendered. Only topics that exist are linked: an archive's # signs make none."""
    bodies = {said.origin: markup.clean(said.body).strip("\n") for said in batch}
    for origin in bodies:
        if (answered := known[origin].answers) is not None:
            bodies[origin] = f"[In answer to this](/posts/{answered.public_id}/)\n\n{bodies[origin]}"
    tags: set[str] = set()
    for body in bodies.values():
        if "#" in body:
            tags |= markup.mentioned(body)[1]
    addresses = topics.addresses_of(tags) if tags else {}

    def words(said: Said, body: str) -> text.Words:
        if said.rendered is not None and body == said.body and not said.mentions and not ("#" in body and addresses):
            return text.as_drawn(body, said.rendered)
        return text.rendered(body, people={handle: f"/people/{handle}/" for handle in said.mentions}, topics=addresses)

    return {said.origin: words(said, bodies[said.origin]) for said in batch}


def _fill(batch: Sequence[Said], words: Mapping[str, text.Words], known: Mapping[str, _Written]) -> None:
    for said in batch:
        at, of = known[said.origin], words[said.origin]
        written = at.comment or at.post
        written.body, written.body_html = of.text, of.html
        if at.comment is None and (at.post.title or len(of.text) > text.MOST_STATUS):
            at.post.kind = Post.Kind.UPDATE


def _post(said: Said) -> Post:
    return Post(
        origin=said.origin, kind=Post.Kind.STATUS, state=Post.State.PUBLISHED,
        author_id=said.author_id, space_id=said.space_id, audience_id=said.audience_id,
        title=markup.clean_line(said.title)[: text.MOST_TITLE],
        begun_at=said.at, published_at=said.at, released_at=said.at, edited_at=said.edited_at,
    )  # fmt: skip


def _stand_in(said: Said) -> Post:
    return Post(
        origin=said.answers, kind=Post.Kind.STATUS, state=Post.State.PUBLISHED,
        space_id=said.space_id, audience_id=said.audience_id, body=MISSING, body_html=markup.render(MISSING).html,
        begun_at=said.at, published_at=said.at, released_at=said.at,
    )  # fmt: skip


def _comment(said: Said, under: _Written) -> Comment:
    return Comment(
        origin=said.origin, post=under.post, parent=under.top, author_id=said.author_id,
        published_at=said.at, released_at=said.at, edited_at=said.edited_at,
    )  # fmt: skip


def _refer(batch: Sequence[Said], words: Mapping[str, text.Words], known: Mapping[str, _Written]) -> None:
    reactions: list[Reaction] = []
    files: list[Attachment] = []
    mentions: list[Mention] = []
    links: list[Link] = []
    named: dict[str, set[Post]] = {}
    targets = {link for said in batch for link in words[said.origin].links}
    found = dict(Post.objects.filter(public_id__in=targets).values_list("public_id", "pk")) if targets else {}
    for said in batch:
        at, of = known[said.origin], words[said.origin]
        row = {"post": at.post, "comment": at.comment}
        mentions += [Mention(**row, person_id=said.mentions[handle]) for handle in of.mentions]
        links += [Link(**row, target_id=found[link]) for link in of.links if found.get(link, at.post.pk) != at.post.pk]
        reactions += [
            Reaction(**row, person_id=person_id, kind=kind, at=said.at) for person_id, kind in dict.fromkeys(said.reactions)
        ]
        files += _files(said, at)
        for slug in of.topics if at.comment is None else ():
            named.setdefault(slug, set()).add(at.post)
    Mention.objects.bulk_create(mentions)
    Link.objects.bulk_create(links)
    Reaction.objects.bulk_create(reactions, ignore_conflicts=True)
    Attachment.objects.bulk_create(files)
    if named:
        through = Post.topics.through
        pks = dict(Topic.objects.filter(slug__in=named).values_list("slug", "pk"))
        through.objects.bulk_create(
            [through(post_id=post.pk, topic_id=pks[slug]) for slug, posts in named.items() if slug in pks for post in posts],
            ignore_conflicts=True,
        )


def _files(said: Said, at: _Written) -> Iterable[Attachment]:
    """A name is a file's under its post, so the second of the same name gets a number: it is another file."""
    named: set[str] = set()
    for position, file in enumerate(said.files):
        name = markup.clean_line(file.name)[:180] or "file"
        stem, number = name, 1
        while name in named:
            number += 1
            name = f"{stem} ({number})"
        named.add(name)
        columns = (
            {
                "kind": Attachment.Kind.LINK,
                "url": file.url,
                "size": file.size,
                "media_type": file.media_type[:100],
                "is_read": True,
            }
            if isinstance(file, LeftBehind)
            else kept(file)
        )
        yield Attachment(
            **columns,
            post=at.post,
            comment=at.comment,
            name=name,
            position=position,
            added_by_id=said.author_id,
            added_at=said.at,
        )
