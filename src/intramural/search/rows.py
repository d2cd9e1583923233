"""What is written into the index for a thing: its marks, its title as it stands, and the terms of its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from intramural.kit import clock
from intramural.kit.prepared import OfMany
from intramural.people.models import Person
from intramural.posts import queries as questions
from intramural.posts.models import Attachment, Comment, Post
from intramural.search import ids, words
from intramural.search.models import Entry
from intramural.spaces.models import Space
from intramural.topics.models import Topic

MARK = words.MARK
_LINK = re.compile(r"https?://|/posts/")
_NAMES = frozenset((Entry.Kind.PERSON, Entry.Kind.SPACE, Entry.Kind.TOPIC))


def of_posts(posts: Iterable[Post], *, comment_id: int | None = None) -> Iterator[Entry]:
    """The entries of these posts and of what stands under them; with `comment_id`, of that comment and its files alone.

    Only of what others can read already: what its author may still take back is not found. Three queries, four with
    translucent ones.
    """
    now = clock.now()
    by_pk = {post.pk: post for post in posts if _is_out(post, now)}
    if comment_id is None:
        files, comments = _files(by_pk), _comments(by_pk)
    else:
        files = list(_files.build(by_pk).filter(comment_id=comment_id))
        comments = list(_comments.build(by_pk).filter(pk=comment_id))
    attached = [file for file in files if file.comment is None or _is_said(file.comment, now)]
    with_files = {(file.post_id, file.comment_id) for file in attached}
    topics = questions.topics_of(by_pk)
    marks = {pk: _marks_of(post, topics.get(pk, ())) for pk, post in by_pk.items()}
    if comment_id is None:
        for post in by_pk.values():
            yield _of_post(post, marks[post.pk], has_file=(post.pk, None) in with_files)
        yield from _of_shells([post for post in by_pk.values() if post.known_to_id is not None])
    for file in attached:
        yield _of_file(file, marks[file.post_id])
    for comment in comments:
        if _is_said(comment, now):
            yield _of_comment(comment, marks[comment.post_id], has_file=(comment.post_id, comment.pk) in with_files)


@OfMany
def _files(posts: Collection[int]) -> QuerySet[Attachment]:
    return (
        Attachment.objects.filter(post__in=posts, is_latest=True, removed_at=None).select_related("comment").order_by("pk")
    )


@OfMany
def _comments(posts: Collection[int]) -> QuerySet[Comment]:
    return Comment.objects.filter(post__in=posts, deleted_at=None).order_by("pk")


def _of_shells(posts: list[Post]) -> Iterator[Entry]:
    """Of translucent posts a second entry: for whoever may know of them, with the words that they may know. One query."""
    topics = questions.known_topics_of([post.pk for post in posts]) if posts else {}
    for post in posts:
        about = [f"{MARK}kpost", f"{MARK}a{post.author_id or 0}", *_marks_of(post, topics.get(post.pk, ()))]
        yield _entry(
            Entry.Kind.SHELL, post.pk, post.public_id, post.released_at, about, post.title, post.summary, post.version,
            post_id=post.pk,
        )  # fmt: skip


def _is_out(post: Post, now: datetime) -> bool:
    return post.state == Post.State.PUBLISHED and post.released_at is not None and post.released_at <= now


def _is_said(comment: Comment, now: datetime) -> bool:
    return comment.deleted_at is None and comment.released_at <= now


def _marks_of(post: Post, topics: Iterable[int]) -> list[str]:
    """What holds for a post and all under it: its space and its topics."""
    marks = [f"{MARK}t{topic}" for topic in sorted(topics)]
    return [f"{MARK}s{post.space_id}", *marks] if post.space_id else marks


def _of_post(post: Post, marks: list[str], *, has_file: bool) -> Entry:
    about = [f"{MARK}kpost", f"{MARK}p{post.kind}", f"{MARK}a{post.author_id or 0}", *marks]
    if post.accepted_answer_id:
        about.append(f"{MARK}answered")
    about += _has(post.body, has_file)
    return _entry(
        Entry.Kind.POST,
        post.pk,
        post.public_id,
        post.released_at,
        about,
        post.title,
        f"{post.body}\n{post.summary}",
        post.version,
        post_id=post.pk,
    )


def _of_comment(comment: Comment, marks: list[str], *, has_file: bool) -> Entry:
    about = [f"{MARK}kcomment", f"{MARK}a{comment.author_id or 0}", *marks, *_has(comment.body, has_file)]
    return _entry(
        Entry.Kind.COMMENT, comment.pk, comment.public_id, comment.released_at, about, "", comment.body, comment.version,
        post_id=comment.post_id, comment_id=comment.pk,
    )  # fmt: skip


def _of_file(file: Attachment, marks: list[str]) -> Entry:
    """A file is found by its name and description, and by its text as soon as that was read (version 1)."""
    about = [f"{MARK}kfile", f"{MARK}a{file.added_by_id or 0}", *marks, f"{MARK}hfile"]
    return _entry(
        Entry.Kind.FILE, file.pk, file.public_id, file.added_at, about, file.name, f"{file.description}\n{file.text}",
        int(file.is_read), post_id=file.post_id, comment_id=file.comment_id, file_id=file.pk,
    )  # fmt: skip


def _has(body: str, has_file: bool) -> list[str]:
    return [mark for mark, has in ((f"{MARK}hfile", has_file), (f"{MARK}hlink", _LINK.search(body))) if has]


def of_people(people: Iterable[Person]) -> Iterator[Entry]:
    """The entries of those who were not erased: name and handle, then what they do and what they may be asked about."""
    for person in people:
        if person.erased_at is None:
            unit = person.unit.name if person.unit else ""
            more = f"{person.title} {unit} {person.site} {person.ask_me_about}"
            yield _named(Entry.Kind.PERSON, person.pk, person.public_id, f"{person.name} {person.handle}", more)


def of_spaces(spaces: Iterable[Space]) -> Iterator[Entry]:
    for space in spaces:
        yield _named(Entry.Kind.SPACE, space.pk, space.public_id, space.name, f"{space.slug} {space.description}")


def of_topics(topics: Iterable[Topic]) -> Iterator[Entry]:
    for topic in topics:
        yield _named(Entry.Kind.TOPIC, topic.pk, f"topic{topic.pk}", topic.name, f"{topic.slug} {topic.description}")


def _named(kind: Entry.Kind, pk: int, public_id: str, name: str, more: str) -> Entry:
    """Names are not stemmed: each word stands there as in a title, as it is and with its umlauts folded."""
    said = words.split(f"{name} {more}")
    alike = [other for word in said if (other := words.alike(word)) != word]
    terms = [f"{MARK}k{kind}", *(f"{words.TITLE}{word}" for word in (*said, *alike))]
    return Entry(
        id=ids.of(clock.EPOCH, f"{kind}{public_id}"), kind=kind, ref=pk, at=clock.EPOCH, words=" ".join(terms), language=""
    )


def _entry(
    kind: Entry.Kind, pk: int, public_id: str, at: datetime | None, marks: list[str], title: str, body: str, version: int,
    **of: int | None,
) -> Entry:  # fmt: skip
    assert at is not None
    said = words.split(f"{title}\n{body}")
    language = words.language_of(said)
    terms = [*marks, *words.of_title(title), *words.of_text(said, language)]
    entry = Entry(id=ids.of(at, public_id), kind=kind, ref=pk, at=at, version=version, language=language, **of)
    entry.words = " ".join(terms)
    entry.said = said  # type: ignore[attr-defined]  # for the spellings, and not kept
    return entry


def said_in(entry: Entry) -> list[str]:
    """The words of an entry that was just made, as they were written."""
    if entry.kind in _NAMES:
        return [term[1:] for term in entry.words.split(" ")[1:]]
    return list(vars(entry)["said"])
