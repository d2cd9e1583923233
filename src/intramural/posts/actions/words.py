"""What all verbs with words share: measuring them, and keeping what they refer to."""

from __future__ import annotations

from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts import text
from intramural.posts.errors import TooLongForStatus
from intramural.posts.models import Comment, Link, Mention, Post
from intramural.topics.models import Topic


def title(words: str) -> str:
    """The title as it is kept. Refuses (422) more than 200 characters."""
    words = markup.clean_line(words)
    if len(words) > text.MOST_TITLE:
        raise Unacceptable(
            f"A title has at most {text.MOST_TITLE} characters; this one has {len(words)}.",
            remedy="Shorten it, and put the rest below.",
            field="title",
        )
    return words


def why_wide(words: str) -> str:
    """Why a post is for so many, as it is kept. Refuses (422) more than 300 characters."""
    words = markup.clean_line(words)
    if len(words) > text.MOST_WHY:
        raise Unacceptable(
            f"Why it goes so wide has at most {text.MOST_WHY} characters; this has {len(words)}.",
            remedy="Say the most important.",
            field="why_wide",
        )
    return words


MOST_SUMMARY = 300


def shell(post: Post, summary: str) -> None:
    """Puts the sentence into a translucent post that whoever only knows of it reads beside its title; none into any other.

    Refuses (422) one without title or sentence, and more than 300 characters. Topics that it names come into being.
    """
    if post.known_to is None:
        post.summary = ""
        return
    if not post.title:
        raise Unacceptable(
            "Who cannot read it knows it by its title, and it has none.",
            remedy="Give it a title, as an update or an article.",
            field="title",
        )
    post.summary = text.read(markup.clean_line(summary), by=post.author_id, most=MOST_SUMMARY, field="summary").text
    if not post.summary:
        raise Unacceptable(
            "Who cannot read it knows it by one sentence, and that is missing.",
            remedy="Say in a sentence what it is about.",
            field="summary",
        )


def body(post: Post, words: str, *, has_files: bool = False) -> text.Words:
    """Reads the words and puts them into the post.

    Refuses (422) none where there is neither a title nor a file, and more than its kind holds.
    """
    read = text.read(words, by=post.author_id, most=text.MOST_BODY)
    if post.kind == Post.Kind.STATUS and len(read.text) > text.MOST_STATUS:
        raise TooLongForStatus(
            f"A status has at most {text.MOST_STATUS} characters; this one has {len(read.text)}.",
            remedy="Make it an update, or shorten it.",
            field="body",
        )
    if not read.text.strip() and not post.title and not has_files:
        raise Unacceptable("A post needs some words.", remedy="Write a sentence.", field="body")
    post.body, post.body_html = read.text, read.html
    return read


def of_comment(words: str, *, by: int | None, has_files: bool = False) -> text.Words:
    """The words of a comment by this author (a number). Refuses (422) none where there is no file, and too many."""
    read = text.read(words, by=by, most=text.MOST_COMMENT)
    if not read.text.strip() and not has_files:
        raise Unacceptable("A comment needs some words.", remedy="Write a sentence.", field="body")
    return read


def refer(post: Post, words: text.Words, *, again: bool = True) -> None:
    """Keeps what a post's words refer to: topics, people, other posts. `again` replaces what was kept before."""
    if again:
        post.topics.clear()
        Mention.objects.filter(post=post, comment=None).delete()
        Link.objects.filter(post=post, comment=None).delete()
    if words.topics:
        post.topics.add(*Topic.objects.filter(slug__in=words.topics))
    if again or post.summary:
        refer_shell(post)
    _mention(words, post=post)
    _link(words, post=post)


def refer_shell(post: Post) -> None:
    """Keeps which topics the sentence of a translucent post names: who knows of it may know of these. What only an earlier
    sentence named, it is about no more."""
    _, named = markup.mentioned(post.summary)
    known = list(Topic.objects.filter(slug__in=named)) if named else []
    post.topics.add(*known)
    before = list(post.known_topics.all())
    if not known and not before:
        return
    if gone := {topic.slug: f"/topics/{topic.slug}/" for topic in before if topic not in known}:
        in_words = text.rendered(post.body, people={}, topics=gone).topics
        post.topics.remove(*(topic for topic in before if topic.slug in gone and topic.slug not in in_words))
    post.known_topics.set(known)


def refer_comment(said: Comment, words: text.Words, *, again: bool = True) -> None:
    """Keeps what a comment's words refer to: people and posts. `again` replaces what was kept before."""
    if again:
        Mention.objects.filter(comment=said).delete()
        Link.objects.filter(comment=said).delete()
    _mention(words, post=said.post, comment=said)
    _link(words, post=said.post, comment=said)


def _mention(words: text.Words, *, post: Post, comment: Comment | None = None) -> None:
    if words.mentions:
        named = Person.objects.filter(handle__in=words.mentions)
        Mention.objects.bulk_create([Mention(post=post, comment=comment, person=person) for person in named])


def _link(words: text.Words, *, post: Post, comment: Comment | None = None) -> None:
    if words.links:
        targets = Post.objects.filter(public_id__in=words.links).exclude(pk=post.pk)
        in_order = sorted(targets, key=lambda target: words.links.index(target.public_id))
        Link.objects.bulk_create([Link(post=post, comment=comment, target=target) for target in in_order])
