"""What somebody may have done, each as a yes-or-no question about the house's own tables. How often is not asked.

An operator chooses one of these for a skill; there is no other way to earn one, and no test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from intramural.audiences.models import AUTHOR
from intramural.care.models import Asked, Concern, Consult, Narrowing
from intramural.people.models import Person
from intramural.posts.models import Comment, Embargo, Post, Provenance, Reaction, Vote

_ME = OuterRef("pk")


@dataclass(frozen=True)
class Rule:
    """One question: its words, and the rows of which one is enough."""

    words: str
    rows: Callable[[], QuerySet[Any]]


def _comments() -> QuerySet[Comment]:
    """What somebody said and stands still: what is gone is gone here too."""
    return Comment.objects.filter(author=_ME, deleted_at=None).exclude(post__state=Post.State.DELETED)


def _posts() -> QuerySet[Post]:
    return (
        Post.objects.filter(author=_ME, published_at__isnull=False)
        .exclude(audience=AUTHOR)
        .exclude(state=Post.State.DELETED)
    )


RULES: dict[str, Rule] = {
    "react": Rule(
        "Reacted to something", lambda: Reaction.objects.filter(person=_ME).exclude(post__state=Post.State.DELETED)
    ),
    "vote": Rule("Voted in a poll", lambda: Vote.objects.filter(person=_ME).exclude(post__state=Post.State.DELETED)),
    "comment": Rule("Said something under a post", _comments),
    "answer": Rule(
        "Answered somebody’s question",
        lambda: _comments().filter(post__kind=Post.Kind.QUESTION).exclude(post__author=_ME),
    ),
    "accepted": Rule("Gave an answer that was accepted", lambda: Post.objects.filter(accepted_answer__author=_ME)),
    "post": Rule("Shared something", _posts),
    "write": Rule("Wrote an article", lambda: _posts().filter(kind=Post.Kind.ARTICLE)),
    "thank": Rule("Gave kudos", lambda: _posts().filter(kind=Post.Kind.KUDOS)),
    "credit": Rule(
        "Shared something found, and said whose it is",
        lambda: Provenance.objects.filter(post__author=_ME, post__published_at__isnull=False).exclude(owner=""),
    ),
    "ask_first": Rule("Asked somebody first, before sharing", lambda: Consult.objects.filter(by=_ME)),
    "opinion": Rule("Answered somebody who asked first", lambda: Asked.objects.filter(person=_ME).exclude(answer="")),
    "wait": Rule("Let a post wait for its day", lambda: Embargo.objects.filter(post__author=_ME)),
    "narrow": Rule("Made a post of their own smaller", lambda: Narrowing.objects.filter(by=_ME, post__author=_ME)),
    "recover": Rule(
        "Mended what they had overshared", lambda: Concern.objects.filter(raised_by=_ME, kind=Concern.Kind.OVERSHARED)
    ),
}


def done(viewer: Person) -> frozenset[str]:
    """Which of these the viewer has done, now. One query, about the viewer and nobody else."""
    asked = {f"did_{name}": Exists(rule.rows()) for name, rule in RULES.items()}
    found = Person.objects.filter(pk=viewer.pk).annotate(**asked).values(*asked).first() or {}
    return frozenset(name for name in RULES if found.get(f"did_{name}"))
