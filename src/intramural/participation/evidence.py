"""What somebody may have done, each as a yes-or-no question about the house's own tables. How often is not asked.

What they did under a post of others counts as long as they may read it: a path that remembered what was made smaller since
would tell of it.

An operator chooses one of these for a skill; there is no other way to earn one, and no test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from intramural.audiences.models import AUTHOR
from intramural.audiences.visibility import VisibleTo
from intramural.care.models import Asked, Concern, Consult, Narrowing
from intramural.people.models import Person
from intramural.posts.models import Comment, Embargo, Post, Provenance, Reaction, Vote


@dataclass(frozen=True)
class Rule:
    """One question: its words, and the rows of a person of which one is enough."""

    words: str
    rows: Callable[[Person], QuerySet[Any]]


def _comments(me: Person) -> QuerySet[Comment]:
    """What somebody said and stands still: what is gone is gone here too."""
    return Comment.objects.visible_to(me).filter(author=me)


def _posts(me: Person) -> QuerySet[Post]:
    return (
        Post.objects.filter(author=me, published_at__isnull=False).exclude(audience=AUTHOR).exclude(state=Post.State.DELETED)
    )


def _readable(rows: QuerySet[Any], me: Person) -> QuerySet[Any]:
    """Those of the rows that are about a post which this person may read now."""
    return rows.filter(VisibleTo(me, of="post__")).exclude(post__state=Post.State.DELETED)


def _accepted(me: Person) -> QuerySet[Post]:
    """Questions of which somebody's answer was accepted."""
    return Post.objects.visible_to(me).filter(accepted_answer__author=me)


RULES: dict[str, Rule] = {
    "react": Rule("Reacted to something", lambda me: _readable(Reaction.objects.filter(person=me), me)),
    "vote": Rule("Voted in a poll", lambda me: _readable(Vote.objects.filter(person=me), me)),
    "comment": Rule("Said something under a post", _comments),
    "answer": Rule(
        "Answered somebody’s question",
        lambda me: _comments(me).filter(post__kind=Post.Kind.QUESTION).exclude(post__author=me),
    ),
    "accepted": Rule("Gave an answer that was accepted", _accepted),
    "post": Rule("Shared something", _posts),
    "write": Rule("Wrote an article", lambda me: _posts(me).filter(kind=Post.Kind.ARTICLE)),
    "thank": Rule("Gave kudos", lambda me: _posts(me).filter(kind=Post.Kind.KUDOS)),
    "credit": Rule(
        "Shared something found, and said whose it is",
        lambda me: Provenance.objects.filter(post__author=me, post__published_at__isnull=False).exclude(owner=""),
    ),
    "ask_first": Rule("Asked somebody first, before sharing", lambda me: Consult.objects.filter(by=me)),
    "opinion": Rule("Answered somebody who asked first", lambda me: Asked.objects.filter(person=me).exclude(answer="")),
    "wait": Rule("Let a post wait for its day", lambda me: Embargo.objects.filter(post__author=me)),
    "narrow": Rule("Made a post of their own smaller", lambda me: Narrowing.objects.filter(by=me, post__author=me)),
    "recover": Rule(
        "Mended what they had overshared",
        lambda me: Concern.objects.filter(raised_by=me, kind=Concern.Kind.OVERSHARED),
    ),
}


def done(viewer: Person) -> frozenset[str]:
    """Which of these the viewer has done, now. One query, about the viewer and nobody else."""
    asked = {f"did_{name}": Exists(rule.rows(viewer)) for name, rule in RULES.items()}
    found = Person.objects.filter(pk=viewer.pk).annotate(**asked).values(*asked).first() or {}
    return frozenset(name for name in RULES if found.get(f"did_{name}"))
